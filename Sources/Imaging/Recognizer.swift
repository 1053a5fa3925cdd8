// SPDX-License-Identifier: Apache-2.0

import Evidence
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
  /// A page that leans is read straight, and the boxes are turned back to where the words stand on
  /// it. Boxes in `masking` are painted white before reading, in the lean of the page, as
  /// `RedactionFinder` gives them. What is no writing (specks, the shadow of a scanner's lid,
  /// rules) is left out; an empty page gives no words and a confidence of 0.
  package func recognize(
    _ raster: Raster, masking: [Box]
  ) throws(ImagingError) -> (words: [Word], confidence: Double) {
    guard let mask = PageMask(raster) else {
      throw ImagingError(detail: "the page image is empty or its resolution is not known")
    }
    let turn = Turn(
      slope: mask.slope, midX: Double(raster.width) * 36 / raster.dpi,
      midY: Double(raster.height) * 36 / raster.dpi)
    var page = try straightened(readable(raster), slope: mask.slope)
    for box in masking { page.fill(turn.straight(box).grown(by: 0.8), grey: 255) }
    let found: [TesseractEngine.RecognizedWord]
    do throws(TesseractError) {
      found = try engine.recognize(GreyImage(page), layout: .page)
    } catch { throw ImagingError(error) }
    let (width, height) = (turn.midX * 2, turn.midY * 2)
    let scale = 72 / page.dpi
    let placed = found.map { word in
      PlacedWord(
        text: Mending.mended(word.text.filter { !$0.isWhitespace }),
        box: Box(
          x0: Double(word.left) * scale, y0: Double(word.top) * scale,
          x1: Double(word.right) * scale, y1: Double(word.bottom) * scale),
        line: word.line, block: word.block, confidence: word.confidence / 100)
    }
    let kept = Noise.without(placed, width: width, height: height)
    let words = ReadingOrder.lines(of: kept).enumerated().flatMap { number, line in
      SplitWords.joined(line).map { word in
        Word(
          text: word.text, box: turn.back(word.box), line: number, confidence: word.confidence)
      }
    }
    return (words, Self.confidence(of: words))
  }

  /// Mean over the characters, so that a misread comma does not count like a misread name.
  private static func confidence(of words: [Word]) -> Double {
    var (sum, count) = (0.0, 0)
    for word in words {
      let length = word.text.unicodeScalars.count
      sum += (word.confidence ?? 0) * Double(length)
      count += length
    }
    return count == 0 ? 0 : sum / Double(count)
  }

  /// At a resolution Tesseract reads well: below 150 dpi letters are too small, above 400 it only
  /// takes longer.
  private func readable(_ raster: Raster) -> Raster {
    if raster.dpi < 150 { return raster.scaled(to: 300) }
    return raster.dpi > 400 ? raster.scaled(to: 300) : raster
  }

  private func straightened(_ raster: Raster, slope: Double) throws(ImagingError) -> Raster {
    if slope == 0 { return raster }
    do throws(TesseractError) {
      let turned = try Deskew.turned(GreyImage(raster), clockwise: -slope)
      return Raster(
        width: turned.width, height: turned.height, dpi: raster.dpi, pixels: turned.pixels)
    } catch { throw ImagingError(error) }
  }
}

/// A word on the straightened page.
struct PlacedWord {
  var text: String
  /// In points.
  var box: Box
  /// As Tesseract groups them.
  var line: Int
  var block: Int
  var confidence: Double
}

/// The turn between a leaning page and the same page straight, about its middle.
struct Turn {
  /// Rise in y to the right of the leaning page's lines.
  var slope: Double
  /// In points.
  var midX: Double
  var midY: Double

  /// The box of the same sides about the place its centre takes on the straight page.
  func straight(_ box: Box) -> Box {
    let (x, y) = (box.midX - midX, box.midY - midY)
    return moved(box, toX: midX + x + y * slope, toY: midY + y - x * slope)
  }

  func back(_ box: Box) -> Box {
    let (x, y) = (box.midX - midX, box.midY - midY)
    return moved(box, toX: midX + x - y * slope, toY: midY + y + x * slope)
  }

  private func moved(_ box: Box, toX x: Double, toY y: Double) -> Box {
    Box(
      x0: x - box.width / 2, y0: y - box.height / 2, x1: x + box.width / 2, y1: y + box.height / 2)
  }
}
