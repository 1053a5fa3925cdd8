// SPDX-License-Identifier: Apache-2.0

import Evidence

/// How pages are read.
package struct ReadingOptions: Sendable, Codable, Hashable {
  /// Whether pages without text of their own are recognised.
  package var ocr = true
  /// The resolution of the pictures that are recognised, in pixels an inch.
  package var dpi = 300.0
  /// Tesseract's names of languages, joined by "+".
  package var languages = "eng"
  /// Opens encrypted documents.
  package var password: String?

  package init(
    ocr: Bool = true, dpi: Double = 300, languages: String = "eng", password: String? = nil
  ) {
    (self.ocr, self.dpi, self.languages, self.password) = (ocr, dpi, languages, password)
  }
}

/// Why a file or a page could not be read.
package struct ReadingError: Error, Sendable, Hashable {
  package var reason: Failure.Reason
  /// A sentence for people.
  package var detail: String

  package init(_ reason: Failure.Reason, _ detail: String) {
    (self.reason, self.detail) = (reason, detail)
  }
}
