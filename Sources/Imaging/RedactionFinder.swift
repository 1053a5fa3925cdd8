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
      let visible = visibleText(on: box.label, words, mask)
      if RedactionLabel.isProse(visible) { continue }
      let isPage = Double(box.rect.area) >= 0.5 * Double(mask.width * mask.height)
      let kind: Redaction.Kind =
        isPage ? .page : box.label == nil && mask.isRagged(box.rect) ? .marker : .black
      found.append(redaction(place, kind, words, confidence: box.confidence))
    }
    let toned = toned(mask, words, beside: black.map(\.rect))
    found += toned
    for box in white {
      let place = mask.box(box.rect)
      if box.isInLine, let label = box.label, label.width * 10 > box.rect.width * 8,
        HatchedBoxes(mask: mask).isHatched(box.rect)
      {
        // The frame tells the box better than its lines do.
        found.removeAll { $0.box.intersection(place).area > 0.5 * $0.box.area }
        found.append(redaction(place, .hatched, words, confidence: 0.8))
        continue
      }
      if toned.contains(where: { $0.box.intersection(place).area > 0.5 * place.area }) { continue }
      guard let confidence = confidence(of: box, place, words, mask) else { continue }
      found.append(redaction(place, .white, words, confidence: confidence))
    }
    return found.sorted { a, b in (a.box.y0, a.box.x0) < (b.box.y0, b.box.x0) }
  }

  /// What is neither black with straight edges nor framed: grey boxes, marker strokes, boxes aslant.
  private static func toned(
    _ mask: PageMask, _ words: [Word], beside known: [PixelRect]
  ) -> [Redaction] {
    let grid = ToneGrid(mask)
    var known = known
    var found: [Redaction] = []
    for rect in HatchedBoxes(mask: mask).find() {
      if known.contains(where: { $0.overlap(rect) * 10 > rect.area * 3 }) { continue }
      known.append(rect)
      found.append(redaction(mask.box(rect), .hatched, words, confidence: 0.8))
    }
    for blob in SolidBlobs(mask: mask, grid: grid, known: known).find() {
      known.append(blob.rect)
      found.append(
        redaction(
          mask.box(blob.rect), blob.isSlanted ? .black : .marker, words,
          confidence: blob.confidence))
    }
    for box in GreyBoxes(mask: mask, grid: grid).find()
    where !known.contains(where: { $0.overlap(box.rect) * 10 > box.rect.area * 3 }) {
      let visible = visibleText(on: box.label, words, mask)
      if RedactionLabel.isProse(visible) { continue }
      // Writing that the words of the page do not know is a picture's.
      if box.label != nil, visible.isEmpty, !words.isEmpty { continue }
      let sure = RedactionLabel.isLabel(visible) ? 0.95 : box.confidence
      known.append(box.rect)
      found.append(redaction(mask.box(box.rect), .grey, words, confidence: sure))
    }
    for rect in WhiteGaps(mask: mask).find()
    where !known.contains(where: { $0.overlap(rect) > 0 }) {
      found.append(redaction(mask.box(rect), .white, words, confidence: 0.4))
    }
    return found
  }

  /// Nearly nothing on the page is paper, and what is lies in straight margins: row by row, and
  /// column by column, it is nearly all black or mostly paper. A dark photograph is not.
  private static func isBlackedOut(_ mask: PageMask) -> Bool {
    let page = PixelRect(x0: 0, y0: 0, x1: mask.width, y1: mask.height)
    guard mask.share(below: mask.black, in: page) >= 0.82 else { return false }
    func isPlain(_ share: Double) -> Bool { share >= 0.93 || share <= 0.3 }
    let rows = stride(from: 0, to: mask.height, by: 4).map { y in
      mask.share(below: mask.black, in: PixelRect(x0: 0, y0: y, x1: mask.width, y1: y + 1))
    }
    let columns = stride(from: 0, to: mask.width, by: 4).map { x in
      mask.share(below: mask.black, in: PixelRect(x0: x, y0: 0, x1: x + 1, y1: mask.height))
    }
    // Against the fullest row: margins left and right take their part of each.
    return [rows, columns].allSatisfy { shares in
      let fullest = shares.max() ?? 1
      return shares.count { isPlain($0 / max(0.01, fullest)) } * 10 >= shares.count * 9
    }
  }

  private static func redaction(
    _ box: Box, _ kind: Redaction.Kind, _ words: [Word], confidence: Double
  ) -> Redaction {
    let inside = words.filter { box.contains(x: $0.box.midX, y: $0.box.midY) }
    return Redaction(
      box: box, kind: kind, codes: RedactionLabel.codes(on: box, inside: inside, words: words),
      confidence: confidence)
  }

  /// What can be read on a box: the words where there is something to see. Text left in the file
  /// under a box reaches beyond that, or lies under the label, which then counts alone.
  private static func visibleText(
    on label: PixelRect?, _ words: [Word], _ mask: PageMask
  ) -> String {
    guard let label else { return "" }
    let seen = mask.box(label).grown(by: 1.5)
    let there = words.filter { seen.intersection($0.box).area > 0.5 * $0.box.area }.map(\.text)
    return there.first { RedactionLabel.isLabel($0) && !ExemptionCode.parse($0).isEmpty }
      ?? there.joined(separator: " ")
  }

  /// How sure it is that a framed blank is a redaction; nil for what is none.
  private static func confidence(
    of box: WhiteBoxes.Found, _ place: Box, _ words: [Word], _ mask: PageMask
  ) -> Double? {
    let text = visibleText(on: box.label, words, mask)
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
