// SPDX-License-Identifier: Apache-2.0

import Evidence

/// E-mails printed on pages, recovered as messages.
package enum PrintedMail {
  /// The messages that stand on `pages`: all readable pages of one source, ascending.
  package static func messages(in pages: [Page]) -> [Message] { [] }
}
