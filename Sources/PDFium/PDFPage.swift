// SPDX-License-Identifier: Apache-2.0

import CPDFium

/// A rectangle or a point's worth of page space: points, x to the right, y upwards.
package struct PDFRect: Hashable, Sendable {
  package var left: Double
  package var bottom: Double
  package var right: Double
  package var top: Double

  package init(left: Double, bottom: Double, right: Double, top: Double) {
    (self.left, self.bottom, self.right, self.top) = (left, bottom, right, top)
  }
}

/// One loaded page.
package final class PDFPage {
  let handle: OpaquePointer
  package let index: Int
  /// The visible part of the page, in page space.
  package let box: PDFRect
  /// Quarter turns clockwise that the file asks for, 0…3.
  package let quarterTurns: Int
  /// Keeps the document open as long as the page is.
  let document: PDFDocument
  /// How many things the page drew before its annotations were made part of it; nil where they are
  /// not.
  package private(set) var ownObjects: Int?

  init(handle: OpaquePointer, index: Int, document: PDFDocument) {
    (self.handle, self.index, self.document) = (handle, index, document)
    var sides: [Float] = [0, 0, 612, 792]
    let known = cpdfium_page_box(handle, &sides)
    let sound = known && sides.allSatisfy(\.isFinite) && sides[2] > sides[0] && sides[3] > sides[1]
    box =
      sound
      ? PDFRect(
        left: Double(sides[0]), bottom: Double(sides[1]), right: Double(sides[2]),
        top: Double(sides[3]))
      : PDFRect(left: 0, bottom: 0, right: 612, top: 792)
    quarterTurns = Int(cpdfium_page_rotation(handle))
  }

  deinit { cpdfium_page_close(handle) }

  /// Whether the file asks to show less than the whole sheet.
  package var isCropped: Bool {
    var sides: [Float] = [0, 0, 0, 0]
    guard cpdfium_page_sheet(handle, &sides) else { return false }
    let (across, down) = (Double(sides[2] - sides[0]), Double(sides[3] - sides[1]))
    return abs(across) > width + 1 || abs(down) > height + 1
  }

  package var width: Double { box.right - box.left }
  package var height: Double { box.top - box.bottom }

  /// How many annotations draw something on the page.
  package var drawnAnnotations: Int { Int(cpdfium_page_drawn_annotations(handle)) }

  /// The page with its annotations and form fields as part of its content, so that their text and
  /// shapes are found like any other; the page itself where that cannot be done.
  package func flattened() -> PDFPage {
    let survey = survey()
    let own = survey.texts + survey.others
    guard cpdfium_page_flatten(handle),
      let page = cpdfium_page_load(document.handle, Int32(index))
    else { return self }
    let flat = PDFPage(handle: page, index: index, document: document)
    flat.ownObjects = own
    return flat
  }

  /// Draws the page in grey at `scale` pixels a point.
  ///
  /// - Parameter quarterTurns: clockwise, counted from the page as the file asks to show it.
  /// - Returns: the pixels row by row, 0 black to 255 white, or nil where the picture would have
  ///   more than `limit` pixels or cannot be made.
  package func render(
    scale: Double, quarterTurns: Int = 0, limit: Int = 120_000_000
  ) -> (width: Int, height: Int, pixels: [UInt8])? {
    let turned = (quarterTurns + self.quarterTurns) % 2 != 0
    let across = ((turned ? height : width) * scale).rounded()
    let down = ((turned ? width : height) * scale).rounded()
    guard across >= 1, down >= 1, across * down <= Double(limit) else { return nil }
    let (columns, rows) = (Int(across), Int(down))
    var drawn = false
    let pixels = [UInt8](unsafeUninitializedCapacity: columns * rows) { buffer, count in
      drawn = cpdfium_page_render(
        handle, buffer.baseAddress, Int32(columns), Int32(rows), Int32(columns), 0, 0,
        Int32(columns), Int32(rows), Int32((quarterTurns % 4 + 4) % 4))
      count = drawn ? columns * rows : 0
    }
    return drawn ? (columns, rows, pixels) : nil
  }
}
