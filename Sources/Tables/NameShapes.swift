// SPDX-License-Identifier: Apache-2.0

/// By their form alone: names of persons, names of agencies, tokens, lists.
enum NameShapes {
  /// "Lund, Ann B", or two to four words in capitals or with one each.
  static func isPerson(_ text: String) -> Bool {
    guard text.utf8.count <= 50, !text.utf8.contains(where: { 0x30...0x39 ~= $0 }) else {
      return false
    }
    let words = text.split { $0 == " " || $0 == "," || $0 == "." }
    guard 2...4 ~= words.count else { return false }
    return words.allSatisfy { word in
      word.first?.isUppercase == true
        && word.allSatisfy { $0.isLetter || $0 == "-" || $0 == "'" || $0 == "’" }
    } && !isAgency(text) && (text.contains(",") || words.count <= 3)
  }

  private static let agencyWords: Set<String> = [
    "pd", "so", "police", "sheriff", "sheriffs", "dps", "patrol", "marshal", "marshals",
    "department",
    "dept", "county", "agency", "troopers", "constable", "task", "enforcement", "customs", "doj",
    "fbi", "dea", "atf", "hsi", "ice", "cbp", "corporation", "tribal", "university", "fusion",
  ]

  static func isAgency(_ text: String) -> Bool {
    guard text.utf8.count <= 4_000 else { return false }
    let words = text.lowercased().split { !$0.isLetter && $0 != "'" }
      .map { $0.filter { $0 != "'" } }
    return words.count >= 2 && words.contains { agencyWords.contains(String($0)) }
      && (text.utf8.count < 80 || isList(text))
  }

  /// One word without spaces: an account, a number, an address.
  static func isToken(_ text: String) -> Bool {
    let bytes = text.utf8
    guard 2...64 ~= bytes.count else { return bytes.count == 1 }
    return bytes.allSatisfy { $0 > 0x20 }
  }

  /// Three or more short parts between commas or semicolons.
  static func isList(_ text: String) -> Bool {
    var (parts, length) = (1, 0)
    for byte in text.utf8 {
      if byte == 0x2C || byte == 0x3B || byte == 0x0A {
        parts += 1
        if length > 90 { return false }
        length = 0
      } else {
        length += 1
      }
    }
    return parts >= 4
  }
}
