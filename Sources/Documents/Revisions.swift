// SPDX-License-Identifier: Apache-2.0

import Evidence
import PDFium

/// Finds words that an earlier state of a PDF file shows and its present state does not.
///
/// A PDF file may be changed by writing what is new behind its end: everything before an earlier
/// "%%EOF" is the document as it was. Words of it are exposed where they are missing from the
/// present page and where they stood is now a redaction or nothing. They are not where other words
/// stand in their place (a correction), where the same words stand elsewhere on the page, where a
/// form field was, where it was a single ordinary word (a stamp such as "DRAFT" taken off), or where
/// the present page exposes them itself. A page that no longer exists is exposed as a whole.
struct Revisions {
  private let file: MappedFile
  private let library: PDFLibrary
  private let password: String?
  private let pages: [Page]
  private let byNumber: [Int: Page]
  private let keys: [Set<String>]
  /// Every page of the present document was read.
  private let isWhole: Bool

  /// More states, and more pages in all of them together, are not looked at.
  private static let mostStates = 12
  private static let mostPages = 4_000

  private init(
    file: MappedFile, library: PDFLibrary, password: String?, pages: [Page], pageCount: Int
  ) {
    isWhole = pages.count >= pageCount
    (self.file, self.library, self.password, self.pages) = (file, library, password, pages)
    byNumber = Dictionary(pages.map { ($0.number, $0) }, uniquingKeysWith: { a, _ in a })
    keys = pages.map { page in
      Set(page.words.map { TextLetters.key($0.text) }.filter { !$0.isEmpty })
    }
  }

  /// What the earlier states of a file expose: quickly nothing where there are none.
  static func exposures(
    of file: MappedFile?, library: PDFLibrary, password: String?, pages: [Page], pageCount: Int
  ) -> [Exposure] {
    guard let file, !pages.isEmpty else { return [] }
    let ends = ends(of: file)
    guard !ends.isEmpty else { return [] }
    return Revisions(
      file: file, library: library, password: password, pages: pages, pageCount: pageCount
    ).exposures(ends)
  }

  private func exposures(_ ends: [Int]) -> [Exposure] {
    var found: [Exposure] = []
    var seen: Set<String> = []
    var left = Self.mostPages
    // The last states first: they are what was changed to what is shown.
    for (index, end) in ends.enumerated().reversed().prefix(Self.mostStates) {
      guard let old = try? library.open(file, first: end, password: password) else { continue }
      let name = "revision \(index + 1) of \(ends.count + 1)"
      for number in 1...max(1, old.pageCount) where left > 0 {
        left -= 1
        for exposure in compare(old, number, name) {
          let key = "\(exposure.page ?? 0) \(TextLetters.key(exposure.text))"
          if seen.insert(key).inserted { found.append(exposure) }
        }
      }
    }
    return found.sorted {
      ($0.page ?? .max, $0.box?.y0 ?? 0, $0.box?.x0 ?? 0)
        < ($1.page ?? .max, $1.box?.y0 ?? 0, $1.box?.x0 ?? 0)
    }
  }

