// SPDX-License-Identifier: Apache-2.0

import Evidence
import PDFium

/// One character of a page where it stands upright.
struct Glyph {
  /// The characters it stands for; U+0020 for any kind of space.
  var scalar: UInt32
  var run: Int
  var box: Box
  var baseline: Double
  /// Quarter turns counter-clockwise of its own line of text; 4 for anything aslant.
  var turn: Int

  var isSpace: Bool { scalar == 32 }
}

/// The characters of a page in the order the page draws them.
struct TextLayer {
  var glyphs: [Glyph]
  var runs: [PDFRun]
  /// How many drawn characters there are, and for how many of them the font gives no meaning.
  var drawn = 0
  var unmapped = 0
  /// The glyphs, by index, that are too small to read.
  private(set) var tiny: [Int] = []
  /// Some stand beyond the part of the page that is shown.
  private(set) var strays = false
  private let width: Double
  private let height: Double

  init(_ text: PDFText, space: PageSpace) {
    runs = text.runs
    (width, height) = (space.width, space.height)
    glyphs = []
    glyphs.reserveCapacity(text.characters.count)
    // The turn of each run, as the page is shown.
    let turns = text.runs.map { Self.quarters($0.angle, pageTurns: space.turns) }
    var high: UInt32 = 0
    for c in text.characters {
      var scalar = c.scalar
      if c.generated || c.run < 0 {
        glyphs.append(Glyph(scalar: 32, run: -1, box: .nowhere, baseline: 0, turn: 0))
        continue
      }
      if scalar &- 0xD800 < 0x800 {
        // Two halves of one character beyond the first 65,536.
        if scalar < 0xDC00 {
          high = scalar
          continue
        }
        scalar = high == 0 ? 0xFFFD : 0x10000 + ((high - 0xD800) << 10) + (scalar - 0xDC00)
      }
      high = 0
      guard let meant = Self.meaning(of: scalar, lineEnd: c.hyphen) else {
        if c.unmapped {
          drawn += 1
          unmapped += 1
        }
        continue
      }
      if meant != 32 {
        drawn += 1
        if c.unmapped { unmapped += 1 }
      }
      let turn = turns[c.run]
      var box = space.upright(
        PDFRect(
          left: Double(min(c.left, c.right)), bottom: Double(min(c.bottom, c.top)),
          right: Double(max(c.left, c.right)), top: Double(max(c.bottom, c.top))))
      let origin = space.upright(x: Double(c.originX), y: Double(c.originY))
      if box.height < 1.2, box.width < 0.9, meant != 32, max(box.height, box.width) > 0 {
        tiny.append(glyphs.count)
      } else if turn == 0, !(box.height > 1 && box.height < 200) {
        // Fonts that lie about their height, or have none.
        let size = min(max(text.runs[c.run].fontSize, 4), 72)
        (box.y0, box.y1) = (origin.y - 0.8 * size, origin.y + 0.2 * size)
      }
      let glyph = Glyph(scalar: meant, run: c.run, box: box, baseline: origin.y, turn: turn)
      if meant != 32, isOutside(glyph) { strays = true }
      glyphs.append(glyph)
    }
  }

  /// Whether the middle of a glyph is beyond the part of the page that is shown.
  func isOutside(_ glyph: Glyph) -> Bool {
    let (x, y) = (glyph.box.x0 + glyph.box.x1, glyph.box.y0 + glyph.box.y1)
    return x < -1 || y < -1 || x > 2 * width + 1 || y > 2 * height + 1
  }

  /// - Parameter angle: clockwise.
  private static func quarters(_ angle: Double, pageTurns: Int) -> Int {
    guard angle.isFinite else { return 0 }
    let turns = -angle / (.pi / 2) - Double(pageTurns)
    let whole = turns.rounded()
    // Up to nine degrees still reads as level: a scan's text layer leans with the scan.
    guard abs(turns - whole) < 0.1 else { return 4 }
    return (Int(whole) % 4 + 4) % 4
  }

  /// What a character stands for on the page: nil where it shows nothing.
  private static func meaning(of scalar: UInt32, lineEnd: Bool) -> UInt32? {
    switch scalar {
    case 33...126, 0xA1...0xAC, 0xAE...0x167F: return scalar
    case 9, 10, 13, 32, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
      return 32
    // PDFium's own mark for a hyphen that ends a line, and the soft hyphen: it is drawn, so it is
    // seen as a hyphen.
    case 2: return lineEnd ? 0x2D : nil
    case 0xAD: return 0x2D
    case 0..<32, 127...159, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFE00...0xFE0F, 0xFFF9...0xFFFB, 0xFDD0...0xFDEF:
      return nil
    // Symbol fonts put their signs here; this one is the bullet of every word processor.
    case 0xF0B7: return 0x2022
    default: return scalar & 0xFFFE == 0xFFFE || scalar > 0x10FFFF ? nil : scalar
    }
  }
}

extension Box {
  static var nowhere: Box { Box(x0: 0, y0: 0, x1: 0, y1: 0) }
}
