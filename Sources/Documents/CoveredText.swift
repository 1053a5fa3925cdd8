// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging

/// Tells which of the rectangles that a page draws withhold something.
struct CoveredText {
  let layer: TextLayer
  let visibility: Visibility
  let shapes: PageShapes
  let space: PageSpace
  /// What can be seen, in reading order, upright.
  let words: [Word]

  /// A cover with what lies under it and what is printed on it.
  private struct Case {
    var cover: Cover
    var under: String
    /// How many letters are under it that are not printed again in the same place.
    var letters: Int
    /// No word is printed on it.
    var isEmpty: Bool
    var label: Label
  }

  /// The redactions that the shapes alone show, upright, in the order they are drawn.
  func redactions() -> [Redaction] {
    guard !shapes.covers.isEmpty else { return [] }
    let under = textUnder()
    let on = wordsOn()
    let lines = Bands(words.map(\.box))
    var found: [Redaction] = []
    for index in shapes.covers.indices {
      let cover = shapes.covers[index]
      var label = Label(on[index].map { words[$0] })
      let hides = under[index].flatMap { text -> String? in
        if isPrintedAgain(text, on: on[index]) { return nil }
        // A label in the colour of its box hides nothing.
        guard text.utf8.filter({ $0 == 32 }).count < 3, text.first?.isUppercase == true,
          Label(text).isLabel
        else { return text }
        label = Label(text)
        return nil
      }
      let each = Case(
        cover: cover, under: hides ?? "", letters: hides.map(TextLetters.count) ?? 0,
        isEmpty: on[index].isEmpty, label: label)
      guard let redaction = judge(each, lines) else { continue }
      found.append(redaction)
    }
    return Self.withoutRepeats(found)
  }

  /// The hidden text of each cover; nil where it hides none.
  private func textUnder() -> [String?] {
    var scalars = [String.UnicodeScalarView?](repeating: nil, count: shapes.covers.count)
    guard !visibility.hidden.isEmpty else { return scalars.map { _ in nil } }
    // Where the last letter of each cover stood, to see where words and lines end.
    var last = [Int](repeating: -1, count: shapes.covers.count)
    var space = false
    for (index, glyph) in layer.glyphs.enumerated() {
      if glyph.isSpace {
        space = true
        continue
      }
      let by = visibility.hiddenBy[index]
      if by >= 0, let scalar = Unicode.Scalar(glyph.scalar) {
        if last[by] >= 0, space || last[by] != index - 1 { scalars[by]?.append(" ") }
        if scalars[by] == nil { scalars[by] = String.UnicodeScalarView() }
        scalars[by]?.append(scalar)
        last[by] = index
      }
      space = false
    }
    return scalars.map { $0.map { String($0) } }
  }

  /// The words whose middle lies on each cover, by index.
  private func wordsOn() -> [[Int]] {
    let bands = Bands(shapes.covers.map(\.box))
    var on = [[Int]](repeating: [], count: shapes.covers.count)
    for (index, word) in words.enumerated() {
      for cover in bands.at(word.box.midY)
      where shapes.covers[cover].box.contains(x: word.box.midX, y: word.box.midY) {
        on[cover].append(index)
      }
    }
    return on
  }

  /// Editors often cover a text to print it again in another font. The first and the last word may
  /// be covered in part only.
  private func isPrintedAgain(_ text: String, on indices: [Int]) -> Bool {
    let seen = TextLetters.key(indices.lazy.map { words[$0].text }.joined(separator: " "))
    if seen.isEmpty { return false }
    let covered = TextLetters.key(text)
    if seen.filter({ $0 != " " }) == covered.filter({ $0 != " " }) { return true }
    // Of a few letters nothing follows.
    return covered.utf8.count > 5 && " \(seen) ".contains(covered)
  }

  private func judge(_ item: Case, _ lines: Bands) -> Redaction? {
    let box = item.cover.box
    let dark = item.cover.luma < 70 && item.cover.opaque
    let light = item.cover.luma > 200
    let label = item.label
    let page = box.area > 0.5 * space.width * space.height
    let hides = item.letters > 0
    let kind: Redaction.Kind = page ? .page : dark ? .black : light ? .white : .other

    var confidence: Double
    if !item.cover.opaque {
      // A frame around nothing but a code.
      guard label.isLabel, !label.codes.isEmpty, !page else { return nil }
      confidence = 0.8
    } else if hides {
      // Covering a stray letter or a row of dots is layout.
      guard item.letters > 1 || dark || label.isLabel else { return nil }
      guard item.isEmpty || label.isLabel || !light || item.letters > 3 else { return nil }
      confidence = dark || label.isLabel ? 0.99 : 0.9
    } else if dark {
      guard item.isEmpty || label.isLabel, isRoomForText(box, least: 5.5),
        page || !isBand(box) && !isRule(item.cover),
        page || label.isLabel
          || !DesignShapes.isDesign(item.cover, shapes, pageWidth: space.width)
      else { return nil }
      confidence = label.codes.isEmpty ? 0.9 : 0.99
    } else if label.isLabel {
      guard light || !item.isEmpty, isRoomForText(box, least: 5.5) else { return nil }
      confidence = 0.95
    } else {
      guard item.isEmpty, light, item.cover.outlined, isRoomForText(box, least: 7),
        box.height < 30, standsInText(box, lines), !isCell(item.cover)
      else { return nil }
      confidence = 0.6
    }
    if page, !hides, !dark, label.codes.isEmpty { confidence = min(confidence, 0.5) }
    let overImage = shapes.images.contains { image in
      box.share(in: space.upright(image.bounds)) > 0.5
    }
    return Redaction(
      box: box, kind: kind, codes: label.codes,
      textUnder: hides ? .hidden : overImage && item.cover.opaque ? .unknown : .none,
      hiddenText: hides ? item.under : nil, confidence: confidence)
  }

