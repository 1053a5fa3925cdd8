// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Colour on a terminal; plain text elsewhere. Meaning never rests on colour alone.
struct TextStyle: Sendable {
  enum Tone: String {
    case bold = "1"
    case faint = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
  }

  let isColored: Bool

  func callAsFunction(_ tone: Tone, _ text: String) -> String {
    isColored ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
  }

  func verdict(_ verdict: Verdict) -> String {
    switch verdict {
    case .violated, .requiredMissing: self(.red, verdict.rawValue)
    case .undetermined, .conflict: self(.yellow, verdict.rawValue)
    case .permitted, .requiredDone: self(.green, verdict.rawValue)
    case .notCovered, .noRuleInForce: self(.faint, verdict.rawValue)
    }
  }
}

extension String {
  /// Fit for a terminal: control characters, which released text may hold, become spaces.
  var printable: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          let value = scalar.value
          let isControl = value < 0x20 || (0x7F...0x9F).contains(value)
          let isOverride = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
          return isControl || isOverride ? " " : scalar
        }))
  }

  /// At most `count` characters, the last an ellipsis where something was left out.
  func clipped(to count: Int) -> String {
    self.count <= count ? self : String(prefix(max(0, count - 1))) + "…"
  }
}
