// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Dark rectangles drawn for the look of a page: bars of charts, stripes and dark cells of tables.
///
/// Boxes that withhold something are black and stand by themselves; these are of a colour, or
/// stand on one line with others of their kind.
enum DesignShapes {
  /// - Parameter cover: dark, opaque, with nothing printed on it and nothing hidden under it.
  static func isDesign(_ cover: Cover, _ shapes: PageShapes, pageWidth: Double) -> Bool {
    isChartBar(cover, shapes) || isStripe(cover, shapes, pageWidth)
  }

  /// Three upright bars or more of one width that stand on one line and differ in height.
  private static func isChartBar(_ cover: Cover, _ shapes: PageShapes) -> Bool {
    let b = cover.box
    guard b.height > 1.2 * b.width else { return false }
    let others = shapes.covers.filter { other in
      let o = other.box
      return other.opaque && abs(o.y1 - b.y1) < 1 && abs(o.width - b.width) < 1
        && abs(o.x0 - b.x0) > 0.5 * b.width
    }
    let heights = Set(others.map { ($0.box.height * 2).rounded() })
    return others.count >= 2 && heights.count >= 2
  }

  /// Dark, but of a colour: as wide as the text, or edge to edge with other fills.
  private static func isStripe(
    _ cover: Cover, _ shapes: PageShapes, _ pageWidth: Double
  ) -> Bool {
    guard cover.luma >= 16 else { return false }
    let b = cover.box
    if b.width > 0.55 * pageWidth { return true }
    return shapes.covers.contains { other in
      let o = other.box
      guard other.opaque, other.order != cover.order, other.luma < 250 else { return false }
      let across = min(o.x1, b.x1) - max(o.x0, b.x0)
      let down = min(o.y1, b.y1) - max(o.y0, b.y0)
      let isBeside = down > 0.7 * b.height && min(abs(o.x0 - b.x1), abs(o.x1 - b.x0)) < 1
      let isStacked = across > 0.7 * b.width && min(abs(o.y0 - b.y1), abs(o.y1 - b.y0)) < 1
      return isBeside || isStacked
    }
  }
}
