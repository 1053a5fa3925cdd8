// SPDX-License-Identifier: Apache-2.0
//
// The part of PDFium's public C interface (fpdfview.h, fpdf_text.h, fpdf_edit.h, fpdf_annot.h,
// fpdf_flatten.h, fpdf_transformpage.h) that Brightline calls, bound at run time with dlopen, plus
// loops that would cost a call a character from Swift.
//
// PDFium is not thread-safe: one thread of a process may use this, and no other.

#ifndef CPDFIUM_H
#define CPDFIUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cpdfium_document cpdfium_document;
typedef struct cpdfium_page cpdfium_page;
typedef struct cpdfium_text cpdfium_text;

/// One character of a page, in the page's own space: points, y upwards.
typedef struct {
  uint32_t scalar;
  /// Index of its run; -1 before the first.
  int32_t run;
  float left, bottom, right, top;
  /// Where the pen stood: on the baseline.
  float origin_x, origin_y;
  /// A space or line end that PDFium put in, with no place of its own.
  bool generated;
  /// A hyphen at the end of a line.
  bool hyphen;
  /// The font does not say which character the glyph means.
  bool unmapped;
} cpdfium_character;

/// The text object that characters were drawn by.
typedef struct {
  const void *object;
  float font_size;
  /// Radians, clockwise in page space.
  float angle;
  uint8_t fill[4];
  uint8_t stroke[4];
  /// The text rendering mode of the PDF standard; 3 draws nothing.
  int32_t mode;
} cpdfium_run;

enum {
  CPDFIUM_TEXT = 1,
  CPDFIUM_PATH = 2,
  CPDFIUM_IMAGE = 3,
  CPDFIUM_SHADING = 4,
  CPDFIUM_FORM = 5
};

/// One object of a page, in painting order; objects inside forms stand in the place of the form.
typedef struct {
  const void *object;
  int32_t kind;
  /// In page space, cut to its clip path.
  float left, bottom, right, top;
  /// From the object's space to page space: x' = ax + cy + e, y' = bx + dy + f.
  float matrix[6];
  uint8_t fill[4];
  uint8_t stroke[4];
  float stroke_width;
  bool fills, strokes;
  /// Drawn with a blend mode, a soft mask or an opacity under 1.
  bool transparent;
  int32_t segments;
  uint32_t pixel_width, pixel_height;
  /// An image whose colour space is unknown to PDFium is a stencil.
  int32_t colorspace;
} cpdfium_object;

/// A point of a path in page space; kind 0 line, 1 curve, 2 move.
typedef struct {
  float x, y;
  int32_t kind;
  bool closes;
} cpdfium_point;

/// Binds the library once; later calls return what the first did. Returns false and fills
/// `message` where the file is missing, is no library or lacks a function.
bool cpdfium_load(const char *path, char *message, size_t capacity);

/// `error` gets PDFium's code: 2 file, 3 format, 4 password, 5 security handler.
cpdfium_document *cpdfium_open(const char *path, const char *password, unsigned long *error);
/// `bytes` must stay where they are until the document is closed.
cpdfium_document *cpdfium_open_bytes(const void *bytes, size_t count, unsigned long *error);
void cpdfium_close(cpdfium_document *document);
int cpdfium_page_count(cpdfium_document *document);

cpdfium_page *cpdfium_page_load(cpdfium_document *document, int index);
void cpdfium_page_close(cpdfium_page *page);
/// The visible rectangle (crop box within media box) in page space: left, bottom, right, top.
bool cpdfium_page_box(cpdfium_page *page, float box[4]);
/// Quarter turns clockwise.
int cpdfium_page_rotation(cpdfium_page *page);
/// Annotations that draw something: all but links, pop-ups and hidden ones.
int cpdfium_page_drawn_annotations(cpdfium_page *page);
/// Makes annotations and form fields part of the content; load the page anew to see it.
bool cpdfium_page_flatten(cpdfium_page *page);
/// Draws into 8-bit grey, row-major, `stride` bytes a row. `x`, `y`: the place of the page's corner
/// in the bitmap; `page_width`, `page_height`: the size of the whole page in pixels.
bool cpdfium_page_render(cpdfium_page *page, uint8_t *pixels, int width, int height, int stride,
                         int x, int y, int page_width, int page_height, int quarter_turns);
/// Fills up to `capacity` objects and returns how many there are, at most `limit`.
int cpdfium_page_objects(cpdfium_page *page, cpdfium_object *objects, int capacity, int limit);
/// Fills up to `capacity` points of a path, transformed by `matrix`, and returns how many it has.
int cpdfium_path_points(const void *object, const float matrix[6], cpdfium_point *points,
                        int capacity);

cpdfium_text *cpdfium_text_load(cpdfium_page *page);
void cpdfium_text_close(cpdfium_text *text);
int cpdfium_text_count(cpdfium_text *text);
/// Fills `count` characters and up to `count` runs; returns the number of runs.
int cpdfium_text_read(cpdfium_text *text, cpdfium_character *characters, cpdfium_run *runs,
                      int count);

/// The image at its own resolution as 8-bit grey; false where PDFium cannot decode it.
/// `pixels` must hold `width` times `height` bytes, the object's `pixel_width`, `pixel_height`.
bool cpdfium_image_grey(const void *object, uint8_t *pixels, uint32_t width, uint32_t height);

#endif
