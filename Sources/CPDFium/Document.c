// SPDX-License-Identifier: Apache-2.0

// The library and the document: opening, what is in a document besides its pages, files in memory.

#define _GNU_SOURCE

#include "Functions.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct cpdfium_functions pdfium;

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

// MARK: What is in a document

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
