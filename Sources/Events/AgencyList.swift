// SPDX-License-Identifier: Apache-2.0

/// The names in a cell that lists agencies.
package enum AgencyList {
  /// The names, and whether the last may be cut: the cell ends in the middle of one, as cells do that
  /// a program keeps only the first so many letters of.
  package struct Names: Sendable, Hashable {
    package var names: [String]
    package var lastIsCut: Bool
  }

  private static let endings: Set<String> = [
    "inc", "inc.", "llc", "l.l.c.", "llp", "ltd", "ltd.", "corp", "corp.", "co.", "jr", "jr.",
  ]
  /// Lengths at which programs cut a cell.
  private static let limits = [
    255, 256, 500, 512, 1_000, 1_023, 1_024, 2_000, 2_047, 2_048, 4_000,
    4_095, 4_096, 8_000, 8_191, 8_192, 16_383, 32_759, 32_767, 32_768, 65_535,
  ]

  package static func split(_ cell: String) -> Names {
    let separator: Character =
      cell.contains("\n") ? "\n" : cell.contains(";") ? ";" : cell.contains("|") ? "|" : ","
    var names: [String] = []
    var depth = 0
    var current = ""
    func trimmed(_ text: String) -> String { RowCells.trimmed(text) ?? "" }
    for character in cell {
      if character == "(" { depth += 1 }
      if character == ")" { depth = max(0, depth - 1) }
      if character == separator || (separator == "\n" && character.isNewline), depth == 0 {
        names.append(trimmed(current))
        current = ""
      } else {
        current.append(character)
      }
    }
    let last = trimmed(current)
    names.append(last)
    var joined: [String] = []
    for name in names where !name.isEmpty {
      // "Acme, Inc." and "Springfield, OR" are one name.
      let isEnding =
        endings.contains(name.lowercased())
        || (name.count == 2 && name.allSatisfy { $0.isUppercase })
      if isEnding, separator == ",", let before = joined.popLast() {
        joined.append("\(before), \(name)")
      } else {
        joined.append(name)
      }
    }
    return Names(names: joined, lastIsCut: joined.count > 2 && isCut(cell, last))
  }

  private static func isCut(_ cell: String, _ last: String) -> Bool {
    if cell.hasSuffix("…") || cell.hasSuffix("...") || depthIsOpen(cell) { return true }
    if limits.contains(cell.count) || limits.contains(cell.utf8.count) { return true }
    if last.isEmpty { return false }
    // A last word of one letter, or a dash that nothing follows.
    let word = last.split(separator: " ").last ?? ""
    return (word.count == 1 && word.first?.isLetter == true && !last.hasSuffix(" PD"))
      || last.hasSuffix("-") || last.hasSuffix("&")
  }

  private static func depthIsOpen(_ cell: String) -> Bool {
    let opened = cell.count { $0 == "(" }
    return opened > cell.count { $0 == ")" }
  }
}
