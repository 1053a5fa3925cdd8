// SPDX-License-Identifier: Apache-2.0
// GMime tells the kinds of part apart by macros, which Swift does not see.
#include <gmime/gmime.h>

static inline int cgmime_is_part(GMimeObject *object) { return object && GMIME_IS_PART(object); }

static inline int cgmime_is_multipart(GMimeObject *object) {
  return object && GMIME_IS_MULTIPART(object);
}

static inline int cgmime_is_message_part(GMimeObject *object) {
  return object && GMIME_IS_MESSAGE_PART(object);
}

static inline int cgmime_is_mailbox(InternetAddress *address) {
  return address && INTERNET_ADDRESS_IS_MAILBOX(address);
}

static inline int cgmime_is_group(InternetAddress *address) {
  return address && INTERNET_ADDRESS_IS_GROUP(address);
}
