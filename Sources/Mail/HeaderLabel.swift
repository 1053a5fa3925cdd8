// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The label a header line begins with: "From:", "Sent:", "To:" …
struct HeaderLabel {
  enum Field: Hashable {
    case from, date, to, cc, bcc, subject, attachments
    /// Importance, sensitivity and the like: part of the block, not of the message's values.
    case other
  }

  /// How surely it is a label.
  enum Strength: Int, Comparable {
    /// A label's word without its colon.
    case bare
    /// A misread word with a colon.
    case misread
    case exact

    static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
  }

  var field: Field
  var strength: Strength
  /// The label itself, in lower case letters.
  var word: [UInt8]
  /// Where the value begins.
  var value: Int
  /// In which it is one.
  var languages: MailLanguage.Bits

  /// The label that `line` begins with, if it does.
  init?(_ line: Bytes) {
    var at = line.startIndex
    while at < line.endIndex, line[at].isSpace || line[at] == UInt8(ascii: "*") { at += 1 }
    guard at < line.endIndex, HeaderLabel.isPart(line[at]) else { return nil }
    let start = at
    let limit = min(line.endIndex, at + 24)
    while at < limit, HeaderLabel.isPart(line[at]) || " -/.()|'".utf8.contains(line[at]) { at += 1 }
    // Bold as plain text prints it: "*From:* Jane".
    while at < limit, line[at] == UInt8(ascii: "*") { at += 1 }
    if at < line.endIndex, line[at] == .colon || line[at] == UInt8(ascii: ";"), at > start {
      let isColon = line[at] == .colon
      value = at + 1
      while value < line.endIndex, line[value] == UInt8(ascii: "*") { value += 1 }
      let head = line[start..<at]
      let letters = head.foldedLetters
      if isColon, let known = HeaderLabel.known(letters), head.words.count <= 4 {
        (field, strength, word) = (known.field, .exact, letters)
        languages = known.languages
        return
      }
      let folded = HeaderLabel.folded(head)
      if head.words.count <= 2, let near = HeaderLabel.near(folded) {
        (field, strength, word, languages) = (near, .misread, folded, MailLanguage.english)
        return
      }
      // "Date Mon 3/6/2017 2:14 PM": the colon is that of the time of day.
      guard line[at - 1].isDigit else { return nil }
    }
    // Without a colon: the label's own word, capitalized, then something. Notes writes "cc" and
    // "bcc" small, and with nothing behind them where there are no copies.
    let end = line[start...].firstIndex { !$0.isLetter } ?? line.endIndex
    let letters = line[start..<end].letters
    guard let known = HeaderLabel.known(letters), known.field != .other,
      known.languages & MailLanguage.english != 0
    else { return nil }
    let isCopy = known.field == .cc || known.field == .bcc
    guard line[start].isUpper || isCopy,
      end < line.endIndex ? line[end].isSpace : isCopy
    else { return nil }
    (field, strength, word, value) = (known.field, .bare, letters, end)
    languages = MailLanguage.english
  }

  /// Of a label's word: letters, digits that are misread letters, and accented letters.
  private static func isPart(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte >= 0x80
  }

  /// Whether the label of a date says that something was sent.
  static func isSent(_ word: [UInt8]) -> Bool {
    word.starts(with: "sen".utf8) || MailLanguage.labels[word]?.isSent ?? false
  }

  /// Whether a header may begin with it. "C:" and "Te:" are what a signature has as well.
  var canBegin: Bool {
    switch strength {
    case .exact: true
    case .misread: word.count >= 3
    case .bare: field == .from
    }
  }

  private static let main: [(word: [UInt8], field: Field)] = [
    ("from", Field.from), ("sent", .date), ("date", .date), ("subject", .subject),
    ("attachments", .attachments), ("importance", .other),
  ].map { (Array($0.0.utf8), $0.1) }

  private static func known(_ letters: [UInt8]) -> MailLanguage.Label? {
    guard letters.count >= 1, letters.count <= 18 else { return nil }
    return MailLanguage.labels[letters]
  }

  /// With what recognition confuses made alike.
  private static func folded(_ head: Bytes) -> [UInt8] {
    var out: [UInt8] = []
    for byte in head where !byte.isSpace && byte != UInt8(ascii: ".") {
      switch byte {
      case UInt8(ascii: "0"): out.append(UInt8(ascii: "o"))
      case UInt8(ascii: "1"), UInt8(ascii: "|"): out.append(UInt8(ascii: "i"))
      case UInt8(ascii: "5"): out.append(UInt8(ascii: "s"))
      default: out.append(byte.lower)
      }
      // "rn" is read for "m".
      if out.suffix(2).elementsEqual("rn".utf8) {
        out.removeLast(2)
        out.append(UInt8(ascii: "m"))
      }
    }
    return out
  }

  private static func near(_ word: [UInt8]) -> Field? {
    switch String(decoding: word, as: UTF8.self) {
    case "to", "te", "tc", "ta", "io", "lo", "fo", "tó": return .to
    case "cc", "ce", "ec", "oc", "co", "c": return .cc
    case "bcc", "bce", "hcc": return .bcc
    case "re": return nil
    default: break
    }
    guard word.count >= 3, word.count <= 13 else { return nil }
    for (name, field) in main
    where EditDistance.edits(word, name, atMost: name.count > 5 ? 2 : 1) != nil { return field }
    return nil
  }
}
