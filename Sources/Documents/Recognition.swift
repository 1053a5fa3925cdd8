// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging

/// What was read on a page image.
struct RecognizedPage {
  /// Upright, in the order of reading.
  var words: [Word]
  var confidence: Double
  /// Upright.
  var redactions: [Redaction]
}

/// Reads page images: redactions first, so that they are not taken for letters, then words, then
/// the codes among the words. The engine is started when it is first needed.
final class Recognition {
  private let languages: String
  private var engine: Recognizer?

  init(languages: String) { self.languages = languages }

  /// - Parameter picture: upright.
  func read(_ picture: Raster) throws(ReadingError) -> RecognizedPage {
    let blanks = RedactionFinder.find(in: picture, words: [])
    let masked = blanks.filter { $0.kind != .white }.map { $0.box }
    let whole = masked.contains { box in
      box.area > 0.95 * Double(picture.width * picture.height) * (72 / picture.dpi)
        * (72 / picture.dpi)
    }
    if whole { return RecognizedPage(words: [], confidence: 0, redactions: blanks) }
    do throws(ImagingError) {
      let engine = try started()
      let (words, confidence) = try engine.recognize(picture, masking: masked)
      let redactions = RedactionFinder.find(in: picture, words: words)
      return RecognizedPage(words: words, confidence: confidence, redactions: redactions)
    } catch { throw ReadingError(error) }
  }

  private func started() throws(ImagingError) -> Recognizer {
    if let engine { return engine }
    let new = try Recognizer(languages: languages)
    engine = new
    return new
  }
}
