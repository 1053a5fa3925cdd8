// SPDX-License-Identifier: Apache-2.0

import Evidence
import Searching

/// From bytes of a text to the words of the page it was read from.
enum PageWords {
  /// The words, counted from 0, that `marks` touch in a text whose words stand apart by single
  /// spaces and line breaks, as in `Page.text`.
  static func indices(of marks: [Range<Int>], in text: String) -> [Int] {
    guard let last = marks.last else { return [] }
    var found: [Int] = []
    var mark = 0
    var word = 0
    var start = 0
    func end(at place: Int) {
      while mark < marks.count, marks[mark].upperBound <= start { mark += 1 }
      if mark < marks.count, marks[mark].lowerBound < place { found.append(word) }
      word += 1
      start = place + 1
    }
    for (place, byte) in text.utf8.enumerated() {
      if start >= last.upperBound { return found }
      if byte == 0x20 || byte == 0x0A { end(at: place) }
    }
    end(at: text.utf8.count)
    return found
  }

  /// The words of pages that were found in the body of a printed message.
  static func found(_ marks: [SearchColumn: [Range<Int>]], in message: Message) -> [FoundWords] {
    var words: [Int: Set<Int>] = [:]
    for (zone, column) in MessageTexts.zones {
      guard let ranges = marks[column] else { continue }
      var start = 0
      for line in message.lines where line.zone == zone {
        let length = line.text.utf8.count
        defer { start += length + 1 }
        guard let page = line.page, let known = line.words else { continue }
        let inLine = ranges.filter { $0.lowerBound < start + length && $0.upperBound > start }.map {
          (max($0.lowerBound, start) - start)..<(min($0.upperBound, start + length) - start)
        }
        let indices = indices(of: inLine, in: line.text)
        // A line that is no longer cut as the page was is outlined as a whole.
        let isCutAlike = line.text.utf8.count { $0 == 0x20 } + 1 == known.count
        if !indices.isEmpty {
          words[page, default: []].formUnion(
            isCutAlike ? indices.map { known.lowerBound + $0 } : Array(known))
        }
      }
    }
    return words.sorted { $0.key < $1.key }.map {
      FoundWords(page: $0.key, words: $0.value.sorted())
    }
  }
}
