// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging
import PDFium

/// Whether the text layer of a page means what the page shows.
///
/// Fonts without a table of meanings, wrong encodings and bad recognition leave layers that look
/// like text to a program. Letters alone do not settle it: codes, names, tables and rare languages
/// look odd too. So an odd layer is only suspected, and compared with what is read on a part of the
/// page.
struct LayerTest {
  /// The words a person can see, upright.
  let words: [Word]
  let layer: TextLayer
  let visibility: Visibility

  // MARK: Suspicion

  /// - Parameter picture: the page as it looks, upright, where it was drawn.
  func isSuspect(picture: Raster?) -> Bool {
    if looksOdd { return true }
    guard isLaid, let picture else { return false }
    let hidden = visibility.hidden.isEmpty ? 0 : layer.glyphs.indices.count { isUnder($0) }
    return hidden * 5 > layer.drawn * 2 || InkCover(picture, words).misses
  }

  /// Whether most of the layer draws nothing: recognised text laid on a scan.
  var isLaid: Bool {
    guard layer.runs.contains(where: Self.drawsNothing) else { return false }
    let unseen = layer.glyphs.count { !$0.isSpace && isUnseen($0) }
    return unseen * 5 > layer.drawn * 4 && unseen > 20
  }

  private func isUnseen(_ glyph: Glyph) -> Bool {
    glyph.run >= 0 && Self.drawsNothing(layer.runs[glyph.run])
  }

  private static func drawsNothing(_ run: PDFRun) -> Bool { run.mode == 3 || run.mode == 7 }

  /// An invisible letter without ink of its own.
  private func isUnder(_ index: Int) -> Bool {
    !layer.glyphs[index].isSpace && visibility.hidden[index] && visibility.hiddenBy[index] < 0
  }

  /// Whether the letters are not those of a text.
  private var looksOdd: Bool {
    // Enough of a page to tell, and no more.
    let step = max(1, words.count / 150)
    let sample = stride(from: 0, to: words.count, by: step).map { words[$0].text }
    var tally = Tally()
    for word in sample { tally.add(word) }
    if tally.isStrange { return true }
    // What is garbled has none of the little words that every text is full of.
    var common = 0
    let enough = max(3, sample.count / 12)
    for word in sample where CommonWords.contains(word) {
      common += 1
      if common >= enough { return false }
    }
    // Codes in the place of words and marks of quotation are no letters of a text.
    let text = sample.filter { !$0.allSatisfy { $0 == ">" } && ExemptionCode.parse($0).isEmpty }
    if text.count < sample.count {
      tally = Tally()
      for word in text { tally.add(word) }
    }
    if tally.isOdd { return true }
    let usual = LetterPairs.usualness(of: text)
    return usual.words >= 12 && usual.mean < 7.5
  }

  private struct Tally {
    private var (letters, accented, digits, marks, strange, all) = (0, 0, 0, 0, 0, 0)
    private var (words, mixed) = (0, 0)

    mutating func add(_ word: String) {
      let before = (letters, digits)
      // Nearly all words are ASCII, whose bytes are its scalars.
      if word.utf8.allSatisfy({ $0 < 0x80 }) {
        for byte in word.utf8 { add(scalar: UInt32(byte)) }
      } else {
        for scalar in word.unicodeScalars { add(scalar: scalar.value) }
      }
      words += 1
      if letters > before.0, digits > before.1 { mixed += 1 }
    }

    private mutating func add(scalar: UInt32) {
      all += 1
      switch scalar {
      case 0x30...0x39: digits += 1
      case 0x41...0x5a, 0x61...0x7a: letters += 1
      // Leaders and the marks of prose, tables and code.
      case 0x2E, 0x2D, 0x5F: all -= 1
      case 0x20..<0x80, 0xA0...0xBF: marks += 1
      case 0xE000...0xF8FF, 0xFFFD, 0x7F...0x9F: strange += 1
      case 0xC0...0x24F:
        letters += 1
        accented += 1
      default: if Unicode.Scalar(scalar)?.properties.isAlphabetic == true { letters += 1 }
      }
    }

    var isStrange: Bool { all >= 40 && strange * 10 > all }

    var isOdd: Bool {
      guard all >= 40 else { return false }
      return marks * 3 > all || accented * 3 > letters && letters > 20
        || mixed * 5 > words * 2
    }
  }

  // MARK: Proof

