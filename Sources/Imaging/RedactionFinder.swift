// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Finds what is withheld on a page from its image alone, born-digital or scanned.
package enum RedactionFinder {
  /// - Parameters:
  ///   - raster: the page as it is shown, at 100 dpi or more.
  ///   - words: the words of the page, where they are known; without them a box is judged by its
  ///     shape alone and carries no codes (see `Recognizer.readLabels`).
  /// - Returns: boxes in points from the top left, from the top down. On a leaning scan a box
  ///   keeps its true width and height about its true centre.
  package static func find(in raster: Raster, words: [Word]) -> [Redaction] {
    guard let mask = PageMask(raster) else { return [] }
    if isBlackedOut(mask) {
      let page = Box(
        x0: 0, y0: 0, x1: Double(raster.width) * 72 / raster.dpi,
        y1: Double(raster.height) * 72 / raster.dpi)
      return [redaction(page, .page, words, confidence: 0.97)]
    }
    let strips = Strips.find(in: mask)
    let black = BlackBoxes(mask: mask, strips: strips).find()
    let white = WhiteBoxes(mask: mask, strips: strips).find().filter { box in
      !black.contains { $0.rect.overlap(box.rect) * 10 > box.rect.area * 3 }
    }
    var found: [Redaction] = []
    for box in black {
      let place = mask.box(box.rect)
      let visible = visibleText(on: box, place, words, mask)
      if RedactionLabel.isProse(visible) { continue }
      let isPage = Double(box.rect.area) >= 0.5 * Double(mask.width * mask.height)
      found.append(
        redaction(place, isPage ? .page : .black, words, confidence: box.confidence))
    }
    for box in white {
      let place = mask.box(box.rect)
      guard let confidence = confidence(of: box, place, words, mask) else { continue }
      found.append(redaction(place, .white, words, confidence: confidence))
    }
    return found.sorted { a, b in (a.box.y0, a.box.x0) < (b.box.y0, b.box.x0) }
  }

  /// Nearly nothing on the page is paper.
  private static func isBlackedOut(_ mask: PageMask) -> Bool {
    let page = PixelRect(x0: 0, y0: 0, x1: mask.width, y1: mask.height)
    return mask.share(below: mask.black, in: page) >= 0.82
  }

  private static func redaction(
    _ box: Box, _ kind: Redaction.Kind, _ words: [Word], confidence: Double
  ) -> Redaction {
    let inside = words.filter { box.contains(x: $0.box.midX, y: $0.box.midY) }
    return Redaction(
      box: box, kind: kind, codes: RedactionLabel.codes(on: box, inside: inside, words: words),
      confidence: confidence)
  }

  /// The words on a black box that can be seen: those with light pixels where they stand. Words
  /// left in the file under the box have none.
  private static func visibleText(
    on box: BlackBoxes.Found, _ place: Box, _ words: [Word], _ mask: PageMask
  ) -> String {
    guard let label = box.label else { return "" }
    let seen = mask.box(label).grown(by: 1)
    return words.filter { word in
      seen.intersection(word.box).area > 0.5 * word.box.area
    }.map(\.text).joined(separator: " ")
  }

  /// How sure it is that a framed blank is a redaction; nil for what is none.
  private static func confidence(
    of box: WhiteBoxes.Found, _ place: Box, _ words: [Word], _ mask: PageMask
  ) -> Double? {
    let text = words.filter { place.contains(x: $0.box.midX, y: $0.box.midY) }
      .map(\.text).joined(separator: " ")
    let isLow = place.height <= 22
    if !text.isEmpty {
      return RedactionLabel.isLabel(text) ? (isLow ? 0.95 : 0.85) : nil
    }
    // A check box is as high as it is wide.
    guard !box.isCell, place.width >= 1.2 * place.height || place.height > 22 else { return nil }
    guard let label = box.label else {
      return isLow && box.isInLine ? 0.7 : nil
    }
    // Something is written that nobody has read yet.
    let written = mask.box(label)
    guard written.width <= 110, written.height <= 26 else { return nil }
    if words.isEmpty { return box.isInLine || isLow ? 0.7 : 0.5 }
    return isLow && box.isInLine ? 0.5 : nil
  }
}
