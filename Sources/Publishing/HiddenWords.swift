// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures

/// Words that are still in the files behind what hides them, known by hashes of a few of them in a
/// row, so that a publication that shows any can be told.
struct HiddenWords: Sendable {
  /// Where the words of a hash stand, as an index of `places`.
  private var windows: [UInt64: Int] = [:]
  private var places: [(source: SourceID, page: Int?)] = []
  private var lengths: Set<Int> = []

  /// So many words in a row make a window, with so many letters; what is shorter counts as a whole.
  private static let length = 4
  private static let letters = 12
  private static let wholeLetters = 8
  private static let wholeDigits = 6

  /// - Parameter visible: texts that anyone may read: what stands in them is not hidden, whatever
  ///   else hides it elsewhere.
  init(_ record: CaseRecord, visible: [String]) {
    func add(_ text: String, _ source: SourceID, _ page: Int?) {
      let place = places.count
      let words = Self.runs(of: text).flatMap { $0 }
      let whole = words.reduce(0) { $0 + $1.letters }
      if words.count >= Self.length {
        Self.each(Self.length, in: words) { hash, letters in
          if letters >= Self.letters, windows[hash] == nil { windows[hash] = place }
        }
        lengths.insert(Self.length)
      } else if words.count > 1
        ? whole >= Self.wholeLetters
        : words.contains(where: {
          $0.digits >= Self.wholeDigits
        })
      {
        // One word is a name of something or a word like others; a number of some length is not.
        Self.each(words.count, in: words) { hash, _ in
          if windows[hash] == nil { windows[hash] = place }
        }
        lengths.insert(words.count)
      } else {
        return
      }
      places.append((source, page))
    }
    for page in record.pages {
      for redaction in page.redactions {
        if let text = redaction.hiddenText { add(text, page.source, page.number) }
      }
    }
    for item in ExposureFigures.placed(record) {
      add(item.exposure.text, item.source, item.page?.number)
    }
    if windows.isEmpty { return }
    for page in record.pages { release(page.visibleText) }
    for text in Self.told(record) + visible { release(text) }
  }

  var isEmpty: Bool { windows.isEmpty }

  /// Where hidden words that a text shows come from; nil where it shows none.
  func place(in text: String) -> (source: SourceID, page: Int?)? {
    guard !windows.isEmpty else { return nil }
    for run in Self.runs(of: text) {
      for length in lengths.sorted() {
        var found: Int?
        Self.each(length, in: run) { hash, _ in if let place = windows[hash] { found = place } }
        if let found { return places[found] }
      }
    }
    return nil
  }

  /// A hyphen at the end of a line may break a word or end it: what is seen is seen either way.
  private mutating func release(_ text: String) {
    for run in Self.runs(of: text) + Self.runs(of: text, endingAtHyphens: true) {
      for length in lengths { Self.each(length, in: run) { hash, _ in windows[hash] = nil } }
    }
  }

  /// What the record holds besides pages: mail files, rows of tables, names and rules. Messages that
  /// were read from pages do not count: their words are those of the pages.
  private static func told(_ record: CaseRecord) -> [String] {
    var out = record.sources.map(\.name) + [record.name]
    for message in record.messages where message.pages.isEmpty {
      out += [message.text, message.subject.value ?? ""] + message.attachments
    }
    for person in record.people { out += [person.name] + person.aliases + person.addresses }
    for event in record.events {
      out += event.citations.filter { $0.page == nil }.map(\.quote) + event.parties.values
    }
    for finding in record.findings { out += finding.why + [finding.cite ?? ""] }
    out += record.instruments.map(\.cite)
    return out
  }

  private struct Piece {
    var hash: UInt64
    var letters: Int
    var digits: Int
  }

  /// The words of a text, parted where something stands between them that is no part of a text.
  private static func runs(of text: String, endingAtHyphens: Bool = false) -> [[Piece]] {
    var out: [[Piece]] = [[]]
    for letter in Folding(text).letters {
      if letter.gap == .far { out.append([]) }
      let isNew =
        letter.gap == .near || letter.gap == .far || out[out.count - 1].isEmpty
        || (endingAtHyphens && letter.gap == .broken)
      if isNew { out[out.count - 1].append(Piece(hash: seed, letters: 0, digits: 0)) }
      let last = out[out.count - 1].count - 1
      var piece = out[out.count - 1][last]
      piece.hash = (piece.hash ^ UInt64(letter.code)) &* prime
      piece.letters += 1
      if letter.isDigit { piece.digits += 1 }
      out[out.count - 1][last] = piece
    }
    return out.filter { !$0.isEmpty }
  }

  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01B3

  /// Hash and number of letters of every stretch of `length` words.
  private static func each(
    _ length: Int, in words: [Piece], _ body: (_ hash: UInt64, _ letters: Int) -> Void
  ) {
    guard length > 0, words.count >= length else { return }
    for start in 0...(words.count - length) {
      var (hash, letters) = (seed, 0)
      for word in words[start..<(start + length)] {
        hash = (hash ^ (word.hash ^ word.hash >> 29)) &* prime
        letters += word.letters
      }
      body(hash, letters)
    }
  }
}

extension Page {
  /// The page's words without those that stand under a box, should the file still hold them.
  var visibleText: String {
    guard !redactions.isEmpty else { return text }
    var page = self
    page.words.removeAll { word in
      redactions.contains { $0.box.contains(x: word.box.midX, y: word.box.midY) }
    }
    return page.text
  }
}
