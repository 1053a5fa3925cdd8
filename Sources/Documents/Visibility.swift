// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging
import PDFium

/// Tells which characters of a page a person can see.
struct Visibility {
  /// For each glyph, whether it cannot be seen; empty where all can.
  var hidden: [Bool] = []
  /// The cover that hides it, by index in `PageShapes.covers`; -1 for none.
  var hiddenBy: [Int] = []
  private var count = 0

  /// - Parameter picture: the page as it looks, upright; needed where `shapes` has unclear things.
  init(_ layer: TextLayer, _ shapes: PageShapes, picture: Raster?) {
    let faint = layer.runs.map { Self.isFaint($0) }
    let lumas = layer.runs.map { Self.luma($0) }
    // Nothing to hide behind, and nothing as light as the paper.
    if shapes.isEmpty, !faint.contains(true), !lumas.contains(where: { $0 > 215 }) { return }
    let orders = layer.runs.map { shapes.textOrder[$0.object] ?? Int.max }
    hidden = [Bool](repeating: false, count: layer.glyphs.count)
    hiddenBy = [Int](repeating: -1, count: layer.glyphs.count)
    let bands = Bands(shapes.covers.map(\.box))
    let murky = Bands(shapes.unclear.map(\.box))

    var asked = InkQuestions(picture: picture)
    for (index, glyph) in layer.glyphs.enumerated() {
      if glyph.scalar == 32 {
        asked.settle(&self)
        continue
      }
      let (x, y, order) = (glyph.box.midX, glyph.box.midY, orders[glyph.run])
      // The topmost cover over the glyph, and the topmost under it.
      var (over, under) = (-1, -1)
      for candidate in bands.at(y) {
        let cover = shapes.covers[candidate]
        guard cover.opaque, cover.box.contains(x: x, y: y) else { continue }
        if cover.order > order {
          if over < 0 || cover.order > shapes.covers[over].order { over = candidate }
        } else if under < 0 || cover.order > shapes.covers[under].order {
          under = candidate
        }
      }
      if over >= 0 {
        hide(index, by: over)
        continue
      }
      var (pictureOver, pictureUnder) = (false, false)
      for candidate in murky.at(y) {
        let thing = shapes.unclear[candidate]
        guard thing.box.contains(x: x, y: y) else { continue }
        if thing.order > order { pictureOver = true }
        if under < 0 || thing.order > shapes.covers[under].order { pictureUnder = true }
      }
      let luma = lumas[glyph.run]
      if faint[glyph.run] {
        // A layer of recognised text on a scan is as visible as the ink it repeats.
        if pictureOver || pictureUnder {
          asked.add(index, glyph.box, under)
        } else {
          hide(index, by: under)
        }
      } else if pictureOver || (pictureUnder && (luma > 215 || luma < 40)) {
        asked.add(index, glyph.box, under)
      } else if !pictureUnder {
        let ground = under >= 0 ? shapes.covers[under].luma : 255
        // Dark letters on a bar of their own height are redacted; on a panel they are a slip.
        let isBar = under >= 0 && shapes.covers[under].box.height < 3.5 * glyph.box.height
        if abs(luma - ground) < 28 { hide(index, by: isBar ? under : -1) }
      }
    }
    asked.settle(&self)
    if count == 0 { hidden = [] }
  }

  private mutating func hide(_ index: Int, by cover: Int) {
    (hidden[index], hiddenBy[index]) = (true, cover)
    count += 1
  }

  /// The letters of one word whose look only the picture tells. They are seen or hidden together:
  /// recognised text lies a little beside its ink, and a dot or a dash is easily missed.
  private struct InkQuestions {
    let picture: Raster?
    var indices: [(index: Int, under: Int)] = []
    var inked = 0

    mutating func add(_ index: Int, _ box: Box, _ under: Int) {
      indices.append((index, under))
      if Visibility.hasInk(picture, box.grown(by: 0.5)) { inked += 1 }
    }

    mutating func settle(_ visibility: inout Visibility) {
      if inked * 2 < indices.count {
        for (index, under) in indices { visibility.hide(index, by: under) }
      }
      indices.removeAll(keepingCapacity: true)
      inked = 0
    }
  }

