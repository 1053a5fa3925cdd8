// SPDX-License-Identifier: Apache-2.0

import Tesseract

/// Why an image could not be read, recognised or written, as a sentence for people.
package struct ImagingError: Error, Sendable {
  package var detail: String

  package init(detail: String) { self.detail = detail }

  init(_ error: TesseractError) { detail = error.detail }
}
