// SPDX-License-Identifier: Apache-2.0

import Evidence
import Tesseract

/// Tells how a page lies on the scanner's glass.
package enum Orientation {
  /// Whether the lines of text run up and down the picture; nil where its shapes do not tell.
  ///
  /// Seen through a slot as wide as a few letters, text has empty rows between its lines, but hardly
  /// an empty column: the letters of one line stand over the gaps of the next. Slots are short, so
  /// that a lean of a few degrees does not blur the gaps.
  package static func isSideways(_ picture: Raster) -> Bool? {
    guard let mask = PageMask(picture) else { return nil }
    let (width, height) = (mask.width, mask.height)
    let slot = mask.pixels(30)
    // Rows of upright slots, then columns of level ones.
    let (across, inkAcross) = gaps(
      mask, slots: width / slot, length: height, slot: slot, level: true)
    let (down, inkDown) = gaps(mask, slots: height / slot, length: width, slot: slot, level: false)
    // A few words tell nothing.
    guard inkAcross + inkDown > 200 else { return nil }
    if down > 1.4 * across, down > 0.1 { return true }
    return across > 1.4 * down && across > 0.1 ? false : nil
  }

  /// The share of empty rows (or columns, where not `level`) among those between ink, in gaps no
  /// wider than between lines of text.
  private static func gaps(
    _ mask: PageMask, slots: Int, length: Int, slot: Int, level: Bool
  ) -> (share: Double, ink: Int) {
    var (empty, inked) = (0, 0)
    let step = level ? 1 : mask.width
    mask.grey.withUnsafeBufferPointer { grey in
      for number in 0..<max(0, slots) {
        var run = Int.max
        for place in 0..<length {
          var index =
            level ? place * mask.width + number * slot : number * slot * mask.width + place
          var count = 0
          for _ in 0..<slot {
            if grey[index] < mask.ink { count += 1 }
            index += step
          }
          // More than half of it dark is a bar or a picture.
          if count * 2 > slot {
            run = Int.max
          } else if count > slot / 25 {
            inked += 1
            if run >= 2, run <= slot { empty += run }
            run = 0
          } else if run != Int.max {
            run += 1
          }
        }
      }
    }
    return (Double(empty) / Double(max(1, empty + inked)), inked)
  }
}

extension Recognizer {
  /// By how many quarters the picture must be turned clockwise for its text to stand upright: the
  /// turn, among `turns`, in which a sample of it reads best; the first where none reads well.
  package func bestTurn(of picture: Raster, among turns: [Int]) throws(ImagingError) -> Int {
    guard let first = turns.first else { return 0 }
    guard turns.count > 1, let sample = Self.sample(of: picture) else { return first }
    var best = (turn: first, score: 0.0)
    for turn in turns {
      let score = try legibility(of: sample.turned(turn))
      // Another turn must read clearly better than those before it.
      if score > best.score * 1.5, score > 8 { best = (turn, score) }
    }
    return best.turn
  }

  /// Letters of words, each counted as far as recognition is sure of them.
  private func legibility(of sample: Raster) throws(ImagingError) -> Double {
    try recognize(sample, masking: []).words.reduce(0) { sum, word in
      let sure = word.confidence ?? 0
      let letters = word.text.unicodeScalars.count { $0.properties.isAlphabetic }
      guard sure > 0.5, letters >= 3, letters * 4 >= word.text.unicodeScalars.count * 3 else {
        return sum
      }
      return sum + (sure - 0.5) * 2 * Double(letters)
    }
  }

  /// The square, three inches wide, that holds the most of what may be text.
  private static func sample(of picture: Raster) -> Raster? {
    guard let mask = PageMask(picture) else { return nil }
    let side = 216.0
    let width = Double(mask.width) / mask.scale
    let height = Double(mask.height) / mask.scale
    var best: (box: Box, ink: Double)?
    for y in stride(from: 0, through: max(0, height - side), by: side / 3) {
      for x in stride(from: 0, through: max(0, width - side), by: side / 3) {
        let box = Box(x0: x, y0: y, x1: min(width, x + side), y1: min(height, y + side))
        let area = PixelRect(
          x0: Int(box.x0 * mask.scale), y0: Int(box.y0 * mask.scale),
          x1: Int(box.x1 * mask.scale), y1: Int(box.y1 * mask.scale))
        let ink = mask.share(below: mask.ink, in: area)
        // More than this is a picture or a black box.
        guard ink > 0.002, ink < 0.3, ink > (best?.ink ?? 0) else { continue }
        best = (box, ink)
      }
    }
    return best.flatMap { picture.cut($0.box)?.raster }
  }
}
