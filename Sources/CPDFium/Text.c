// SPDX-License-Identifier: Apache-2.0

// The characters of a page, and the pixels of an image.

#include "Functions.h"

#include <string.h>

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