  /// Neither a rule nor a tick box.
  private func isRoomForText(_ box: Box, least: Double) -> Bool {
    guard box.height >= least, box.width >= 5 else { return false }
    return box.width > 14 || box.height > 14 || box.width > 1.6 * box.height
  }

  /// A bar between the filled cells of a table.
  private func isRule(_ cover: Cover) -> Bool {
    let b = cover.box
    guard b.width > 8 * b.height else { return false }
    let cells = shapes.covers.filter { other in
      let o = other.box
      return other.opaque && !other.outlined && other.luma > 80 && other.luma < 250
        && min(abs(o.y0 - b.y1), abs(o.y1 - b.y0)) < 2
        && min(o.x1, b.x1) - max(o.x0, b.x0) > 0.5 * o.width && o.height < 6 * b.height
    }
    return cells.count >= 2
  }

  /// A stripe from edge to edge of the sheet is design: marks are made within the margins.
  private func isBand(_ box: Box) -> Bool {
    box.x0 < 3 && box.x1 > space.width - 3 && (box.y0 < 3 || box.y1 > space.height - 3)
  }

  /// Whether words stand on the same line, or a line's height above or below, as in running text.
  private func standsInText(_ box: Box, _ lines: Bands) -> Bool {
    let reach = box.height * 1.6
    return [box.midY, box.midY - box.height, box.midY + box.height].contains { y in
      lines.at(y).contains { index in
        let word = words[index].box
        return abs(word.midY - box.midY) < reach && word.x1 > box.x0 - 200 && word.x0 < box.x1 + 200
          && word.height < 2.2 * box.height && box.height < 3 * word.height
      }
    }
  }

  /// A field of a form or a table: others like it touch it edge to edge.
  private func isCell(_ cover: Cover) -> Bool {
    let b = cover.box
    let neighbours = shapes.covers.filter { other in
      guard other.order != cover.order || other.box != b, other.outlined else { return false }
      let o = other.box
      let beside =
        abs(o.y0 - b.y0) < 0.7 && abs(o.y1 - b.y1) < 0.7
        && min(abs(o.x0 - b.x1), abs(o.x1 - b.x0)) < 1.2
      let stacked =
        abs(o.x0 - b.x0) < 0.7 && abs(o.x1 - b.x1) < 0.7
        && min(abs(o.y0 - b.y1), abs(o.y1 - b.y0)) < 1.2
      return beside || stacked
    }
    return !neighbours.isEmpty
  }

  /// Drops boxes that lie within another; what they know goes to the one that stays.
  static func withoutRepeats(_ all: [Redaction]) -> [Redaction] {
    var kept: [Redaction] = []
    for redaction in all.sorted(by: { ($0.box.area, $1.box.y0) > ($1.box.area, $0.box.y0) }) {
      let home = kept.firstIndex { redaction.box.share(in: $0.box) > 0.85 }
      guard let home else {
        kept.append(redaction)
        continue
      }
      if kept[home].codes.isEmpty { kept[home].codes = redaction.codes }
      if kept[home].hiddenText == nil, let text = redaction.hiddenText {
        (kept[home].hiddenText, kept[home].textUnder) = (text, .hidden)
      }
    }
    return kept.sorted { ($0.box.y0, $0.box.x0) < ($1.box.y0, $1.box.x0) }
  }
}

/// What is printed on a box, if that says why the box is there.
struct Label {
  var codes: [String]
  /// True for exemption codes and for words such as REDACTED, false for other text and for none.
  var isLabel: Bool

  private static let reasons = [
    "redact", "withheld", "withhold", "exempt", "privileg", "responsive", "sealed", "denied",
    "deleted", "confidential", "deliberative",
  ]

  init(_ words: [Word]) { self.init(words.lazy.map(\.text).joined(separator: " ")) }

  init(_ text: String) {
    // Running text that speaks of a code is no label.
    let words = text.utf8.lazy.filter { $0 == 32 }.count + 1
    guard !text.isEmpty, words <= 12 else {
      (codes, isLabel) = ([], false)
      return
    }
    codes = ExemptionCode.parse(text)
    let short = text.lowercased()
    isLabel = !codes.isEmpty || words <= 6 && Self.reasons.contains { short.contains($0) }
  }
}
