// SPDX-License-Identifier: Apache-2.0

import Tesseract

/// Finds lines of writing that recognition passed over.
///
/// Laying out a whole page, Tesseract takes a row of dashes for a rule and leaves out the words that
/// stand on it: "-----Original Message-----" is gone from most scans. Read by itself, the line is
/// there.
struct UnreadLines {
  /// Higher than this many usual lines is no line, and lower than this share of one no letters.
  private static let heights = 0.6...1.7
  /// A page with more of them is a picture, not writing that was passed over.
  private static let most = 12

  private let page: Raster
  private let ink: UInt8

  init(_ page: Raster, ink: UInt8) { (self.page, self.ink) = (page, ink) }

  /// Where no word was read although ink stands there as high as a line of the page and longer than
  /// three letters, from the top down; none where the page has no words to tell what a line is.
  func places(among words: [TesseractEngine.RecognizedWord]) -> [PixelRect] {
    let sure = words.filter { $0.confidence >= 60 && $0.text.utf8.count >= 3 }
      .map { $0.bottom - $0.top }.sorted()
    guard sure.count >= 5 else { return [] }
    let usual = Double(sure[sure.count / 2])
    let rest = without(words)
    var out: [PixelRect] = []
    for band in bands(of: rest) where Self.heights.contains(Double(band.count) / usual) {
      for part in parts(of: rest, in: band, apart: Int(3 * usual)) {
        guard Double(part.width) > 3 * usual, isWriting(rest, part, usual) else { continue }
        out.append(part)
      }
      if out.count > Self.most { return [] }
    }
    return out
  }

  /// A picture of the line, with some paper around it.
  func picture(of place: PixelRect) -> Raster {
    let edge = 10
    let (width, height) = (place.width + 2 * edge, place.height + 2 * edge)
    var pixels = [UInt8](repeating: 255, count: width * height)
    for y in 0..<height {
      let row = place.y0 - edge + y
      guard row >= 0, row < page.height else { continue }
      for x in 0..<width {
        let column = place.x0 - edge + x
        guard column >= 0, column < page.width else { continue }
        // What stands near the line but not in it is a piece of the next one.
        if y >= edge - 3, y < height - edge + 3 {
          pixels[y * width + x] = page.pixels[row * page.width + column]
        }
      }
    }
    return Raster(width: width, height: height, dpi: page.dpi, pixels: pixels)
  }

  /// `word`, read in the picture of `place`, where it stands on the page.
  func placed(
    _ word: TesseractEngine.RecognizedWord, in place: PixelRect
  ) -> TesseractEngine.RecognizedWord {
    var word = word
    let (x, y) = (place.x0 - 10, place.y0 - 10)
    (word.left, word.right) = (word.left + x, word.right + x)
    (word.top, word.bottom) = (word.top + y, word.bottom + y)
    return word
  }

  // MARK: Looking for ink

  /// For each pixel whether it is ink that no word stands on.
  private func without(_ words: [TesseractEngine.RecognizedWord]) -> [Bool] {
    var out = page.pixels.map { $0 < ink }
    let (width, height) = (page.width, page.height)
    for word in words {
      // Beyond the box lie the edges of its letters.
      let (x0, x1) = (max(0, word.left - 6), min(width, word.right + 6))
      let (y0, y1) = (max(0, word.top - 6), min(height, word.bottom + 6))
      guard x0 < x1, y0 < y1 else { continue }
      for y in y0..<y1 { for index in y * width + x0..<y * width + x1 { out[index] = false } }
    }
    return out
  }

  /// The runs of rows with ink in them.
  private func bands(of ink: [Bool]) -> [Range<Int>] {
    var out: [Range<Int>] = []
    var start: Int?
    for y in 0..<page.height {
      var count = 0
      for index in y * page.width..<(y + 1) * page.width where ink[index] { count += 1 }
      // A speck or two in a row is dust.
      if count >= 4 {
        start = start ?? y
      } else if let first = start {
        out.append(first..<y)
        start = nil
      }
    }
    if let first = start { out.append(first..<page.height) }
    return out
  }

  /// The pieces of a band between wide gaps.
  private func parts(of ink: [Bool], in band: Range<Int>, apart: Int) -> [PixelRect] {
    var out: [PixelRect] = []
    for x in 0..<page.width {
      guard band.contains(where: { ink[$0 * page.width + x] }) else { continue }
      if let last = out.last, x - last.x1 < apart {
        out[out.count - 1].x1 = x + 1
      } else {
        out.append(PixelRect(x0: x, y0: band.lowerBound, x1: x + 1, y1: band.upperBound))
      }
    }
    return out
  }

  /// Whether it has as many strokes as letters have, and as much ink.
  private func isWriting(_ ink: [Bool], _ place: PixelRect, _ usual: Double) -> Bool {
    var (dark, edges) = (0, 0)
    for y in place.y0..<place.y1 {
      var before = false
      for x in place.x0..<place.x1 {
        let now = ink[y * page.width + x]
        if now { dark += 1 }
        if now != before { edges += 1 }
        before = now
      }
    }
    let share = Double(dark) / Double(max(1, place.area))
    // Two edges a stroke, and about one stroke for each letter in each row.
    let strokes = Double(edges) / 2 / Double(max(1, place.height))
    return (0.03...0.45).contains(share) && strokes > Double(place.width) / usual / 4
  }
}