  /// Whether what is read on parts of the page is something else than the layer says there.
  ///
  /// - Parameter picture: upright, fine enough to be read.
  func isRefuted(
    by picture: Raster, _ recognition: Recognition
  ) throws(ReadingError) -> Bool {
    var (sure, same) = (0, 0)
    for window in windows(picture) {
      guard let part = picture.cut(window) else { continue }
      let said = words.filter { $0.box.y1 > window.y0 - 6 && $0.box.y0 < window.y1 + 6 }
        .map { Self.folded($0.text) }.joined()
      for word in try recognition.words(on: part.raster, masking: []) {
        let text = Self.folded(word.text)
        guard (word.confidence ?? 0) >= 0.8, text.utf8.count >= 3 else { continue }
        sure += 1
        if said.contains(text) { same += 1 }
      }
    }
    // Recognition that is sure of nothing, as of another script, proves nothing.
    return sure >= 5 && same * 5 < sure * 2
  }

  private static func folded(_ text: String) -> String {
    String(text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.isDigit })
  }

  /// Bands of the page: that with most words of the layer, and that with most ink outside them.
  private func windows(_ picture: Raster) -> [Box] {
    let (width, height) = picture.size
    let band = min(110, height)
    func best(_ places: [(y: Double, weight: Int)]) -> Box? {
      var best: (y: Double, weight: Int)?
      for y in stride(from: 0, through: max(0, height - band), by: band / 3) {
        let weight = places.reduce(0) { $1.y >= y && $1.y < y + band ? $0 + $1.weight : $0 }
        if weight > (best?.weight ?? 0) { best = (y, weight) }
      }
      return best.map { Box(x0: 0, y0: $0.y, x1: width, y1: $0.y + band) }
    }
    let said = best(words.map { ($0.box.midY, $0.text.utf8.count) })
    guard isLaid else { return [said].compactMap { $0 } }
    let bare = best(InkCover(picture, words).bare.map { ($0.midY, 1) })
    if let said, let bare, abs(said.y0 - bare.y0) < band / 2 { return [said] }
    return [said, bare].compactMap { $0 }
  }

  /// The layer's own words, for the record: those hidden by something drawn, and those that lie
  /// under a redaction, are left out.
  func text(without redactions: [Box]) -> String {
    let covered =
      visibility.hidden.isEmpty
      ? []
      : layer.glyphs.indices.map { index in
        visibility.hidden[index]
          && (visibility.hiddenBy[index] >= 0 || !isUnseen(layer.glyphs[index]))
      }
    let all = ReadingOrder.arrange(TextWord.words(of: layer, hidden: covered)).filter { word in
      !redactions.contains { $0.grown(by: 1).contains(x: word.box.midX, y: word.box.midY) }
    }
    var out = ""
    for (index, word) in all.enumerated() {
      if index > 0 { out += word.line == all[index - 1].line ? " " : "\n" }
      out += word.text
    }
    return out
  }
}

/// Places of a page with ink, and whether words stand there.
private struct InkCover {
  /// Inked places without words.
  private(set) var bare: [Box] = []
  private var inked = 0
  private static let side = 9.0

  init(_ picture: Raster, _ words: [Word]) {
    let scale = picture.dpi / 72
    let side = max(2, Int(Self.side * scale))
    var covered: Set<Int> = []
    let columns = picture.width / side
    for word in words {
      let box = word.box.grown(by: 4)
      for row in Self.cells(box.y0, box.y1, picture.height / side) {
        for column in Self.cells(box.x0, box.x1, columns) { covered.insert(row * columns + column) }
      }
    }
    for row in 0..<picture.height / side {
      for column in 0..<columns {
        var dark = 0
        for y in row * side..<(row + 1) * side {
          for x in column * side..<(column + 1) * side
          where picture.pixels[y * picture.width + x] < 128 { dark += 1 }
        }
        // Neither dust nor a bar.
        guard dark * 12 > side * side, dark * 5 < side * side * 3 else { continue }
        inked += 1
        if covered.contains(row * columns + column) { continue }
        let place = (x: Double(column) * Self.side, y: Double(row) * Self.side)
        bare.append(Box(x0: place.x, y0: place.y, x1: place.x + 9, y1: place.y + 9))
      }
    }
  }

  private static func cells(_ from: Double, _ to: Double, _ limit: Int) -> Range<Int> {
    guard from.isFinite, to.isFinite else { return 0..<0 }
    let first = Int(min(max(0, from / side), Double(limit)))
    return first..<Int(min(max(Double(first), (to / side).rounded(.up)), Double(limit)))
  }

  /// Most of what is written has no words: a layer of nothing, or of another page.
  var misses: Bool { bare.count >= 150 && bare.count * 2 > inked }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { value >= 0x30 && value <= 0x39 }
}
