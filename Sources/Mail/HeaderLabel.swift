// SPDX-License-Identifier: Apache-2.0

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

  /// The label that `line` begins with, if it does.
  init?(_ line: Bytes) {
    var at = line.startIndex
    while at < line.endIndex, line[at].isSpace || line[at] == UInt8(ascii: "*") { at += 1 }
    guard at < line.endIndex, line[at].isLetter || line[at].isDigit else { return nil }
    let start = at
    let limit = min(line.endIndex, at + 24)
    while at < limit, line[at].isLetter || line[at].isDigit || " -/.()|".utf8.contains(line[at]) {
      at += 1
    }
    // Bold as plain text prints it: "*From:* Jane".
    while at < limit, line[at] == UInt8(ascii: "*") { at += 1 }
    if at < line.endIndex, line[at] == .colon || line[at] == UInt8(ascii: ";"), at > start {
      let isColon = line[at] == .colon
      value = at + 1
      while value < line.endIndex, line[value] == UInt8(ascii: "*") { value += 1 }
      let head = line[start..<at]
      let letters = head.letters
      if isColon, let known = HeaderLabel.known(letters), head.words.count <= 4 {
        (field, strength, word) = (known, .exact, letters)
        return
      }
      let folded = HeaderLabel.folded(head)
      guard head.words.count <= 2, let near = HeaderLabel.near(folded) else { return nil }
      (field, strength, word) = (near, .misread, folded)
      return
    }
    // Without a colon: the label's own word, capitalized, then something.
    guard line[start].isUpper,
      let end = line[start...].firstIndex(where: { !$0.isLetter }), line[end].isSpace
    else { return nil }
    let letters = line[start..<end].letters
    guard let known = HeaderLabel.known(letters), known != .other else { return nil }
    (field, strength, word, value) = (known, .bare, letters, end)
  }

  private static let table: [String: Field] = [
    "from": .from, "author": .from, "sentby": .other, "sender": .other,
    "sent": .date, "date": .date, "datesent": .date, "senton": .date, "sentat": .date,
    "datetime": .date, "received": .other, "datereceived": .other,
    "to": .to, "cc": .cc, "bcc": .bcc, "subject": .subject, "subj": .subject,
    "attachments": .attachments, "attachment": .attachments, "attach": .attachments,
    "attached": .attachments,
    "importance": .other, "priority": .other, "sensitivity": .other, "replyto": .other,
    "flagstatus": .other, "followupflag": .other, "categories": .other, "category": .other,
    "messageid": .other, "threadtopic": .other, "inreplyto": .other, "references": .other,
    "xmailer": .other, "mimeversion": .other, "contenttype": .other, "mailedby": .other,
    "signedby": .other, "security": .other, "when": .other, "where": .other, "location": .other,
    "requiredattendees": .other, "optionalattendees": .other, "required": .other,
    "optional": .other, "classification": .other, "organization": .other, "newsgroups": .other,
    "duedate": .other, "pleaserespondto": .other, "startdate": .other, "list": .other,
    "sensitivitylabel": .other,
  ]

  private static let main: [(word: [UInt8], field: Field)] = [
    ("from", Field.from), ("sent", .date), ("date", .date), ("subject", .subject),
    ("attachments", .attachments), ("importance", .other),
  ].map { (Array($0.0.utf8), $0.1) }

  private static func known(_ letters: [UInt8]) -> Field? {
    guard letters.count >= 2, letters.count <= 18 else { return nil }
    return table[String(decoding: letters, as: UTF8.self)]
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
    where editDistance(word, name, limit: name.count > 5 ? 2 : 1) != nil { return field }
    return nil
  }
}
