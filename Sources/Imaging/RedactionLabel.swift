// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What stands written on a redaction.
enum RedactionLabel {
  /// Words by which agencies say, without a code, that something is withheld.
  private static let words: Set<String> = [
    "redacted", "redaction", "withheld", "exempt", "exemption", "privileged", "privilege",
    "privacy", "confidential", "deliberative", "deleted", "removed", "attorney", "client",
    "work", "product", "non", "nonresponsive", "responsive", "not", "nr", "acp", "awp", "pii",
    "personal", "information", "law", "enforcement", "sensitive", "sealed", "page", "denied",
    "in", "full", "per", "to", "pursuant", "and", "of", "foia", "the",
  ]

  /// Whether `text` is what a redaction may carry: codes, or words that say "withheld".
  static func isLabel(_ text: String) -> Bool {
    if !ExemptionCode.parse(text).isEmpty, text.utf8.count <= 60 { return true }
    var letters = 0
    for word in text.split(whereSeparator: { !$0.isLetter }) {
      guard words.contains(word.lowercased()) else { return false }
      letters += word.utf8.count
    }
    return letters >= 2
  }

  /// Whether `text` is writing that a reader would read: not a label, and more than a speck.
  static func isProse(_ text: String) -> Bool {
    !isLabel(text) && text.unicodeScalars.count { $0.properties.isAlphabetic } >= 3
  }

  /// The codes on a box or right beside it, from the words of the page.
  static func codes(on box: Box, inside: [Word], words: [Word]) -> [String] {
    let own = ExemptionCode.parse(inside.map(\.text).joined(separator: " "))
    if !own.isEmpty { return own }
    let beside = words.filter { word in
      let sameLine = min(word.box.y1, box.y1) - max(word.box.y0, box.y0)
      let gap = max(word.box.x0 - box.x1, box.x0 - word.box.x1)
      return sameLine > 0.5 * min(word.box.height, box.height) && gap >= -1 && gap <= 8
    }
    // Only what is a code by itself; a code in a sentence is the sentence's.
    for word in beside where word.text.utf8.count <= 24 {
      let codes = ExemptionCode.parse(word.text)
      if !codes.isEmpty { return codes }
    }
    return []
  }
}
