// SPDX-License-Identifier: Apache-2.0

// A page as a whole: its boxes, annotations, picture and structure.

#include "Functions.h"

#include <string.h>

cpdfium_page *cpdfium_page_load(cpdfium_document *document, int index) {
  return pdfium.FPDF_LoadPage(document, index);
}

void cpdfium_page_close(cpdfium_page *page) { pdfium.FPDF_ClosePage(page); }

bool cpdfium_page_box(cpdfium_page *page, float box[4]) {
  rect_t rect;
  if (!pdfium.FPDF_GetPageBoundingBox(page, &rect)) return false;
  box[0] = rect.left, box[1] = rect.bottom, box[2] = rect.right, box[3] = rect.top;
  return true;
}

bool cpdfium_page_sheet(cpdfium_page *page, float box[4]) {
  return pdfium.FPDFPage_GetMediaBox(page, &box[0], &box[1], &box[2], &box[3]);
}

int cpdfium_page_rotation(cpdfium_page *page) {
  int turns = pdfium.FPDFPage_GetRotation(page);
  return turns < 0 ? 0 : turns & 3;
}

int cpdfium_page_drawn_annotations(cpdfium_page *page) {
  enum { LINK = 2, POPUP = 16, REDACT = 28, HIDDEN = 1 << 1, NO_VIEW = 1 << 5 };
  int drawn = 0;
  int count = pdfium.FPDFPage_GetAnnotCount(page);
  for (int i = 0; i < count; i++) {
    void *annotation = pdfium.FPDFPage_GetAnnot(page, i);
    if (annotation == NULL) continue;
    int subtype = pdfium.FPDFAnnot_GetSubtype(annotation);
    int flags = pdfium.FPDFAnnot_GetFlags(annotation);
    if (subtype == LINK || subtype == POPUP) {
      // Nothing of them is on paper.
    } else if (subtype == REDACT || !(flags & (HIDDEN | NO_VIEW))) {
      drawn++;
    }
    pdfium.FPDFPage_CloseAnnot(annotation);
  }
  return drawn;
}

int cpdfium_page_annotations(cpdfium_page *page, void *form, cpdfium_annotation *annotations,
                             int capacity) {
  enum { WIDGET = 20 };
  int count = pdfium.FPDFPage_GetAnnotCount(page);
  for (int i = 0; i < count && i < capacity; i++) {
    cpdfium_annotation *out = &annotations[i];
    memset(out, 0, sizeof *out);
    void *annotation = pdfium.FPDFPage_GetAnnot(page, i);
    if (annotation == NULL) continue;
    out->subtype = pdfium.FPDFAnnot_GetSubtype(annotation);
    out->flags = pdfium.FPDFAnnot_GetFlags(annotation);
    rect_t rect = {0, 0, 0, 0};
    pdfium.FPDFAnnot_GetRect(annotation, &rect);
    out->left = rect.left, out->bottom = rect.bottom;
    out->right = rect.right, out->top = rect.top;
    size_t quads = pdfium.FPDFAnnot_CountAttachmentPoints(annotation);
    out->quads = quads > 4096 ? 4096 : (int)quads;
    out->has_appearance = pdfium.FPDFAnnot_GetAP(annotation, 0, NULL, 0) > 2;
    if (form != NULL && out->subtype == WIDGET) {
      out->field_type = pdfium.FPDFAnnot_GetFormFieldType(form, annotation);
      out->field_flags = pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation);
    }
    pdfium.FPDFPage_CloseAnnot(annotation);
  }
  return count;
}

bool cpdfium_annotation_quad(cpdfium_page *page, int index, int quad, float points[8]) {
  void *annotation = pdfium.FPDFPage_GetAnnot(page, index);
  if (annotation == NULL) return false;
  bool good = pdfium.FPDFAnnot_GetAttachmentPoints(annotation, quad, points);
  pdfium.FPDFPage_CloseAnnot(annotation);
  return good;
}

unsigned long cpdfium_annotation_value(cpdfium_page *page, void *form, int index, void *utf16,
                                       unsigned long bytes) {
  void *annotation = pdfium.FPDFPage_GetAnnot(page, index);
  if (annotation == NULL) return 0;
  unsigned long length = pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, utf16, bytes);
  pdfium.FPDFPage_CloseAnnot(annotation);
  return length;
}

cpdfium_attachment *cpdfium_annotation_file(cpdfium_page *page, int index) {
  enum { FILE_ATTACHMENT = 17 };
  void *annotation = pdfium.FPDFPage_GetAnnot(page, index);
  if (annotation == NULL) return NULL;
  void *file = pdfium.FPDFAnnot_GetSubtype(annotation) == FILE_ATTACHMENT
                   ? pdfium.FPDFAnnot_GetFileAttachment(annotation)
                   : NULL;
  pdfium.FPDFPage_CloseAnnot(annotation);
  return file;
}

bool cpdfium_page_flatten(cpdfium_page *page) {
  // Drawing makes the looks of annotations that bring none; flattening takes those that are there.
  // The page is put beside the bitmap, so that nothing else is drawn.
  uint8_t pixel[4] = {0, 0, 0, 0};
  cpdfium_page_render(page, pixel, 1, 1, 4, 8, 8, 1, 1, 0);
  return pdfium.FPDFPage_Flatten(page, 0) == 1;
}

bool cpdfium_page_render(cpdfium_page *page, uint8_t *pixels, int width, int height, int stride,
                         int x, int y, int page_width, int page_height, int quarter_turns) {
  enum { GREY_BITMAP = 1, WITH_ANNOTATIONS = 0x01, IN_GREY = 0x08 };
  void *bitmap = pdfium.FPDFBitmap_CreateEx(width, height, GREY_BITMAP, pixels, stride);
  if (bitmap == NULL) return false;
  pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF);
  pdfium.FPDF_RenderPageBitmap(bitmap, page, x, y, page_width, page_height, quarter_turns,
                               WITH_ANNOTATIONS | IN_GREY);
  pdfium.FPDFBitmap_Destroy(bitmap);
  return true;
}

// MARK: Structure

static void structure(void *element, cpdfium_text_sink sink, void *context, int depth, int *left) {
  if (element == NULL || depth > 64 || --*left < 0) return;
  uint16_t text[4096];
  for (int actual = 0; actual < 2; actual++) {
    unsigned long bytes =
        actual ? pdfium.FPDF_StructElement_GetActualText(element, text, sizeof text)
               : pdfium.FPDF_StructElement_GetAltText(element, text, sizeof text);
    if (bytes > 2 && bytes <= sizeof text) sink(context, actual, text, bytes / 2 - 1);
  }
  int count = pdfium.FPDF_StructElement_CountChildren(element);
  for (int i = 0; i < count && *left > 0; i++) {
    structure(pdfium.FPDF_StructElement_GetChildAtIndex(element, i), sink, context, depth + 1,
              left);
  }
}

void cpdfium_page_alternatives(cpdfium_page *page, cpdfium_text_sink sink, void *context) {
  void *tree = pdfium.FPDF_StructTree_GetForPage(page);
  if (tree == NULL) return;
  int left = 20000;
  int count = pdfium.FPDF_StructTree_CountChildren(tree);
  for (int i = 0; i < count && left > 0; i++) {
    structure(pdfium.FPDF_StructTree_GetChildAtIndex(tree, i), sink, context, 0, &left);
  }
  pdfium.FPDF_StructTree_Close(tree);
}
