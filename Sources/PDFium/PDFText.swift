// SPDX-License-Identifier: Apache-2.0

import CPDFium

/// A colour with its opacity, 0…255 each.
package struct PDFColor: Hashable, Sendable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8
  package var alpha: UInt8

  package init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
    (self.red, self.green, self.blue, self.alpha) = (red, green, blue, alpha)
  }

  init(_ raw: (UInt8, UInt8, UInt8, UInt8)) {
    (red, green, blue, alpha) = raw
  }

  /// How light it is, 0 black … 255 white (weights of ITU-R BT.601).
  package var luma: Int { (29 * Int(blue) + 150 * Int(green) + 77 * Int(red)) >> 8 }
}

/// One character in page space, in the order the page draws it.
package struct PDFCharacter: Sendable {
  /// A Unicode scalar or half of a surrogate pair; 0 where the font does not tell.
  package var scalar: UInt32
  /// Index in `PDFText.runs`; -1 for what stands before the first run.
  package var run: Int
  /// As wide as the pen moves, as high as the font.
  package var left: Float
  package var bottom: Float
  package var right: Float
  package var top: Float
  /// Where the pen stood, on the baseline.
  package var originX: Float
  package var originY: Float
  /// A space or line end that PDFium put in; it has no place.
  package var generated: Bool
  /// A hyphen that ends a line.
  package var hyphen: Bool
  /// The font does not say which character the glyph means.
  package var unmapped: Bool
}

/// What a stretch of characters was drawn with.
package struct PDFRun: Sendable {
  /// Names the text object, to be found among `PDFPage.objects()`.
  package var object: UInt
  package var fontSize: Double
  /// Radians, clockwise in page space.
  package var angle: Double
  package var fill: PDFColor
  package var stroke: PDFColor
  /// Text rendering mode; 3 and 7 draw nothing.
  package var mode: Int
}

package struct PDFText: Sendable {
  package var characters: [PDFCharacter]
  package var runs: [PDFRun]

  /// A page without text.
  package static var empty: PDFText { PDFText(characters: [], runs: []) }
}

extension PDFPage {
  /// All characters of the page; nil where the text cannot be read.
  package func text() -> PDFText? {
    guard let handle = cpdfium_text_load(handle) else { return nil }
    defer { cpdfium_text_close(handle) }
    let count = max(0, Int(cpdfium_text_count(handle)))
    if count == 0 { return PDFText.empty }
    return withUnsafeTemporaryAllocation(of: cpdfium_character.self, capacity: count) { raw in
      withUnsafeTemporaryAllocation(of: cpdfium_run.self, capacity: count) { rawRuns in
        let runs = Int(
          cpdfium_text_read(handle, raw.baseAddress, rawRuns.baseAddress, Int32(count)))
        return PDFText(
          characters: raw.map { c in
            PDFCharacter(
              scalar: c.scalar, run: Int(c.run), left: c.left, bottom: c.bottom, right: c.right,
              top: c.top, originX: c.origin_x, originY: c.origin_y, generated: c.generated,
              hyphen: c.hyphen, unmapped: c.unmapped)
          },
          runs: rawRuns.prefix(runs).map { r in
            PDFRun(
              object: UInt(bitPattern: r.object), fontSize: Double(r.font_size),
              angle: Double(r.angle), fill: PDFColor(r.fill), stroke: PDFColor(r.stroke),
              mode: Int(r.mode))
          })
      }
    }
  }
}
