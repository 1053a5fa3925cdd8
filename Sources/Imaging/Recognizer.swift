// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Tesseract

/// Reads the words on a page image. One for each thread: use it from one thread at a time.
package final class Recognizer {
  let engine: TesseractEngine

  /// - Parameter languages: `eng`, `eng+spa`, … as Tesseract names them.
  /// - Throws: where data for a language is not installed, naming the package to install.
  package init(languages: String) throws(ImagingError) {
    do throws(TesseractError) {
      engine = try TesseractEngine(languages: languages)
    } catch { throw ImagingError(error) }
  }

  /// The words of the page with their boxes in points, and how sure they are, 0…1.
  ///
  /// Boxes in `masking` are painted white before reading.
  package func recognize(
    _ raster: Raster, masking: [Box]
  ) throws(ImagingError) -> (words: [Word], confidence: Double) {
    var page = raster
    for box in masking { page.fill(box, grey: 255) }
    let found: [TesseractEngine.RecognizedWord]
    do throws(TesseractError) {
      found = try engine.recognize(GreyImage(page), layout: .page)
    } catch { throw ImagingError(error) }
    let scale = 72 / raster.dpi
    let words = found.map { word in
      Word(
        text: word.text,
        box: Box(
          x0: Double(word.left) * scale, y0: Double(word.top) * scale,
          x1: Double(word.right) * scale, y1: Double(word.bottom) * scale),
        line: word.line, confidence: word.confidence / 100)
    }
    let sum = words.reduce(0) { $0 + ($1.confidence ?? 0) }
    return (words, words.isEmpty ? 0 : sum / Double(words.count))
  }
}