  /// Whether anything is called hidden by a cover that is not black.
  func hidesUnderLight(_ shapes: PageShapes) -> Bool {
    !hidden.isEmpty
      && hiddenBy.contains { $0 >= 0 && shapes.covers[$0].luma >= 60 }
  }

  /// The covers, by index, through which the picture shows the text they are said to hide.
  func glassCovers(_ layer: TextLayer, _ shapes: PageShapes, _ picture: Raster) -> [Int] {
    var seen = [Int](repeating: 0, count: shapes.covers.count)
    var asked = seen
    // What is printed on a cover is ink too: leave out the letters it touches.
    var printed: [Box] = []
    for (index, glyph) in layer.glyphs.enumerated() where !hidden[index] && !glyph.isSpace {
      printed.append(glyph.box)
    }
    let bands = Bands(printed)
    for (index, glyph) in layer.glyphs.enumerated() where hidden[index] {
      let by = hiddenBy[index]
      guard by >= 0, shapes.covers[by].luma >= 60, glyph.box.area > 1,
        !bands.at(glyph.box.midY).contains(where: {
          printed[$0].intersection(glyph.box).area > 0
        })
      else { continue }
      asked[by] += 1
      // Its own part of the cover only: an outline or the text beside it is not what is asked for.
      let inner = glyph.box.intersection(shapes.covers[by].box.grown(by: -1.5))
      if inner.area > 0, Self.hasInk(picture, inner) { seen[by] += 1 }
    }
    return asked.indices.filter { asked[$0] > 0 && seen[$0] * 2 > asked[$0] }
  }

  /// Draws nothing, or next to nothing.
  private static func isFaint(_ run: PDFRun) -> Bool {
    switch run.mode {
    case 3, 7: true
    case 1, 5: run.stroke.alpha < 30
    case 2, 6: run.fill.alpha < 30 && run.stroke.alpha < 30
    default: run.fill.alpha < 30
    }
  }

  private static func luma(_ run: PDFRun) -> Int {
    switch run.mode {
    case 1, 5: run.stroke.luma
    case 2, 6: min(run.fill.luma, run.stroke.luma)
    default: run.fill.luma
    }
  }

  /// Whether the picture shows strokes within a box: light and dark both. True without a picture:
  /// nothing is called hidden on a guess.
  static func hasInk(_ picture: Raster?, _ box: Box) -> Bool {
    guard let picture else { return true }
    let scale = picture.dpi / 72
    // The middle of the glyph's height: not the rule above or below it, nor a cover's edge.
    let inset = box.height * 0.12
    let x0 = max(0, Int(box.x0 * scale))
    let x1 = min(picture.width - 1, Int(box.x1 * scale))
    let y0 = max(0, Int((box.y0 + inset) * scale))
    let y1 = min(picture.height - 1, Int((box.y1 - inset) * scale))
    guard x0 <= x1, y0 <= y1 else { return false }
    var (darkest, lightest) = (UInt8.max, UInt8.min)
    for y in y0...y1 {
      for x in x0...x1 {
        let value = picture.pixels[y * picture.width + x]
        darkest = min(darkest, value)
        lightest = max(lightest, value)
      }
    }
    return Int(lightest) - Int(darkest) >= 40
  }
}

/// Boxes by the stretch of the page's height that they cross, so that few are asked about a point.
struct Bands {
  private var bands: [[Int]] = []
  private static let height = 24.0

  init(_ boxes: [Box]) {
    for (index, box) in boxes.enumerated() {
      let first = Self.band(box.y0)
      let last = max(first, Self.band(box.y1))
      while bands.count <= last { bands.append([]) }
      for band in first...last { bands[band].append(index) }
    }
  }

  /// The boxes that may hold a point at height `y`.
  func at(_ y: Double) -> [Int] {
    let band = Self.band(y)
    return band < bands.count ? bands[band] : []
  }

  private static func band(_ y: Double) -> Int {
    y > 0 ? Int(min(y, 200_000) / height) : 0
  }
}
