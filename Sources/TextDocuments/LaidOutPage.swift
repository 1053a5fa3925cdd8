// SPDX-License-Identifier: Apache-2.0

import Evidence

/// One page of a text document as it was laid out.
package struct LaidOutPage: Hashable, Sendable {
  /// In points.
  package var width: Double
  package var height: Double
  /// In reading order; `Word.line` counts from 0 at the top of each page.
  package var words: [Word]
  package var redactions: [Redaction]
  /// Words of the file that its reader is not shown; each names its page.
  package var exposures: [Exposure]

  package init(
    width: Double, height: Double, words: [Word] = [], redactions: [Redaction] = [],
    exposures: [Exposure] = []
  ) {
    (self.width, self.height, self.words) = (width, height, words)
    (self.redactions, self.exposures) = (redactions, exposures)
  }
}

/// Why a text document could not be read.
package enum TextDocumentError: Error, Sendable, Hashable {
  /// Cut, inconsistent, or not what its kind says.
  case damaged(String)
  /// Protected by a password.
  case encrypted
  /// There is nothing in it.
  case empty
  /// It has more pages, or unpacks to more, than can be read.
  case tooLarge(String)
  case unsupported(String)
}
