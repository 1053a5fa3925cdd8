// SPDX-License-Identifier: Apache-2.0

// What is painted on a page: paths, images, forms, texts.

#include "Functions.h"

#include <math.h>
#include <string.h>

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
