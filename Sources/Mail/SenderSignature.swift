// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Sets apart the lines at the end of a message that begin with its sender's name: what remains of
/// a signature without telephone numbers or a rule above it.
enum SenderSignature {
  /// Lines a signature has at most, blank ones not counted.
  private static let longest = 8

  static func mark(_ messages: [Message]) -> [Message] { messages.map(mark) }

  static func mark(_ message: Message) -> Message {
    guard let party = message.from.value, let family = familyName(of: party) else { return message }
    var marked = message
    // Each stretch of the sender's own lines may end in one: answers stand between quotes.
    var end = marked.lines.count
    while end > 0 {
      guard marked.lines[end - 1].zone == .new else {
        end -= 1
        continue
      }
      var start = end
      while start > 0, marked.lines[start - 1].zone == .new { start -= 1 }
      if let first = signature(in: marked.lines, start..<end, family: family) {
        for index in first..<end { marked.lines[index].zone = .signature }
      }
      end = start
    }
    return marked
  }

  /// Where the signature begins; nil where there is none or nothing stands above it.
  private static func signature(
    in lines: [MessageLine], _ stretch: Range<Int>, family: String
  ) -> Int? {
    var seen = 0
    for index in stretch.reversed() {
      let text = lines[index].text
      if isBlank(text) { continue }
      seen += 1
      guard seen <= longest, text.utf8.count <= 75, !endsSentence(text) else { return nil }
      let words = words(of: text)
      guard words.count <= 10 else { return nil }
      guard words.count <= 6, words.contains(family) else { continue }
      let above = lines[stretch.lowerBound..<index]
      // A name and nothing more is how a letter ends.
      guard seen >= 2 else { return nil }
      let opens = above.last.map { isBlank($0.text) || isClosing($0.text) } ?? false
      return opens && above.contains { !isBlank($0.text) } ? index : nil
    }
    return nil
  }

  /// In lower case: of "Wills, Dana (FPD)" and "Dana Wills" alike "wills".
  private static func familyName(of party: Party) -> String? {
    guard let name = party.name else { return nil }
    let plain = name.prefix { !"(<[".contains($0) }
    let isInverted = plain.utf8.contains(UInt8(ascii: ","))
    let part = isInverted ? plain.prefix { $0 != "," } : plain
    let candidates = words(of: String(part)).filter { $0.count >= 3 }
    return isInverted ? candidates.first : candidates.last
  }

  private static func words(of text: String) -> [String] {
    let lower = text.lowercased()
    if lower.utf8.allSatisfy({ $0 < 128 }) {
      return lower.utf8.split { !(97...122).contains($0) && $0 != 39 && $0 != 45 }.map {
        String(Substring($0))
      }
    }
    return lower.split { !$0.isLetter && $0 != "'" && $0 != "-" }.map(String.init)
  }

  private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

  private static func isClosing(_ text: String) -> Bool {
    let line = text.lowercased().drop { $0.isWhitespace }
    return line.count <= 40 && MailLanguage.allClosings.contains { line.hasPrefix($0) }
  }

  /// A full stop after a word, not after an initial or abbreviation such as "Ofc." or "Dept.".
  private static func endsSentence(_ text: String) -> Bool {
    guard let last = text.last(where: { !$0.isWhitespace }) else { return false }
    if "?!:;,".contains(last) { return true }
    guard last == ".", let word = text.split(whereSeparator: \.isWhitespace).last else {
      return false
    }
    return word.count > 5
  }
}
