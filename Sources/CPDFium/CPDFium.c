// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE

#include "CPDFium.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct { float a, b, c, d, e, f; } matrix_t;
typedef struct { float left, top, right, bottom; } rect_t;
typedef struct {
  unsigned width, height;
  float horizontal_dpi, vertical_dpi;
  unsigned bits_per_pixel;
  int colorspace;
  int marked_content;
} image_t;

// Every function of the library that is used: result, name, parameters.
#define FUNCTIONS(F) \
  F(void, FPDF_InitLibrary, (void)) \
  F(void *, FPDF_LoadDocument, (const char *, const char *)) \
  F(void *, FPDF_LoadMemDocument64, (const void *, size_t, const char *)) \
  F(int, FPDF_SaveAsCopy, (void *, void *, unsigned long)) \
  F(unsigned long, FPDF_GetMetaText, (void *, const char *, void *, unsigned long)) \
  F(unsigned long, FPDF_GetPageLabel, (void *, int, void *, unsigned long)) \
  F(void *, FPDFBookmark_GetFirstChild, (void *, void *)) \
  F(void *, FPDFBookmark_GetNextSibling, (void *, void *)) \
  F(unsigned long, FPDFBookmark_GetTitle, (void *, void *, unsigned long)) \
  F(int, FPDFDoc_GetAttachmentCount, (void *)) \
  F(void *, FPDFDoc_GetAttachment, (void *, int)) \
  F(unsigned long, FPDFAttachment_GetName, (void *, void *, unsigned long)) \
  F(int, FPDFAttachment_GetFile, (void *, void *, unsigned long, unsigned long *)) \
  F(void *, FPDFDOC_InitFormFillEnvironment, (void *, void *)) \
  F(void, FPDFDOC_ExitFormFillEnvironment, (void *)) \
  F(void, FPDF_CloseDocument, (void *)) \
  F(unsigned long, FPDF_GetLastError, (void)) \
  F(int, FPDF_GetFormType, (void *)) \
  F(int, FPDF_GetPageCount, (void *)) \
  F(void *, FPDF_LoadPage, (void *, int)) \
  F(void, FPDF_ClosePage, (void *)) \
  F(int, FPDF_GetPageBoundingBox, (void *, rect_t *)) \
  F(int, FPDFPage_GetMediaBox, (void *, float *, float *, float *, float *)) \
  F(int, FPDFPage_GetRotation, (void *)) \
  F(int, FPDFPage_GetAnnotCount, (void *)) \
  F(void *, FPDFPage_GetAnnot, (void *, int)) \
  F(void, FPDFPage_CloseAnnot, (void *)) \
  F(int, FPDFAnnot_GetSubtype, (void *)) \
  F(int, FPDFAnnot_GetFlags, (void *)) \
  F(int, FPDFAnnot_GetRect, (void *, rect_t *)) \
  F(size_t, FPDFAnnot_CountAttachmentPoints, (void *)) \
  F(int, FPDFAnnot_GetAttachmentPoints, (void *, size_t, float *)) \
  F(unsigned long, FPDFAnnot_GetAP, (void *, int, void *, unsigned long)) \
  F(void *, FPDFAnnot_GetFileAttachment, (void *)) \
  F(int, FPDFAnnot_GetFormFieldType, (void *, void *)) \
  F(int, FPDFAnnot_GetFormFieldFlags, (void *, void *)) \
  F(unsigned long, FPDFAnnot_GetFormFieldValue, (void *, void *, void *, unsigned long)) \
  F(int, FPDFPage_Flatten, (void *, int)) \
  F(void *, FPDFBitmap_CreateEx, (int, int, int, void *, int)) \
  F(int, FPDFBitmap_FillRect, (void *, int, int, int, int, unsigned long)) \
  F(void, FPDFBitmap_Destroy, (void *)) \
  F(void *, FPDFBitmap_GetBuffer, (void *)) \
  F(int, FPDFBitmap_GetFormat, (void *)) \
  F(int, FPDFBitmap_GetWidth, (void *)) \
  F(int, FPDFBitmap_GetHeight, (void *)) \
  F(int, FPDFBitmap_GetStride, (void *)) \
  F(void, FPDF_RenderPageBitmap, (void *, void *, int, int, int, int, int, int)) \
  F(int, FPDFPage_CountObjects, (void *)) \
  F(void *, FPDFPage_GetObject, (void *, int)) \
  F(int, FPDFFormObj_CountObjects, (const void *)) \
  F(void *, FPDFFormObj_GetObject, (const void *, unsigned long)) \
  F(int, FPDFPageObj_GetType, (const void *)) \
  F(int, FPDFPageObj_GetBounds, (const void *, float *, float *, float *, float *)) \
  F(int, FPDFPageObj_GetMatrix, (const void *, matrix_t *)) \
  F(int, FPDFPageObj_GetFillColor, \
    (const void *, unsigned *, unsigned *, unsigned *, unsigned *)) \
  F(int, FPDFPageObj_GetStrokeColor, \
    (const void *, unsigned *, unsigned *, unsigned *, unsigned *)) \
  F(int, FPDFPageObj_GetStrokeWidth, (const void *, float *)) \
  F(int, FPDFPageObj_HasTransparency, (const void *)) \
  F(int, FPDFPageObj_SetIsActive, (const void *, int)) \
  F(int, FPDFPageObj_CountMarks, (const void *)) \
  F(void *, FPDFPageObj_GetMark, (const void *, unsigned long)) \
  F(int, FPDFPageObjMark_GetName, (void *, void *, unsigned long, unsigned long *)) \
  F(int, FPDFPageObjMark_GetParamStringValue, \
    (void *, const char *, void *, unsigned long, unsigned long *)) \
  F(void *, FPDF_StructTree_GetForPage, (void *)) \
  F(void, FPDF_StructTree_Close, (void *)) \
  F(int, FPDF_StructTree_CountChildren, (void *)) \
  F(void *, FPDF_StructTree_GetChildAtIndex, (void *, int)) \
  F(int, FPDF_StructElement_CountChildren, (void *)) \
  F(void *, FPDF_StructElement_GetChildAtIndex, (void *, int)) \
  F(unsigned long, FPDF_StructElement_GetAltText, (void *, void *, unsigned long)) \
  F(unsigned long, FPDF_StructElement_GetActualText, (void *, void *, unsigned long)) \
  F(void *, FPDFPageObj_GetClipPath, (const void *)) \
  F(int, FPDFClipPath_CountPaths, (void *)) \
  F(int, FPDFClipPath_CountPathSegments, (void *, int)) \
  F(void *, FPDFClipPath_GetPathSegment, (void *, int, int)) \
  F(int, FPDFPath_CountSegments, (const void *)) \
  F(void *, FPDFPath_GetPathSegment, (const void *, int)) \
  F(int, FPDFPath_GetDrawMode, (const void *, int *, int *)) \
  F(int, FPDFPathSegment_GetPoint, (void *, float *, float *)) \
  F(int, FPDFPathSegment_GetType, (void *)) \
  F(int, FPDFPathSegment_GetClose, (void *)) \
  F(void *, FPDFImageObj_GetBitmap, (const void *)) \
  F(int, FPDFImageObj_GetImageMetadata, (const void *, void *, image_t *)) \
  F(void *, FPDFText_LoadPage, (void *)) \
  F(void, FPDFText_ClosePage, (void *)) \
  F(int, FPDFText_CountChars, (void *)) \
  F(unsigned, FPDFText_GetUnicode, (void *, int)) \
  F(int, FPDFText_IsGenerated, (void *, int)) \
  F(int, FPDFText_IsHyphen, (void *, int)) \
  F(int, FPDFText_HasUnicodeMapError, (void *, int)) \
  F(int, FPDFText_GetLooseCharBox, (void *, int, rect_t *)) \
  F(int, FPDFText_GetCharOrigin, (void *, int, double *, double *)) \
  F(float, FPDFText_GetCharAngle, (void *, int)) \
  F(double, FPDFText_GetFontSize, (void *, int)) \
  F(void *, FPDFText_GetTextObject, (void *, int)) \
  F(int, FPDFTextObj_GetTextRenderMode, (const void *))

