// SPDX-License-Identifier: Apache-2.0

/// What Leptonica or Tesseract could not do, as a sentence for people.
package struct TesseractError: Error, Sendable {
  package var detail: String

  package init(_ detail: String) { self.detail = detail }
}
