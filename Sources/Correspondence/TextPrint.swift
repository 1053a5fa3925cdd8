// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What a text is compared by: its words in lower case, in runs of three.
struct TextPrint {
  /// Of all letters and digits, so that line breaks and punctuation do not count.
  var hash: UInt64
  /// Letters and digits.
  var size: Int
  /// Hashes of the runs, each once, ascending; at most `limit` of them, the smallest, which is a
  /// fair sample of any text.
  var runs: [UInt64]

  static let limit = 96

  /// Of what the sender of a message wrote.
  init(_ lines: [MessageLine], keepsRuns: Bool) {
    var reader = Reader(keepsRuns: keepsRuns)
    for index in lines.indices where lines[index].zone == .new { reader.read(lines[index].text) }
    (hash, size) = (reader.hash, reader.size)
    runs = Array(reader.runs.sorted().prefix(Self.limit))
  }

  private struct Reader {
    let keepsRuns: Bool
    var hash = Words.start
    var size = 0
    var runs: Set<UInt64> = []
    var last: (UInt64, UInt64) = (0, 0)

    init(keepsRuns: Bool) { self.keepsRuns = keepsRuns }

    mutating func read(_ line: String) {
      var word = Words.start
      var isInWord = false
      var hash = hash
      for byte in line.utf8 {
        let lower: UInt8 = byte >= 65 && byte <= 90 ? byte | 32 : byte
        if (lower >= 97 && lower <= 122) || (lower >= 48 && lower <= 57) || lower >= 128 {
          hash = Words.hash(lower, after: hash)
          if keepsRuns { word = Words.hash(lower, after: word) }
          size += 1
          isInWord = true
        } else if isInWord {
          close(word)
          word = Words.start
          isInWord = false
        }
      }
      if isInWord { close(word) }
      self.hash = hash
    }

    private mutating func close(_ word: UInt64) {
      guard keepsRuns else { return }
      let run = (last.0 &* 31 &+ last.1) &* 0x9E37_79B9_7F4A_7C15 ^ word
      runs.insert(run &* 0xBF58_476D_1CE4_E5B9)
      last = (last.1, word)
    }
  }

  /// Share of the smaller text's runs that the other has too, 0…1: a copy that was blacked out in
  /// part, or cut off, is still contained in the other.
  func containment(_ other: TextPrint) -> Double {
    if hash == other.hash { return 1 }
    guard !runs.isEmpty, !other.runs.isEmpty else { return 0 }
    // Where one is a sample, only hashes up to its largest can be looked for in the other.
    let bound = min(
      runs.count == Self.limit ? runs[runs.count - 1] : .max,
      other.runs.count == Self.limit ? other.runs[other.runs.count - 1] : .max)
    let mine = runs.prefix { $0 <= bound }
    let theirs = other.runs.prefix { $0 <= bound }
    let smaller = min(mine.count, theirs.count)
    guard smaller > 0 else { return 0 }
    return Double(Self.shared(mine, theirs)) / Double(smaller)
  }

  /// How many values two ascending lists, without repeats, have in common.
  static func shared<T: Comparable>(_ a: ArraySlice<T>, _ b: ArraySlice<T>) -> Int {
    var (i, j, count) = (a.startIndex, b.startIndex, 0)
    while i < a.endIndex, j < b.endIndex {
      if a[i] == b[j] {
        count += 1
        i += 1
        j += 1
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return count
  }
}
