// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Letters written over: "██████", "XXXXX" in the place of a word, "XXX-XX-1234".
struct BlankedWords {
  let line: MarkedLine

  /// What is often blanked in a filled-in line; a template has other labels too.
  private static let labels: Set<String> = [
    "name", "names", "from", "to", "cc", "bcc", "phone", "cell", "mobile", "telephone", "tel",
    "fax",
    "ssn", "dob", "address", "alien", "a", "license", "licence", "plate", "officer", "victim",
    "suspect", "subject", "witness", "inmate", "detainee", "email", "e-mail", "birth",
  ]

  func find() -> [TextMarks.Mark] {
    var found: [TextMarks.Mark] = []
    for index in line.words.indices {
      let word = line.words[index]
      guard Self.mayBeBlanked(word) else { continue }
      let confidence = isBlock(word) ? 0.95 : isNumber(word) ? 0.85 : isBlanked(index) ? 0.75 : 0
      guard confidence > 0 else { continue }
      let place = line.first + index
      // Several words blanked in a row are one mark.
      if let last = found.indices.last, found[last].words.upperBound == place {
        found[last].words = found[last].words.lowerBound..<place + 1
      } else {
        found.append(TextMarks.Mark(words: place..<place + 1, codes: [], confidence: confidence))
      }
    }
    return found
  }

  /// Two letters X, or something beyond ASCII.
  private static func mayBeBlanked(_ word: String) -> Bool {
    var count = 0
    for byte in word.utf8 {
      if byte >= 0x80 { return true }
      if byte == UInt8(ascii: "X") {
        count += 1
        if count == 2 { return true }
      }
    }
    return false
  }

  /// Three full blocks or more.
  private func isBlock(_ word: String) -> Bool {
    let blocks = word.unicodeScalars.count { [0x2588, 0x2593, 0x25a0, 0x25ae].contains($0.value) }
    return blocks >= 3 && blocks * 10 >= word.unicodeScalars.count * 7
  }

  private func exes(_ word: String) -> Int? {
    let core = word.drop { "([<\"'".contains($0) }
    let count = core.prefix { $0 == "X" }.count
    let rest = core.dropFirst(count)
    return rest.allSatisfy { ")]>\"'.,;:?!".contains($0) } && count > 0 ? count : nil
  }

  /// "XXX-XX-1234": a number of which only the end is given.
  private func isNumber(_ word: String) -> Bool {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 2, let last = parts.last, last.count >= 3, last.count <= 5,
      last.allSatisfy({ $0.isNumber })
    else { return false }
    return parts.dropLast().allSatisfy { $0.count >= 2 && $0.allSatisfy { $0 == "X" } }
  }

  private func isBlanked(_ index: Int) -> Bool {
    guard let count = exes(line.words[index]), count >= 5 else { return false }
    func isSmall(_ place: Int) -> Bool {
      line.words.indices.contains(place)
        && line.words[place].first?.isLowercase == true && line.words[place].count > 1
    }
    func isRow(_ place: Int) -> Bool {
      line.words.indices.contains(place) && (exes(line.words[place]) ?? 0) >= 3
    }
    var (left, right) = (index - 1, index + 1)
    while isRow(left) { left -= 1 }
    while isRow(right) { right += 1 }
    if isSmall(left), isSmall(right) { return true }
    guard left >= 0, line.words[left].hasSuffix(":") || line.words[left].hasSuffix("#") else {
      return false
    }
    return line.plain[max(0, left - 2)...left].contains { Self.labels.contains($0) }
  }
}
