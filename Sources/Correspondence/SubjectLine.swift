// SPDX-License-Identifier: Apache-2.0

/// A subject without what mail programs put before it.
struct SubjectLine: Hashable {
  /// Letters and digits only, in lower case; spaces and punctuation are where recognition errs.
  var key: String
  var isReply = false
  var isForward = false
  /// Written by a program: an absence notice, a receipt, an answer to an invitation.
  var isAutomatic = false

  private static let replies: Set<String> = ["re", "aw", "sv", "antw", "vs", "res", "rif"]
  private static let forwards: Set<String> = ["fw", "fwd", "wg", "tr", "rv", "enc", "i", "vb"]
  private static let automatic: Set<String> = [
    "automatic reply", "auto reply", "auto-reply", "autoreply", "out of office",
    "out of office autoreply", "accepted", "declined", "tentative", "read", "not read",
    "undeliverable", "delivered", "delivery status notification", "recall", "canceled",
    "cancelled", "message recall success", "message recall failure",
  ]
  private static let tags: Set<String> = [
    "external", "ext", "external email", "external sender", "secure", "encrypt", "encrypted",
    "suspicious", "spam", "caution",
  ]

  init(_ subject: String) {
    var rest = subject[...]
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "*" }
      if rest.first == "[", let end = rest.prefix(40).firstIndex(of: "]"),
        Self.tags.contains(rest[rest.index(after: rest.startIndex)..<end].lowercased())
      {
        rest = rest[rest.index(after: end)...]
        continue
      }
      // Recognition reads a semicolon for a colon.
      guard let colon = rest.prefix(40).firstIndex(where: { $0 == ":" || $0 == ";" }) else { break }
      var prefix = rest[..<colon].lowercased()
      // "Re[2]:" and "Re (3):" count the answers.
      if let open = prefix.firstIndex(where: { $0 == "[" || $0 == "(" }),
        prefix[prefix.index(after: open)...].dropLast().allSatisfy(\.isNumber)
      {
        prefix = String(prefix[..<open])
      }
      prefix = prefix.split(separator: " ").joined(separator: " ")
      if Self.replies.contains(prefix) {
        isReply = true
      } else if Self.forwards.contains(prefix) || prefix == "fw d" {
        isForward = true
      } else if Self.automatic.contains(prefix) {
        isAutomatic = true
      } else if !Self.tags.contains(prefix) {
        break
      }
      rest = rest[rest.index(after: colon)...]
    }
    key = Self.key(Self.withoutStamps(rest))
  }

  /// Without the exemption codes and the rules that stand behind a subject in print:
  /// "Bookings ------- (b)(6)".
  private static func withoutStamps(_ text: Substring) -> Substring {
    var text = text
    if let rule = text.firstRange(of: "----") {
      let before = text[..<rule.lowerBound]
      if before.contains(where: \.isLetter) { text = before }
    }
    while let code = text.lastIndex(of: "("), text.distance(from: code, to: text.endIndex) <= 6 {
      let inside = Words.compact(text[code...])
      guard inside.count <= 3, inside.isEmpty || inside.hasPrefix("b") || Int(inside) != nil else {
        break
      }
      text = text[..<code]
    }
    return text
  }

  /// Letters and digits that recognition takes for one another are one.
  private static func key(_ text: Substring) -> String {
    let compact = Words.compact(text)
    guard compact.utf8.allSatisfy({ $0 < 128 }) else { return compact }
    let bytes = compact.utf8.map { byte -> UInt8 in
      switch byte {
      case 48: 111  // 0 o
      case 49, 105: 108  // 1 i l
      case 53: 115  // 5 s
      case 56: 98  // 8 b
      default: byte
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the subject alone says enough to tie two messages together.
  var isTelling: Bool { key.utf8.count >= 4 }

  /// Whether hardly two conversations would have the same subject.
  var isSpecific: Bool { key.utf8.count >= 16 }

  /// The runs of three letters of `key`, ascending, each once.
  var grams: [UInt32] {
    var all: Set<UInt32> = []
    var run: UInt32 = 0
    for (place, byte) in key.utf8.enumerated() {
      run = (run << 8 | UInt32(byte)) & 0xFF_FFFF
      if place >= 2 { all.insert(run) }
    }
    return all.sorted()
  }

  /// How alike two subjects are that recognition or retyping has changed, 0…1 (Dice).
  static func likeness(_ a: [UInt32], _ b: [UInt32]) -> Double {
    guard !a.isEmpty, !b.isEmpty else { return 0 }
    return 2 * Double(TextPrint.shared(a[...], b[...])) / Double(a.count + b.count)
  }
}