#define POINTER(result, name, parameters) result(*name) parameters;
static struct { FUNCTIONS(POINTER) } pdfium;

static bool fail(char *message, size_t capacity, const char *what, const char *path) {
  if (capacity > 0) snprintf(message, capacity, "%s: %s", path, what);
  return false;
}

bool cpdfium_load(const char *path, char *message, size_t capacity) {
  static bool loaded = false;
  if (loaded) return true;
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    const char *why = dlerror();
    if (capacity > 0) snprintf(message, capacity, "%s", why ? why : path);
    return false;
  }
#define BIND(result, name, parameters) \
  *(void **)&pdfium.name = dlsym(library, #name); \
  if (pdfium.name == NULL) { \
    dlclose(library); \
    return fail(message, capacity, "lacks the function " #name, path); \
  }
  FUNCTIONS(BIND)
  pdfium.FPDF_InitLibrary();
  loaded = true;
  return true;
}

cpdfium_document *cpdfium_open(const char *path, const char *password, unsigned long *error) {
  void *document = pdfium.FPDF_LoadDocument(path, password);
  *error = document ? 0 : pdfium.FPDF_GetLastError();
  return document;
}

cpdfium_document *cpdfium_open_bytes(const void *bytes, size_t count, const char *password,
                                     unsigned long *error) {
  void *document = pdfium.FPDF_LoadMemDocument64(bytes, count, password);
  *error = document ? 0 : pdfium.FPDF_GetLastError();
  return document;
}

void cpdfium_close(cpdfium_document *document) { pdfium.FPDF_CloseDocument(document); }

int cpdfium_page_count(cpdfium_document *document) { return pdfium.FPDF_GetPageCount(document); }

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

// MARK: The document

typedef struct {
  int version;
  int (*write)(void *self, const void *bytes, unsigned long count);
  cpdfium_sink sink;
  void *context;
} writer_t;

static int write_on(void *self, const void *bytes, unsigned long count) {
  writer_t *writer = self;
  return writer->sink(writer->context, bytes, count);
}

bool cpdfium_copy(cpdfium_document *document, cpdfium_sink sink, void *context) {
  enum { WITHOUT_SECURITY = 3 };
  writer_t writer = {1, write_on, sink, context};
  return pdfium.FPDF_SaveAsCopy(document, &writer, WITHOUT_SECURITY);
}

unsigned long cpdfium_information(cpdfium_document *document, const char *key, void *utf16,
                                  unsigned long bytes) {
  return pdfium.FPDF_GetMetaText(document, key, utf16, bytes);
}

unsigned long cpdfium_page_label(cpdfium_document *document, int index, void *utf16,
                                 unsigned long bytes) {
  return pdfium.FPDF_GetPageLabel(document, index, utf16, bytes);
}

cpdfium_bookmark *cpdfium_bookmark_child(cpdfium_document *document, cpdfium_bookmark *parent) {
  return pdfium.FPDFBookmark_GetFirstChild(document, parent);
}

cpdfium_bookmark *cpdfium_bookmark_next(cpdfium_document *document, cpdfium_bookmark *bookmark) {
  return pdfium.FPDFBookmark_GetNextSibling(document, bookmark);
}

unsigned long cpdfium_bookmark_title(cpdfium_bookmark *bookmark, void *utf16,
                                     unsigned long bytes) {
  return pdfium.FPDFBookmark_GetTitle(bookmark, utf16, bytes);
}

int cpdfium_attachment_count(cpdfium_document *document) {
  return pdfium.FPDFDoc_GetAttachmentCount(document);
}

cpdfium_attachment *cpdfium_attachment_get(cpdfium_document *document, int index) {
  return pdfium.FPDFDoc_GetAttachment(document, index);
}

unsigned long cpdfium_attachment_name(cpdfium_attachment *attachment, void *utf16,
                                      unsigned long bytes) {
  return pdfium.FPDFAttachment_GetName(attachment, utf16, bytes);
}

bool cpdfium_attachment_file(cpdfium_attachment *attachment, void *bytes, unsigned long capacity,
                             unsigned long *length) {
  *length = 0;
  return pdfium.FPDFAttachment_GetFile(attachment, bytes, capacity, length);
}

bool cpdfium_has_form(cpdfium_document *document) {
  return pdfium.FPDF_GetFormType(document) > 0;
}

void *cpdfium_form_open(cpdfium_document *document, void *storage) {
  // The table of callbacks may be empty: nothing is typed into the form.
  memset(storage, 0, CPDFIUM_FORM_STORAGE);
  *(int *)storage = 2;
  return pdfium.FPDFDOC_InitFormFillEnvironment(document, storage);
}

void cpdfium_form_close(void *form) { pdfium.FPDFDOC_ExitFormFillEnvironment(form); }

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

// MARK: Objects

static const matrix_t identity = {1, 0, 0, 1, 0, 0};

/// `first`, then `then`.
static matrix_t concatenated(matrix_t first, matrix_t then) {
  matrix_t m = {
      first.a * then.a + first.b * then.c,          first.a * then.b + first.b * then.d,
      first.c * then.a + first.d * then.c,          first.c * then.b + first.d * then.d,
      first.e * then.a + first.f * then.c + then.e, first.e * then.b + first.f * then.d + then.f};
  return m;
}

static void grow(float box[4], matrix_t m, float x, float y) {
  float px = m.a * x + m.c * y + m.e, py = m.b * x + m.d * y + m.f;
  if (px < box[0]) box[0] = px;
  if (py < box[1]) box[1] = py;
  if (px > box[2]) box[2] = px;
  if (py > box[3]) box[3] = py;
}

static void clear(float box[4]) {
  box[0] = box[1] = INFINITY;
  box[2] = box[3] = -INFINITY;
}

/// Cuts `box` to the clip path of an object, taken by the bounds of each of its paths.
static void clip(const void *object, matrix_t m, float box[4]) {
  void *path = pdfium.FPDFPageObj_GetClipPath(object);
  int count = path ? pdfium.FPDFClipPath_CountPaths(path) : 0;
  for (int i = 0; i < count && i < 64; i++) {
    int segments = pdfium.FPDFClipPath_CountPathSegments(path, i);
    float bounds[4];
    clear(bounds);
    for (int k = 0; k < segments && k < 4096; k++) {
      void *segment = pdfium.FPDFClipPath_GetPathSegment(path, i, k);
      float x, y;
      if (segment && pdfium.FPDFPathSegment_GetPoint(segment, &x, &y)) grow(bounds, m, x, y);
    }
    if (bounds[0] > bounds[2]) continue;
    if (bounds[0] > box[0]) box[0] = bounds[0];
    if (bounds[1] > box[1]) box[1] = bounds[1];
    if (bounds[2] < box[2]) box[2] = bounds[2];
    if (bounds[3] < box[3]) box[3] = bounds[3];
  }
}

typedef int (*get_color)(const void *, unsigned *, unsigned *, unsigned *, unsigned *);

static void color(get_color get, const void *object, uint8_t out[4]) {
  unsigned r = 0, g = 0, b = 0, a = 0;
  if (!get(object, &r, &g, &b, &a)) r = g = b = 0, a = 255;
  out[0] = r, out[1] = g, out[2] = b, out[3] = a;
}

/// Whether an object is part of an optional content group.
static bool is_layered(const void *object) {
  int count = pdfium.FPDFPageObj_CountMarks(object);
  for (int i = 0; i < count; i++) {
    void *mark = pdfium.FPDFPageObj_GetMark(object, i);
    uint16_t name[4] = {0, 0, 0, 0};
    unsigned long bytes = 0;
    if (mark && pdfium.FPDFPageObjMark_GetName(mark, name, sizeof name, &bytes) && bytes == 6 &&
        name[0] == 'O' && name[1] == 'C') {
      return true;
    }
  }
  return false;
}

/// Whether the clip path of a text takes a part of it away, told by bounds.
static bool is_cut(const void *object) {
  void *path = pdfium.FPDFPageObj_GetClipPath(object);
  if (path == NULL || pdfium.FPDFClipPath_CountPaths(path) <= 0) return false;
  float l = 0, b = 0, r = 0, t = 0;
  if (!pdfium.FPDFPageObj_GetBounds(object, &l, &b, &r, &t)) return false;
  float box[4] = {-INFINITY, -INFINITY, INFINITY, INFINITY};
  clip(object, identity, box);
  // The bounds of a text hold its ascenders and descenders, drawn or not.
  float slack = 0.35f * (t - b) + 1;
  return box[0] > l + slack || box[1] > b + slack || box[2] < r - slack || box[3] < t - slack;
}

static void survey(const void *object, cpdfium_survey *out, int limit, int depth) {
  if (object == NULL || out->texts + out->others >= limit) return;
  int kind = pdfium.FPDFPageObj_GetType(object);
  if (kind == CPDFIUM_FORM && depth < 16) {
    int count = pdfium.FPDFFormObj_CountObjects(object);
    int texts = out->texts;
    if (is_layered(object)) out->layered = true;
    for (int i = 0; i < count; i++) {
      survey(pdfium.FPDFFormObj_GetObject(object, i), out, limit, depth + 1);
    }
    if (out->texts > texts) out->forms = true;
  } else if (kind == CPDFIUM_TEXT) {
    out->texts++;
    out->layered = out->layered || is_layered(object);
    out->cut = out->cut || is_cut(object);
  } else {
    out->others++;
  }
}

cpdfium_survey cpdfium_page_survey(cpdfium_page *page, int limit) {
  cpdfium_survey out = {0, 0, false, false, false};
  int count = pdfium.FPDFPage_CountObjects(page);
  for (int i = 0; i < count; i++) {
    survey(pdfium.FPDFPage_GetObject(page, i), &out, limit, 0);
  }
  return out;
}

void cpdfium_object_show(const void *object, bool shown) {
  pdfium.FPDFPageObj_SetIsActive(object, shown);
}

typedef struct {
  cpdfium_page *page;
  cpdfium_object *objects;
  int capacity, limit, count;
} walk_t;

static void describe(const void *object, int kind, matrix_t parent, cpdfium_object *out,
                     cpdfium_page *page) {
  memset(out, 0, sizeof *out);
  out->object = object;
  out->kind = kind;
  matrix_t own = identity;
  if (kind != CPDFIUM_TEXT) pdfium.FPDFPageObj_GetMatrix(object, &own);
  matrix_t m = concatenated(own, parent);
  memcpy(out->matrix, &m, sizeof m);
  out->layered = is_layered(object);
  // The place of a text is told by its characters.
  if (kind == CPDFIUM_TEXT) {
    out->cut = is_cut(object);
    return;
  }
  float l = 0, b = 0, r = 0, t = 0, box[4];
  clear(box);
  if (pdfium.FPDFPageObj_GetBounds(object, &l, &b, &r, &t)) {
    grow(box, parent, l, b), grow(box, parent, l, t);
    grow(box, parent, r, b), grow(box, parent, r, t);
    clip(object, parent, box);
  } else {
    box[0] = box[1] = box[2] = box[3] = 0;
  }
  out->left = box[0], out->bottom = box[1], out->right = box[2], out->top = box[3];
  out->transparent = pdfium.FPDFPageObj_HasTransparency(object);
  if (kind == CPDFIUM_PATH) {
    int fill = 0, stroke = 0;
    pdfium.FPDFPath_GetDrawMode(object, &fill, &stroke);
    out->fills = fill != 0, out->strokes = stroke != 0;
    color(pdfium.FPDFPageObj_GetFillColor, object, out->fill);
    color(pdfium.FPDFPageObj_GetStrokeColor, object, out->stroke);
    float width = 0;
    pdfium.FPDFPageObj_GetStrokeWidth(object, &width);
    out->stroke_width = width * sqrtf(fabsf(m.a * m.d - m.b * m.c));
    out->segments = pdfium.FPDFPath_CountSegments(object);
  } else if (kind == CPDFIUM_IMAGE) {
    image_t image;
    memset(&image, 0, sizeof image);
    if (pdfium.FPDFImageObj_GetImageMetadata(object, page, &image)) {
      out->pixel_width = image.width, out->pixel_height = image.height;
      out->colorspace = image.colorspace;
    }
    color(pdfium.FPDFPageObj_GetFillColor, object, out->fill);
  }
}

typedef struct {
  matrix_t matrix;
  bool transparent, layered, form;
} parent_t;

static void walk(walk_t *w, const void *object, parent_t parent, int depth) {
  if (object == NULL || w->count >= w->limit) return;
  int kind = pdfium.FPDFPageObj_GetType(object);
  if (kind == CPDFIUM_FORM && depth < 16) {
    matrix_t own = identity;
    pdfium.FPDFPageObj_GetMatrix(object, &own);
    // A form drawn with a blend mode or opacity passes it on to what it holds.
    parent_t inner = {concatenated(own, parent.matrix),
                      parent.transparent || pdfium.FPDFPageObj_HasTransparency(object),
                      parent.layered || is_layered(object), true};
    int count = pdfium.FPDFFormObj_CountObjects(object);
    for (int i = 0; i < count; i++) {
      walk(w, pdfium.FPDFFormObj_GetObject(object, i), inner, depth + 1);
    }
    return;
  }
  if (w->count < w->capacity) {
    cpdfium_object *out = &w->objects[w->count];
    describe(object, kind, parent.matrix, out, w->page);
    out->transparent = out->transparent || parent.transparent;
    out->layered = out->layered || parent.layered;
    out->in_form = parent.form;
  }
  w->count++;
}

int cpdfium_page_objects(cpdfium_page *page, cpdfium_object *objects, int capacity, int limit) {
  walk_t w = {page, objects, capacity, limit, 0};
  parent_t top = {identity, false, false, false};
  int count = pdfium.FPDFPage_CountObjects(page);
  for (int i = 0; i < count && w.count < limit; i++) {
    walk(&w, pdfium.FPDFPage_GetObject(page, i), top, 0);
  }
  return w.count;
}

int cpdfium_path_points(const void *object, const float matrix[6], cpdfium_point *points,
                        int capacity) {
  matrix_t m;
  memcpy(&m, matrix, sizeof m);
  int count = pdfium.FPDFPath_CountSegments(object);
  for (int i = 0; i < count && i < capacity; i++) {
    void *segment = pdfium.FPDFPath_GetPathSegment(object, i);
    float x = 0, y = 0;
    if (segment == NULL) return i;
    pdfium.FPDFPathSegment_GetPoint(segment, &x, &y);
    points[i].x = m.a * x + m.c * y + m.e;
    points[i].y = m.b * x + m.d * y + m.f;
    points[i].kind = pdfium.FPDFPathSegment_GetType(segment);
    points[i].closes = pdfium.FPDFPathSegment_GetClose(segment);
  }
  return count;
}

// MARK: Text

cpdfium_text *cpdfium_text_load(cpdfium_page *page) { return pdfium.FPDFText_LoadPage(page); }

void cpdfium_text_close(cpdfium_text *text) { pdfium.FPDFText_ClosePage(text); }

int cpdfium_text_count(cpdfium_text *text) { return pdfium.FPDFText_CountChars(text); }

int cpdfium_text_read(cpdfium_text *text, cpdfium_character *characters, cpdfium_run *runs,
                      int count) {
  int run = -1, level = -2, sampled = -2;
  float baseline = 0;
  bool unmapped = false;
  for (int i = 0; i < count; i++) {
    cpdfium_character *c = &characters[i];
    memset(c, 0, sizeof *c);
    c->scalar = pdfium.FPDFText_GetUnicode(text, i);
    // Only these can have been put in; asking for each character would cost as much as its box.
    if (c->scalar <= 32) c->generated = pdfium.FPDFText_IsGenerated(text, i) == 1;
    if (c->scalar == 2 || c->scalar == '-') c->hyphen = pdfium.FPDFText_IsHyphen(text, i) == 1;
    if (!c->generated) {
      const void *object = pdfium.FPDFText_GetTextObject(text, i);
      if (object != NULL && (run < 0 || runs[run].object != object)) {
        cpdfium_run *r = &runs[++run];
        memset(r, 0, sizeof *r);
        r->object = object;
        r->font_size = pdfium.FPDFText_GetFontSize(text, i);
        r->angle = pdfium.FPDFText_GetCharAngle(text, i);
        r->mode = pdfium.FPDFTextObj_GetTextRenderMode(object);
        color(pdfium.FPDFPageObj_GetFillColor, object, r->fill);
        color(pdfium.FPDFPageObj_GetStrokeColor, object, r->stroke);
      }
      rect_t box = {0, 0, 0, 0};
      pdfium.FPDFText_GetLooseCharBox(text, i, &box);
      c->left = box.left, c->bottom = box.bottom, c->right = box.right, c->top = box.top;
      // Level text keeps its baseline as long as its object goes on.
      if (level != run) {
        double x = 0, y = 0;
        pdfium.FPDFText_GetCharOrigin(text, i, &x, &y);
        c->origin_x = x, c->origin_y = y;
        if (run >= 0 && runs[run].angle == 0) level = run, baseline = c->origin_y;
      } else {
        c->origin_x = c->left, c->origin_y = baseline;
      }
      // Whether a font tells what its glyphs mean is asked of one character in four.
      if (sampled != run || (i & 3) == 0) {
        unmapped = pdfium.FPDFText_HasUnicodeMapError(text, i) == 1;
        sampled = run;
      }
      c->unmapped = c->scalar == 0 || unmapped;
    }
    c->run = run;
  }
  return run + 1;
}

// MARK: Images

bool cpdfium_image_grey(const void *object, uint8_t *pixels, uint32_t width, uint32_t height) {
  void *bitmap = pdfium.FPDFImageObj_GetBitmap(object);
  if (bitmap == NULL) return false;
  int format = pdfium.FPDFBitmap_GetFormat(bitmap);
  int stride = pdfium.FPDFBitmap_GetStride(bitmap);
  const uint8_t *source = pdfium.FPDFBitmap_GetBuffer(bitmap);
  int bytes = format == 1 ? 1 : format == 2 ? 3 : format == 3 ? 4 : 0;
  bool good = source != NULL && bytes > 0 && stride > 0 &&
              pdfium.FPDFBitmap_GetWidth(bitmap) == (int)width &&
              pdfium.FPDFBitmap_GetHeight(bitmap) == (int)height;
  for (uint32_t y = 0; good && y < height; y++) {
    const uint8_t *in = source + (size_t)stride * y;
    uint8_t *out = pixels + (size_t)width * y;
    if (bytes == 1) {
      memcpy(out, in, width);
      continue;
    }
    // Weights of ITU-R BT.601, in 1/256.
    for (uint32_t x = 0; x < width; x++, in += bytes) {
      out[x] = (uint8_t)((29 * in[0] + 150 * in[1] + 77 * in[2]) >> 8);
    }
  }
  pdfium.FPDFBitmap_Destroy(bitmap);
  return good;
}

// MARK: Files

const void *cpdfium_map(const char *path, long *count) {
  *count = 0;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return NULL;
  struct stat about;
  void *start = MAP_FAILED;
  if (fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0) {
    start = mmap(NULL, about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
  }
  close(file);
  if (start == MAP_FAILED) return NULL;
  *count = about.st_size;
  return start;
}

void cpdfium_unmap(const void *start, long count) { munmap((void *)start, count); }

long cpdfium_find(const void *start, long count, const char *what, long length) {
  const void *found = memmem(start, count, what, length);
  return found ? (const char *)found - (const char *)start : -1;
}
