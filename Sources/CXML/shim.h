// SPDX-License-Identifier: Apache-2.0
#include <libxml/xmlversion.h>
// Debian's libxml2 would pull ICU's headers in, whose types clash with those inside Foundation. What
// they are needed for, the layout of an encoding handler, is nothing this package looks into.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>
