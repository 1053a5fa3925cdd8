// SPDX-License-Identifier: Apache-2.0

/// The lines by which a quoted e-mail is introduced.
struct Introduction {
  enum Divider {
    /// "-----Original Message-----", "Begin forwarded message:".
    case named
    /// "Original Message" whose dashes were lost: says nothing unless a header block follows.
    case plain
    /// A line of dashes or underscores, likewise.
    case rule
  }

  /// The views it takes up, header block included.
  var range: Range<Int>
  var block: HeaderBlock?
  /// Sender and time of a line like "On … wrote:".
  var from: HeaderBlock.Value?
  var date: DateReading?
  /// The quoted lines carry a ">" each; otherwise all that follows is quoted.
  var isPrefixed = false

  // MARK: Dividers

  private static let names: [[UInt8]] = [
    "originalmessage", "forwardedmessage", "originalappointment", "replymessage",
    "beginforwardedmessage", "originalmail", "forwardedmail", "inlineattachmentfollows",
    "originalemail", "forwardedemail", "forwardmessage", "messagefrom", "startoforiginalmessage",
    "forwardedmessagefollows", "startofforwardedmessage", "replyseparator",
  ].map { Array($0.utf8) }

  static func divider(_ line: Bytes) -> Divider? {
    var at = line.startIndex
    while at < line.endIndex, line[at].isSpace { at += 1 }
    guard at < line.endIndex, line.endIndex - at <= 140 else { return nil }
    let first = line[at]
    let isRuled = "-_=*~+".utf8.contains(first) || first == 0xE2
    guard isRuled || first.lower == UInt8(ascii: "b") || first.lower == UInt8(ascii: "o") else {
      return nil
    }
    let letters = line.letters
    if letters.isEmpty {
      let ink = line.count { "-_=*~".utf8.contains($0) }
      let isOnlyInk = line.allSatisfy { $0.isSpace || "-_=*~".utf8.contains($0) }
      return isOnlyInk && ink >= 10 ? .rule : nil
    }
    guard letters.count >= 9 else { return nil }
    if letters.starts(with: "beginforwardedmessage".utf8) && letters.count <= 23 { return .named }
    if !isRuled {
      let isAlone = line.words.count <= 4 && letters.count <= 17
      return isAlone && editDistance(letters, names[0], limit: 2) != nil ? .plain : nil
    }
    if letters.starts(with: "forwardedby".utf8), line.contains(where: \.isDigit) { return .named }
    guard letters.count <= 26 else { return nil }
    for name in names where editDistance(letters, name, limit: 2) != nil { return .named }
    return nil
  }
}
