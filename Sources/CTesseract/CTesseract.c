// SPDX-License-Identifier: Apache-2.0

#include "CTesseract.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static ctesseract library;
static bool bound;

static void bind(void) {
  void *handle = dlopen("libtesseract.so.5", RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return;
  bool whole = true;
#define BIND(name) \
  void *symbol_##name = dlsym(handle, #name); \
  if (symbol_##name == NULL) whole = false; \
  *(void **)&library.name = symbol_##name;
  CTESSERACT_FUNCTIONS(BIND)
  bound = whole;
}

const ctesseract *ctesseract_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, bind);
  return bound ? &library : NULL;
}
