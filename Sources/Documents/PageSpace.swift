// SPDX-License-Identifier: Apache-2.0

import Evidence
import PDFium

/// The three ways to name a place on a page, and the ways between them.
///
/// *Page space* is the file's: points, y upwards. *Upright* is the page as a person reads it, from
/// its top left, y downwards: lines of text run level there. *Unrotated* is the same without the
/// turn the file asks for; it is what `Box` means.
struct PageSpace {
  let box: PDFRect
  /// Quarter turns clockwise from unrotated to upright.
  let turns: Int

  init(box: PDFRect, turns: Int) { (self.box, self.turns) = (box, (turns % 4 + 4) % 4) }

  init(width: Double, height: Double, rotation: Int) {
    self.init(
      box: PDFRect(left: 0, bottom: 0, right: width, top: height), turns: rotation / 90)
  }

  var unrotatedWidth: Double { box.right - box.left }
  var unrotatedHeight: Double { box.top - box.bottom }
  var width: Double { turns % 2 == 0 ? unrotatedWidth : unrotatedHeight }
  var height: Double { turns % 2 == 0 ? unrotatedHeight : unrotatedWidth }

  func upright(_ rect: PDFRect) -> Box {
    uprightFromUnrotated(
      Box(
        x0: rect.left - box.left, y0: box.top - rect.top, x1: rect.right - box.left,
        y1: box.top - rect.bottom))
  }

  func upright(x: Double, y: Double) -> (x: Double, y: Double) {
    let (x, y) = (x - box.left, box.top - y)
    return switch turns {
    case 1: (unrotatedHeight - y, x)
    case 2: (unrotatedWidth - x, unrotatedHeight - y)
    case 3: (y, unrotatedWidth - x)
    default: (x, y)
    }
  }

  func uprightFromUnrotated(_ b: Box) -> Box {
    let (w, h) = (unrotatedWidth, unrotatedHeight)
    return switch turns {
    case 1: Box(x0: h - b.y1, y0: b.x0, x1: h - b.y0, y1: b.x1)
    case 2: Box(x0: w - b.x1, y0: h - b.y1, x1: w - b.x0, y1: h - b.y0)
    case 3: Box(x0: b.y0, y0: w - b.x1, x1: b.y1, y1: w - b.x0)
    default: b
    }
  }

  func unrotated(_ b: Box) -> Box {
    let (w, h) = (unrotatedWidth, unrotatedHeight)
    return switch turns {
    case 1: Box(x0: b.y0, y0: h - b.x1, x1: b.y1, y1: h - b.x0)
    case 2: Box(x0: w - b.x1, y0: h - b.y1, x1: w - b.x0, y1: h - b.y0)
    case 3: Box(x0: w - b.y1, y0: b.x0, x1: w - b.y0, y1: b.x1)
    default: b
    }
  }
}

extension Box {
  /// To the 1/100 point that `PagePacking` keeps.
  var rounded: Box {
    Box(
      x0: PagePacking.rounded(x0), y0: PagePacking.rounded(y0), x1: PagePacking.rounded(x1),
      y1: PagePacking.rounded(y1))
  }

  /// The share of this box that lies in `other`.
  func share(in other: Box) -> Double {
    area > 0 ? intersection(other).area / area : 0
  }
}
