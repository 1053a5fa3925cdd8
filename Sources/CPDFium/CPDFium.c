// SPDX-License-Identifier: Apache-2.0

#include "CPDFium.h"

#include <dlfcn.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

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
  F(void, FPDF_CloseDocument, (void *)) \
  F(unsigned long, FPDF_GetLastError, (void)) \
  F(int, FPDF_GetPageCount, (void *)) \
  F(void *, FPDF_LoadPage, (void *, int)) \
  F(void, FPDF_ClosePage, (void *)) \
  F(int, FPDF_GetPageBoundingBox, (void *, rect_t *)) \
  F(int, FPDFPage_GetRotation, (void *)) \
  F(int, FPDFPage_GetAnnotCount, (void *)) \
  F(void *, FPDFPage_GetAnnot, (void *, int)) \
  F(void, FPDFPage_CloseAnnot, (void *)) \
  F(int, FPDFAnnot_GetSubtype, (void *)) \
  F(int, FPDFAnnot_GetFlags, (void *)) \
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

cpdfium_document *cpdfium_open_bytes(const void *bytes, size_t count, unsigned long *error) {
  void *document = pdfium.FPDF_LoadMemDocument64(bytes, count, NULL);
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

int cpdfium_page_rotation(cpdfium_page *page) {
  int turns = pdfium.FPDFPage_GetRotation(page);
  return turns < 0 ? 0 : turns & 3;
}

int cpdfium_page_drawn_annotations(cpdfium_page *page) {
  enum { LINK = 2, POPUP = 16, HIDDEN = 1 << 1, NO_VIEW = 1 << 5 };
  int drawn = 0;
  int count = pdfium.FPDFPage_GetAnnotCount(page);
  for (int i = 0; i < count; i++) {
    void *annotation = pdfium.FPDFPage_GetAnnot(page, i);
    if (annotation == NULL) continue;
    int subtype = pdfium.FPDFAnnot_GetSubtype(annotation);
    int flags = pdfium.FPDFAnnot_GetFlags(annotation);
    if (subtype != LINK && subtype != POPUP && !(flags & (HIDDEN | NO_VIEW))) drawn++;
    pdfium.FPDFPage_CloseAnnot(annotation);
  }
  return drawn;
}

bool cpdfium_page_flatten(cpdfium_page *page) { return pdfium.FPDFPage_Flatten(page, 0) == 1; }

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
  // The place of a text is told by its characters.
  if (kind == CPDFIUM_TEXT) return;
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

static void walk(walk_t *w, const void *object, matrix_t parent, bool transparent, int depth) {
  if (object == NULL || w->count >= w->limit) return;
  int kind = pdfium.FPDFPageObj_GetType(object);
  if (kind == CPDFIUM_FORM && depth < 16) {
    matrix_t own = identity;
    pdfium.FPDFPageObj_GetMatrix(object, &own);
    matrix_t inner = concatenated(own, parent);
    // A form drawn with a blend mode or opacity passes it on to what it holds.
    transparent = transparent || pdfium.FPDFPageObj_HasTransparency(object);
    int count = pdfium.FPDFFormObj_CountObjects(object);
    for (int i = 0; i < count; i++) {
      walk(w, pdfium.FPDFFormObj_GetObject(object, i), inner, transparent, depth + 1);
    }
    return;
  }
  if (w->count < w->capacity) {
    cpdfium_object *out = &w->objects[w->count];
    describe(object, kind, parent, out, w->page);
    out->transparent = out->transparent || transparent;
  }
  w->count++;
}

int cpdfium_page_objects(cpdfium_page *page, cpdfium_object *objects, int capacity, int limit) {
  walk_t w = {page, objects, capacity, limit, 0};
  int count = pdfium.FPDFPage_CountObjects(page);
  for (int i = 0; i < count && w.count < limit; i++) {
    walk(&w, pdfium.FPDFPage_GetObject(page, i), identity, false, 0);
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
  int run = -1;
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
      double x = 0, y = 0;
      pdfium.FPDFText_GetCharOrigin(text, i, &x, &y);
      c->origin_x = x, c->origin_y = y;
      c->unmapped = c->scalar == 0 || pdfium.FPDFText_HasUnicodeMapError(text, i) == 1;
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
