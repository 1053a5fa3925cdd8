// SPDX-License-Identifier: Apache-2.0
import Evidence

/// Replaces what identifies private persons.
///
/// A mark is found whatever its case, accents, spacing and punctuation, across line breaks and
/// hyphenation, as a whole word: "Ann" is not in "Annual". A number of seven digits or more is found
/// however it is grouped, also inside a longer one.
struct Scrubber: Sendable {
  static let replacement = "[private person]"

  private struct Mark: Sendable {
    var codes: [UInt32]
    /// Whether something may stand before the letter of the same index.
    var loose: [Bool]
    var isNumber: Bool
  }

  private var marks: [Mark] = []
  /// First two letters → marks, longest first.
  private var starts: [UInt64: [Int]] = [:]
  /// Whether any mark may begin with two letters: a quick no for nearly all places of a text.
  private var may = [Bool](repeating: false, count: 4_096)
  private let readAlike: Bool

  /// Marks without letters and digits are passed over. Throws `PublicationError.markTooShort` for
  /// one of a single letter, which stands everywhere.
  init(_ texts: [String], readAlike: Bool = false) throws(PublicationError) {
    self.readAlike = readAlike
    var seen: Set<[UInt32]> = []
    for text in texts {
      let letters = Folding(text, readAlike: readAlike).letters
      guard !letters.isEmpty else { continue }
      guard letters.count > 1 else { throw PublicationError.markTooShort(text) }
      let isNumber = Folding(text).letters.allSatisfy(\.isDigit) && letters.count >= 7
      let mark = Mark(
        codes: letters.map(\.code), loose: letters.map { $0.gap != .none || isNumber },
        isNumber: isNumber)
      guard seen.insert(mark.codes + mark.loose.map { $0 ? 1 : 0 }).inserted else { continue }
      starts[Self.key(mark.codes[0], mark.codes[1]), default: []].append(marks.count)
      marks.append(mark)
      may[Self.slot(mark.codes[0], mark.codes[1])] = true
    }
    for key in starts.keys {
      starts[key]?.sort { marks[$0].codes.count > marks[$1].codes.count }
    }
  }

  var isEmpty: Bool { marks.isEmpty }

  /// UTF-8 offsets of all marks in a text, ascending; those that overlap are joined.
  func places(in text: String) -> [Range<Int>] {
    guard !marks.isEmpty else { return [] }
    let letters = Folding(text, readAlike: readAlike).letters
    guard letters.count > 1 else { return [] }
    var out: [Range<Int>] = []
    for n in 0..<(letters.count - 1)
    where may[Self.slot(letters[n].code, letters[n + 1].code)] {
      guard let candidates = starts[Self.key(letters[n].code, letters[n + 1].code)] else {
        continue
      }
      guard let found = candidates.first(where: { fits(marks[$0], letters, at: n) }) else {
        continue
      }
      let place = letters[n].start..<letters[n + marks[found].codes.count - 1].end
      if let last = out.last, last.upperBound >= place.lowerBound {
        out[out.count - 1] = last.lowerBound..<max(last.upperBound, place.upperBound)
      } else {
        out.append(place)
      }
    }
    return out
  }

  private func fits(_ mark: Mark, _ letters: [Folding.Letter], at start: Int) -> Bool {
    let end = start + mark.codes.count
    guard end <= letters.count else { return false }
    if !mark.isNumber {
      if start > 0, Self.oneWord(letters[start - 1], letters[start]) { return false }
      if end < letters.count, Self.oneWord(letters[end - 1], letters[end]) { return false }
    }
    for n in 1..<mark.codes.count {
      let letter = letters[start + n]
      guard letter.code == mark.codes[n] else { return false }
      switch letter.gap {
      case .none, .broken: break
      case .near: if !mark.loose[n] { return false }
      case .far: return false
      }
    }
    return true
  }

  /// Whether two letters belong to one word: nothing between them, and both of one sort.
  private static func oneWord(_ a: Folding.Letter, _ b: Folding.Letter) -> Bool {
    b.gap == .none && a.isDigit == b.isDigit
  }

  private static func slot(_ first: UInt32, _ second: UInt32) -> Int {
    Int((first &* 61 &+ second) & 0xFFF)
  }

  private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }
}

extension Scrubber {
  /// The text with every mark replaced, and how many were.
  func cleaned(_ text: String) -> (text: String, count: Int) {
    let places = places(in: text)
    guard !places.isEmpty else { return (text, 0) }
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var from = 0
    for place in places {
      out += bytes[from..<place.lowerBound]
      out += Self.replacement.utf8
      from = place.upperBound
    }
    out += bytes[from...]
    return (String(decoding: out, as: UTF8.self), places.count)
  }

  /// The lines of one text, cleaned together: a name that goes on in the next line is found too. As
  /// many lines come back; the replacement stands in the first line of a name.
  func cleaned(lines: [String]) -> [String] {
    guard !isEmpty else { return lines }
    let places = places(in: lines.joined(separator: "\n"))
    guard !places.isEmpty else { return lines }
    var out: [String] = []
    var start = 0
    for line in lines {
      let bytes = Array(line.utf8)
      let end = start + bytes.count
      var kept: [UInt8] = []
      var from = start
      for place in places where place.upperBound > start && place.lowerBound < end {
        kept += bytes[(from - start)..<max(from - start, place.lowerBound - start)]
        if place.lowerBound >= start { kept += Self.replacement.utf8 }
        from = min(end, place.upperBound)
      }
      kept += bytes[(from - start)...]
      out.append(String(decoding: kept, as: UTF8.self))
      start = end + 1
    }
    return out
  }

  /// Everything in a JSON value but the keys of its objects.
  func cleaned(_ value: JSONValue) -> JSONValue {
    guard !isEmpty else { return value }
    switch value {
    case .string(let text): return .string(cleaned(text).text)
    case .array(let values): return .array(values.map { cleaned($0) })
    case .object(let object):
      var out = object
      for member in object.members { out[member.key] = cleaned(member.value) }
      return .object(out)
    case .null, .bool, .int, .double: return value
    }
  }

  /// The indices of the words of a page that are part of a mark.
  func words(of page: Page) -> [Int] {
    guard !isEmpty else { return [] }
    var text = ""
    var ends: [Int] = []
    var line = page.words.first?.line ?? 0
    var length = 0
    for word in page.words {
      if !ends.isEmpty {
        text += word.line == line ? " " : "\n"
        length += 1
      }
      line = word.line
      text += word.text
      length += word.text.utf8.count
      ends.append(length)
    }
    var found: Set<Int> = []
    for place in places(in: text) {
      // The first word that ends behind the start of the place, up to where the place ends.
      var low = 0
      var high = ends.count
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] > place.lowerBound { high = middle } else { low = middle + 1 }
      }
      var n = low
      while n < ends.count, ends[n] - page.words[n].text.utf8.count < place.upperBound {
        found.insert(n)
        n += 1
      }
    }
    return found.sorted()
  }
}
