// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What one person wrote at one time: the new part of a message, or a page that belongs to none.
///
/// Copies of one message are one text: the caller says which by giving one of them only.
package struct WrittenText: Sendable {
  /// A `MessageID`, or what else names the text; no two of one case share it.
  package var id: String
  /// Nil, or with the precision `unknown`, where the record does not say when it was written.
  package var sent: Moment?
  package var author: String?
  /// Top to bottom; a sentence may run over several.
  package var lines: [String]
  /// Whether its words were recognised on a scan, so that a letter may be misread.
  package var isRecognized: Bool

  package init(
    id: String, sent: Moment? = nil, author: String? = nil, lines: [String],
    isRecognized: Bool = false
  ) {
    (self.id, self.sent, self.author) = (id, sent, author)
    (self.lines, self.isRecognized) = (lines, isRecognized)
  }
}
