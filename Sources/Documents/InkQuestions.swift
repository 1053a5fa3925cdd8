// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging
import PDFium

/// The letters whose look only a picture of the page tells.
///
/// The letters of one word are seen or hidden together: recognised text lies a little beside its
/// ink, and a dot or a dash is easily missed.
struct InkQuestions {
  let picture: Raster?
  /// The page is a scan with its text behind it, drawn in whatever mode.
  let isScan: Bool
  private var letters: [Letter] = []
  private var inked = 0
  private var doubts: [[Letter]] = []
  private var doubted: [Letter] = []

  private struct Letter {
    var index: Int
    var under: Int
    var reason: Hiding
    /// The text object it belongs to; 0 where ink alone decides.
    var object: UInt
  }

  init(picture: Raster?, isScan: Bool) { (self.picture, self.isScan) = (picture, isScan) }

  /// A letter that is seen where the picture has ink.
  mutating func add(_ index: Int, _ box: Box, _ under: Int, _ reason: Hiding, _ object: UInt) {
    letters.append(Letter(index: index, under: under, reason: reason, object: object))
    if Self.hasInk(picture, box.grown(by: 0.5)) { inked += 1 }
  }

  /// A letter that is seen where taking its text away changes the picture.
  mutating func doubt(_ index: Int, _ object: UInt, _ reason: Hiding, _ under: Int = -1) {
    doubted.append(Letter(index: index, under: under, reason: reason, object: object))
  }

  /// At the end of a word.
  mutating func settle(_ visibility: inout Visibility) {
    if inked * 2 < letters.count {
      for letter in letters { visibility.hide(letter.index, letter.reason, by: letter.under) }
    } else if !isScan, letters.contains(where: { $0.object != 0 }) {
      // The ink may be the picture's own.
      doubts.append(letters.filter { $0.object != 0 })
    }
    if !doubted.isEmpty { doubts.append(doubted) }
    letters.removeAll(keepingCapacity: true)
    doubted.removeAll(keepingCapacity: true)
    inked = 0
  }

  /// Once all words are asked for: draws the page without their texts.
  func settleDoubts(_ visibility: inout Visibility, _ layer: TextLayer, _ look: PageLook) {
    guard !doubts.isEmpty, let whole = look.picture,
      let without = look.without(
        Set(doubts.joined().map(\.object)), keeping: Set(layer.runs.map(\.object)))
    else { return }
    for word in doubts {
      let seen = word.count { Self.differ(whole, without, layer.glyphs[$0.index].box) }
      if seen * 2 >= word.count { continue }
      for letter in word { visibility.hide(letter.index, letter.reason, by: letter.under) }
    }
  }

  /// Whether the picture shows strokes within a box: light and dark both. True without a picture:
  /// nothing is called hidden on a guess.
  static func hasInk(_ picture: Raster?, _ box: Box) -> Bool {
    guard let picture else { return true }
    // The middle of the glyph's height: not the rule above or below it, nor a cover's edge.
    guard let (columns, rows) = pixels(of: box, inset: box.height * 0.12, in: picture) else {
      return false
    }
    var (darkest, lightest) = (UInt8.max, UInt8.min)
    for y in rows {
      for x in columns {
        let value = picture.pixels[y * picture.width + x]
        darkest = min(darkest, value)
        lightest = max(lightest, value)
      }
    }
    return Int(lightest) - Int(darkest) >= 40
  }

  private static func differ(_ a: Raster, _ b: Raster, _ box: Box) -> Bool {
    guard a.width == b.width, a.height == b.height else { return true }
    guard let (columns, rows) = pixels(of: box, inset: 0, in: a) else { return false }
    for y in rows {
      for x in columns
      where abs(Int(a.pixels[y * a.width + x]) - Int(b.pixels[y * a.width + x])) > 12 {
        return true
      }
    }
    return false
  }

  private static func pixels(
    of box: Box, inset: Double, in picture: Raster
  ) -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>)? {
    let scale = picture.dpi / 72
    guard box.x0 * scale < 1e8, box.y0 * scale < 1e8, box.x1 > -1e6, box.y1 > -1e6 else {
      return nil
    }
    let x0 = max(0, Int(max(-1, box.x0 * scale)))
    let x1 = min(picture.width - 1, Int(min(1e9, box.x1 * scale)))
    let y0 = max(0, Int(max(-1, (box.y0 + inset) * scale)))
    let y1 = min(picture.height - 1, Int(min(1e9, (box.y1 - inset) * scale)))
    return x0 <= x1 && y0 <= y1 ? (x0...x1, y0...y1) : nil
  }
}

/// Draws a page to see what can be seen on it, once and only when asked.
final class PageLook {
  /// The resolution at which born-digital pages are drawn.
  static let dpi = 100.0

  private let page: PDFPage
  private(set) lazy var picture: Raster? = draw()

  init(_ page: PDFPage) { self.page = page }

  /// The page as it looks without some of its texts, by the names of their objects. Texts that are
  /// in neither set go too: they are repeats of others, which the text layer leaves out.
  func without(_ texts: Set<UInt>, keeping others: Set<UInt>) -> Raster? {
    let repeats = page.objects().filter { $0.kind == .text && !others.contains($0.name) }
    return page.without(texts.union(repeats.map(\.name))) { draw() }
  }

  /// Upright.
  private func draw() -> Raster? {
    guard let drawn = page.render(scale: Self.dpi / 72) else { return nil }
    return Raster(width: drawn.width, height: drawn.height, dpi: Self.dpi, pixels: drawn.pixels)
  }
}