  /// Where the earlier states of a file end, in bytes.
  static func ends(of file: MappedFile) -> [Int] {
    let mark = "%%EOF"
    let places = file.all(mark)
    guard places.count > 1, let last = places.last else { return [] }
    let isLinear = file.first("/Linearized").map { $0 < 1_024 } ?? false
    return places.enumerated().compactMap { index, place in
      guard place != last, !(isLinear && index == 0) else { return nil }
      // A state ends with the place of its table, which lies before it.
      let tail = file.bytes(max(0, place - 40)..<place)
      let words = String(decoding: tail, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      guard words.count > 1, words[words.count - 2].hasSuffix("startxref"),
        let table = Int(words[words.count - 1]), table > 0, table < place
      else { return nil }
      let start = file.bytes(table..<table + 20).drop { $0 <= 32 }
      guard let first = start.first, first == UInt8(ascii: "x") || (first >= 48 && first <= 57)
      else { return nil }
      return place + mark.utf8.count
    }
  }

  private struct OldWord {
    var text: String
    var key: String
    /// Unrotated.
    var box: Box
    var missing = false
  }

  private func compare(_ old: PDFDocument, _ number: Int, _ name: String) -> [Exposure] {
    guard let loaded = try? old.page(number - 1) else { return [] }
    let widgets = loaded.drawnAnnotations > 0 ? loaded.annotations().filter(\.isWidget) : []
    let page = widgets.isEmpty && loaded.drawnAnnotations == 0 ? loaded : loaded.flattened()
    let space = PageSpace(box: page.box, turns: page.quarterTurns)
    guard let text = page.text() else { return [] }
    let layer = TextLayer(text, space: space)
    // What the old page itself did not show is looked for only where something is missing.
    var hidden: [Bool] = []
    var words = oldWords(layer, hidden, space)
    guard !words.isEmpty else { return [] }
    guard let present = home(of: Set(words.map(\.key)), number) else {
      guard isWhole else { return [] }
      let all = words.map(\.text).joined(separator: " ")
      guard TextLetters.count(all) > 4 else { return [] }
      return [
        Exposure(
          kind: .earlierRevision, text: String(all.prefix(4_000)),
          place: "page \(number) of \(name), which is no longer there", confidence: 0.8)
      ]
    }
    mark(&words, missingFrom: present)
    guard words.contains(where: \.missing) else { return [] }
    let shapes = PageShapes(page, space: space) { true }
    let look = PageLook(page)
    hidden =
      Visibility(layer, shapes, picture: shapes.isClear ? nil : look.picture, look: look).hidden
    if !hidden.isEmpty {
      words = oldWords(layer, hidden, space)
      mark(&words, missingFrom: present)
    }
    let fields = widgets.map { space.unrotated(space.upright($0.rect)).grown(by: 1) }
    return stretches(words).compactMap { stretch in
      exposure(stretch, on: present, fields, name)
    }
  }

  private func oldWords(_ layer: TextLayer, _ hidden: [Bool], _ space: PageSpace) -> [OldWord] {
    ReadingOrder.arrange(TextWord.words(of: layer, hidden: hidden)).compactMap { word in
      let key = TextLetters.key(word.text)
      return key.isEmpty
        ? nil : OldWord(text: word.text, key: key, box: space.unrotated(word.box))
    }
  }

  /// The present page that an earlier one became; nil where there is none.
  private func home(of old: Set<String>, _ number: Int) -> Page? {
    func likeness(_ index: Int) -> Double {
      let shared = old.count { keys[index].contains($0) }
      return Double(shared) / Double(max(1, min(old.count, max(keys[index].count, old.count / 3))))
    }
    if let page = byNumber[number], let index = pages.firstIndex(where: { $0.number == number }) {
      // A page that became a picture has words of its own spelling, or none.
      if page.method != .text || likeness(index) > 0.3 { return page }
      if !page.redactions.isEmpty { return page }
    }
    let best = pages.indices.max { likeness($0) < likeness($1) }
    return best.flatMap { likeness($0) > 0.5 ? pages[$0] : nil }
  }

  /// Marks the words that do not stand on the present page: neither there nor elsewhere.
  private func mark(_ words: inout [OldWord], missingFrom page: Page) {
    var left: [String: Int] = [:]
    for word in page.words { left[TextLetters.key(word.text), default: 0] += 1 }
    for index in words.indices {
      let key = words[index].key
      if let count = left[key], count > 0 {
        left[key] = count - 1
      } else {
        words[index].missing = true
      }
    }
    // Where a word stood on the page more than once, the one to miss is the one whose place is free.
    let bands = Bands(page.words.map(\.box))
    for index in words.indices where left[words[index].key] != nil {
      let box = words[index].box
      words[index].missing =
        !bands.at(box.midY).contains {
          page.words[$0].box.grown(by: 2).contains(x: box.midX, y: box.midY)
            && TextLetters.key(page.words[$0].text) == words[index].key
        } && words[index].missing
    }
  }

  private func stretches(_ words: [OldWord]) -> [[OldWord]] {
    var out: [[OldWord]] = []
    var open = false
    for word in words {
      guard word.missing else {
        open = false
        continue
      }
      if open, let last = out.last?.last, abs(last.box.midY - word.box.midY) < 3 * word.box.height {
        out[out.count - 1].append(word)
      } else {
        out.append([word])
        open = true
      }
    }
    return out
  }

  private func exposure(
    _ stretch: [OldWord], on page: Page, _ fields: [Box], _ name: String
  ) -> Exposure? {
    guard let first = stretch.first else { return nil }
    let text = stretch.map(\.text).joined(separator: " ")
    let key = TextLetters.key(text)
    let box = stretch.dropFirst().reduce(first.box) { $0.union($1.box) }
    guard TextLetters.count(text) > 2 else { return nil }
    // What stands there now.
    let free = stretch.filter { old in
      let inner = old.box.grown(by: -0.15 * min(old.box.width, old.box.height))
      return !page.words.contains { $0.box.intersection(inner).area > 0.25 * inner.area }
        && !fields.contains { $0.contains(x: old.box.midX, y: old.box.midY) }
    }
    guard free.count * 10 >= stretch.count * 6 else { return nil }
    let redacted = page.redactions.contains { $0.box.intersection(box).area > 0.3 * box.area }
    let telling = stretch.contains { !OrdinaryWords.contains($0.key[...]) && $0.key.utf8.count > 1 }
    guard redacted || telling || stretch.count > 3,
      !page.exposures.contains(where: { TextLetters.key($0.text).contains(key) })
    else { return nil }
    return Exposure(
      kind: .earlierRevision, page: page.number, box: box.rounded, text: text, place: name,
      confidence: redacted ? 0.98 : 0.85)
  }
}

extension PDFAnnotation {
  var isWidget: Bool { kind == .widget }
}
