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
    do throws(ImagingError) {
      let engine = try started()
      let redactions = try engine.readLabels(
        of: RedactionFinder.find(in: picture, words: []), on: picture)
      // A black box is read as letters that are not there; the code in a white one is a word.
      let masked = redactions.filter { $0.kind != .white }.map(\.box)
      // A page blacked out to its edges may still bear its number in the margin.
      let wholly = redactions.contains { $0.kind == .page }
      let (all, confidence) = try engine.recognize(
        wholly ? picture.withoutDarkRows : picture, masking: wholly ? [] : masked)
      // What stands in a box is its label, which was read for its codes.
      let boxes = redactions.filter { $0.kind != .page }.map(\.box)
      let words = all.filter { word in
        !boxes.contains { $0.contains(x: word.box.midX, y: word.box.midY) }
      }
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

extension Raster {
  /// Rows that are dark for a third of their length, and so no text, made white.
  fileprivate var withoutDarkRows: Raster {
    var out = self
    for y in 0..<height {
      let row = y * width..<(y + 1) * width
      let dark = pixels[row].reduce(0) { $1 < 128 ? $0 + 1 : $0 }
      if dark * 3 > width {
        out.pixels.replaceSubrange(row, with: repeatElement(255, count: width))
      }
    }
    return out
  }
}
