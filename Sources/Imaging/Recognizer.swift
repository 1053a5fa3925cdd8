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

  /// Whether recognition can start at all, so that a whole release does not fail page by page.
  ///
  /// - Throws: where `languages` names none, or one whose data is not installed, naming the package.
  package static func check(languages: String) throws(ImagingError) {
    _ = try Recognizer(languages: languages)
  }

  /// The version of what recognises words, such as "5.3.0", and the files that it was taught with:
  /// where they differ, words may.
  package static func origin(
    languages: String
  ) throws(ImagingError) -> (version: String, data: [String]) {
    let engine = try Recognizer(languages: languages).engine
    let data = languages.split(separator: "+").map { "\(engine.dataFolder)/\($0).traineddata" }
    return (engine.version, data)
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
    var page = LegiblePage(Speckle.removed(from: raster, ink: mask.ink), turn)
    for box in masking { page.blank(turn.straight(box).grown(by: 0.8)) }
    let found = try withUnread(try read(page.raster, layout: .page), of: page, ink: mask.ink)
    let (width, height) = (turn.midX * 2, turn.midY * 2)
    let placed = found.map { word in
      PlacedWord(
        text: Mending.mended(word.text.filter { !$0.isWhitespace }), box: page.box(of: word),
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

  /// With the lines that were passed over, each behind the line above it, in the block of that.
  private func withUnread(
    _ words: [TesseractEngine.RecognizedWord], of page: LegiblePage, ink: UInt8
  ) throws(ImagingError) -> [TesseractEngine.RecognizedWord] {
    let unread = UnreadLines(page.raster, ink: ink)
    var out = words
    for place in unread.places(among: words) {
      let found = try read(unread.picture(of: place), layout: .line)
      let letters = found.filter { $0.confidence >= 70 && $0.text.count { $0.isLetter } >= 3 }
      guard letters.count * 2 >= found.count, !letters.isEmpty else { continue }
      let above = out.indices.filter {
        out[$0].bottom <= place.y0 + place.height / 2 && out[$0].left < place.x1
          && out[$0].right > place.x0
      }.max { out[$0].bottom < out[$1].bottom }
      let line = (out.map(\.line).max() ?? 0) + 1
      let block = above.map { out[$0].block } ?? (out.map(\.block).max() ?? 0) + 1
      // Behind all words of that line.
      let last = above.flatMap { above in
        out.lastIndex { $0.line == out[above].line && $0.block == out[above].block }
      }
      out.insert(
        contentsOf: found.map { word in
          var word = unread.placed(word, in: place)
          (word.line, word.block) = (line, block)
          return word
        }, at: last.map { $0 + 1 } ?? 0)
    }
    return out
  }

  func read(
    _ raster: Raster, layout: TesseractEngine.Layout
  ) throws(ImagingError) -> [TesseractEngine.RecognizedWord] {
    do throws(TesseractError) {
      return try engine.recognize(GreyImage(raster), layout: layout)
    } catch { throw ImagingError(error) }
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
