// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging
import PDFium

/// Why a character of a page cannot be seen.
enum Hiding: UInt8, Sendable {
  case seen
  /// A filled rectangle, another shape or a picture drawn over it.
  case cover, shape, picture
  /// Drawn in a mode or with an opacity that leaves no ink.
  case faint
  /// In the colour of what it stands on.
  case sameColor
  /// Too small to read.
  case tiny
  /// Beyond the clip path it is drawn through.
  case cut
  /// Beyond the part of the page that is shown.
  case outside
  /// On a layer that is switched off.
  case layer
}

/// Tells which characters of a page a person can see.
struct Visibility {
  /// For each glyph, whether it cannot be seen; empty where all can.
  var hidden: [Bool] = []
  /// The cover that hides it, by index in `PageShapes.covers`; -1 for none.
  var hiddenBy: [Int] = []
  /// Why each cannot be seen; empty where all can.
  var why: [Hiding] = []
  private var count = 0

  /// - Parameters:
  ///   - picture: the page as it looks, upright; needed where `shapes` has unclear things.
  ///   - look: draws the page as needed to see what a text adds to it.
  init(_ layer: TextLayer, _ shapes: PageShapes, picture: Raster?, look: PageLook) {
    let faint = layer.runs.map { Self.isFaint($0) }
    let lumas = layer.runs.map { Self.luma($0) }
    // Nothing to hide behind, nothing as light as the paper, nothing out of place.
    if shapes.isEmpty, layer.tiny.isEmpty, !layer.strays, shapes.suspects.isEmpty,
      !faint.contains(true), !lumas.contains(where: { $0 > 215 })
    {
      return
    }
    let orders = layer.runs.map { shapes.textOrder[$0.object] ?? Int.max }
    let suspects = layer.runs.map { shapes.suspects[$0.object] }
    hidden = [Bool](repeating: false, count: layer.glyphs.count)
    hiddenBy = [Int](repeating: -1, count: layer.glyphs.count)
    why = [Hiding](repeating: .seen, count: layer.glyphs.count)
    for index in layer.tiny { hide(index, .tiny) }
    let bands = Bands(shapes.covers.map(\.box))
    let murky = Bands(shapes.unclear.map(\.box))

    var asked = InkQuestions(picture: picture, isScan: shapes.isScan)
    for (index, glyph) in layer.glyphs.enumerated() {
      if glyph.scalar == 32 {
        asked.settle(&self)
        continue
      }
      if hidden[index] { continue }
      if layer.strays, layer.isOutside(glyph) {
        hide(index, .outside)
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
        hide(index, .cover, by: over)
        continue
      }
      if let reason = suspects[glyph.run] {
        asked.doubt(index, layer.runs[glyph.run].object, reason)
        continue
      }
      var (above, pictureUnder) = (-1, false)
      for candidate in murky.at(y) {
        let thing = shapes.unclear[candidate]
        guard thing.box.contains(x: x, y: y) else { continue }
        if thing.order > order { above = candidate }
        if under < 0 || thing.order > shapes.covers[under].order { pictureUnder = true }
      }
      let luma = lumas[glyph.run]
      if faint[glyph.run] {
        // A layer of recognised text on a scan is as visible as the ink it repeats.
        if above >= 0 || pictureUnder {
          asked.add(index, glyph.box, under, .faint, 0)
        } else {
          hide(index, .faint, by: under)
        }
      } else if above >= 0 {
        let reason: Hiding = shapes.unclear[above].isImage ? .picture : .shape
        asked.add(index, glyph.box, under, reason, layer.runs[glyph.run].object)
      } else if pictureUnder && (luma > 215 || luma < 40) {
        asked.add(index, glyph.box, under, .sameColor, 0)
      } else if !pictureUnder {
        let ground = under >= 0 ? shapes.covers[under].luma : 255
        // Dark letters on a bar of their own height are redacted; on a panel they are a slip.
        let isBar = under >= 0 && shapes.covers[under].box.height < 3.5 * glyph.box.height
        guard abs(luma - ground) < 28 else { continue }
        // What it stands on may be drawn in ways that shapes do not tell.
        asked.doubt(index, layer.runs[glyph.run].object, .sameColor, isBar ? under : -1)
      }
    }
    asked.settle(&self)
    asked.settleDoubts(&self, layer, look)
    if count == 0 { (hidden, hiddenBy, why) = ([], [], []) }
  }

  mutating func hide(_ index: Int, _ reason: Hiding, by cover: Int = -1) {
    (hidden[index], hiddenBy[index], why[index]) = (true, cover, reason)
    count += 1
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
      if inner.area > 0, InkQuestions.hasInk(picture, inner) { seen[by] += 1 }
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

  static func luma(_ run: PDFRun) -> Int {
    switch run.mode {
    case 1, 5: run.stroke.luma
    case 2, 6: min(run.fill.luma, run.stroke.luma)
    default: run.fill.luma
    }
  }
}
