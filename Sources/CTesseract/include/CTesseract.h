// SPDX-License-Identifier: Apache-2.0
//
// The part of Tesseract's C interface that Brightline calls, bound at run time with dlopen: with
// what it brings along, Tesseract is half of all the libraries there are to load, and most runs of
// the program recognise nothing.

#ifndef CTESSERACT_H
#define CTESSERACT_H

#include <tesseract/capi.h>

// Every function of the library that is used.
#define CTESSERACT_FUNCTIONS(F) \
  F(TessVersion) \
  F(TessBaseAPICreate) \
  F(TessBaseAPIGetDatapath) \
  F(TessBaseAPIDelete) \
  F(TessBaseAPIInit3) \
  F(TessBaseAPISetVariable) \
  F(TessBaseAPIGetLoadedLanguagesAsVector) \
  F(TessBaseAPISetPageSegMode) \
  F(TessBaseAPISetImage2) \
  F(TessBaseAPIRecognize) \
  F(TessBaseAPIGetIterator) \
  F(TessBaseAPIClear) \
  F(TessBaseAPIClearAdaptiveClassifier) \
  F(TessResultIteratorDelete) \
  F(TessResultIteratorNext) \
  F(TessResultIteratorGetPageIterator) \
  F(TessResultIteratorGetUTF8Text) \
  F(TessResultIteratorConfidence) \
  F(TessPageIteratorIsAtBeginningOf) \
  F(TessPageIteratorBoundingBox) \
  F(TessDeleteText) \
  F(TessDeleteTextArray)

#define CTESSERACT_MEMBER(name) __typeof__(name) *_Nonnull name;

typedef struct {
  CTESSERACT_FUNCTIONS(CTESSERACT_MEMBER)
} ctesseract;

/// Binds the library, once; NULL where it, or one of the functions, is not there.
const ctesseract *_Nullable ctesseract_load(void);

#endif
