// SPDX-License-Identifier: Apache-2.0
// libgsf checks its types by macros, which Swift does not see.
#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-infile.h>
#include <gsf/gsf-input-memory.h>
#include <gsf/gsf-input.h>
#include <gsf/gsf-utils.h>

static inline GsfInfile *cgsf_infile(GsfInput *input) {
  return input && GSF_IS_INFILE(input) ? GSF_INFILE(input) : NULL;
}

static inline void cgsf_release(GsfInput *input) {
  if (input) g_object_unref(input);
}
