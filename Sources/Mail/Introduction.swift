// SPDX-License-Identifier: Apache-2.0

import Evidence

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

  private static let longest = MailLanguage.allDividers.map(\.count).max() ?? 0
  /// The letters that a divider without dashes may begin with.
  private static let initials = ByteSet(
    MailLanguage.allForwards.compactMap(\.first)
      + MailLanguage.allDividers.prefix(1).compactMap(\.first))

  static func divider(_ line: Bytes) -> Divider? {
    var at = line.startIndex
    while at < line.endIndex, line[at].isSpace { at += 1 }
    guard at < line.endIndex, line.endIndex - at <= 140 else { return nil }
    let first = line[at]
    let isRuled = "-_=*~+".utf8.contains(first) || first == 0xE2
    guard isRuled || (line.endIndex - at <= 60 && initials.contains(first.lower)) else {
      return nil
    }
    let letters = line.foldedLetters
    if letters.isEmpty {
      let ink = line.count { "-_=*~".utf8.contains($0) }
      let isOnlyInk = line.allSatisfy { $0.isSpace || "-_=*~".utf8.contains($0) }
      return isOnlyInk && ink >= 10 ? .rule : nil
    }
    guard letters.count >= 9 else { return nil }
    if MailLanguage.allForwards.contains(where: {
      letters.starts(with: $0) && letters.count <= $0.count + 2
    }) {
      return .named
    }
    if !isRuled {
      let original = MailLanguage.allDividers[0]
      let isAlone = line.words.count <= 4 && letters.count <= original.count + 2
      return isAlone && EditDistance.edits(letters, original, atMost: 2) != nil ? .plain : nil
    }
    if MailLanguage.allForwarders.contains(where: { letters.starts(with: $0) }) { return .named }
    if announced(line) != nil { return .named }
    guard letters.count <= longest + 2 else { return nil }
    for name in MailLanguage.allDividers
    where EditDistance.edits(letters, name, atMost: 2) != nil { return .named }
    return nil
  }

  /// What follows "Message from" in a line like "----- Message from Jane Doe on Mon, 6 Mar 2017
  /// 14:14:05 -0600 -----", which may be wrapped behind the name.
  static func announced(_ line: Bytes) -> Bytes? {
    let text = line.stripped(of: "-_=*~ ")
    guard let word = MailLanguage.allAnnouncers.first(where: { text.begins(with: $0) }),
      text.has(" on ")
    else { return nil }
    return text.dropFirst(word.utf8.count)
  }
}
