// SPDX-License-Identifier: Apache-2.0

// The functions of PDFium as they were found in the library, for the files of this folder.

#ifndef CPDFIUM_FUNCTIONS_H
#define CPDFIUM_FUNCTIONS_H

#include "CPDFium.h"

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
struct cpdfium_functions { FUNCTIONS(POINTER) };

/// Bound by `cpdfium_load`.
extern __attribute__((visibility("hidden"))) struct cpdfium_functions pdfium;

typedef int (*get_color)(const void *, unsigned *, unsigned *, unsigned *, unsigned *);

static inline void color(get_color get, const void *object, uint8_t out[4]) {
  unsigned r = 0, g = 0, b = 0, a = 0;
  if (!get(object, &r, &g, &b, &a)) r = g = b = 0, a = 255;
  out[0] = r, out[1] = g, out[2] = b, out[3] = a;
}

#endif
