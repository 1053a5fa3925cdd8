// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Sets signatures and disclaimers apart in what a sender wrote.
///
/// In doubt a line is the sender's own: losing a word of theirs is worse than keeping a
/// telephone number.
enum OwnText {
  /// Changes the zones of those `views` that are `.new`.
  static func classify(_ views: [View], _ zones: inout [MessageLine.Zone]) {
    var at = 0
    while at < views.count {
      guard zones[at] == .new, !views[at].isBlank else {
        at += 1
        continue
      }
      var end = at
      while end < views.count, zones[end] == .new, !views[end].isBlank { end += 1 }
      markDisclaimer(views, at..<end, &zones)
      at = end
    }
    markSignature(views, &zones)
  }

  // MARK: Disclaimers

  private static let openings = Dictionary(
    grouping: [
      "confidentiality notice", "confidentiality:", "confidential notice",
      "confidentiality statement",
      "disclaimer:", "disclaimer :", "privacy notice:", "legal notice:",
      "notice of confidentiality",
      "important notice:", "this e-mail and any", "this email and any", "this message and any",
      "this e-mail is intended", "this email is intended", "this message is intended",
      "this communication is intended", "this electronic mail", "this electronic message",
      "this e-mail is the property", "this email is the property", "this transmission",
      "the information contained in this", "the information in this e-mail",
      "the information in this email", "the information transmitted", "this e-mail message",
      "this email message", "this communication, including", "this message contains",
      "this message may contain", "this e-mail may contain", "this email may contain",
      "this e-mail contains", "this email contains", "if you have received this",
      "if you are not the intended", "if you received this", "the contents of this e-mail",
      "the contents of this email", "the contents of this message", "notice: this",
      "privileged and confidential", "warning: this", "attention: this",
    ].map { Array($0.utf8) }, by: { $0[0] })
  private static let signs = [
    "intended recipient", "received this", "confidential", "privileged", "in error",
    "dissemination", "unauthorized", "prohibited", "intended only", "intended solely",
    "addressee", "delete",
  ]

  /// A paragraph is a disclaimer from the line on that opens as disclaimers do, if what follows
  /// reads like one.
  private static func markDisclaimer(
    _ views: [View], _ paragraph: Range<Int>, _ zones: inout [MessageLine.Zone]
  ) {
    for start in paragraph {
      let line = views[start].bytes.stripped(of: " \t*_-\"'<([")
      guard line.count >= 10, let first = line.first?.lower, let known = openings[first],
        known.contains(where: { known in
          line.count >= known.count && zip(line, known).allSatisfy { $0.lower == $1 }
        })
      else { continue }
      let text = views[start..<paragraph.upperBound].flatMap { Array($0.bytes) + [.space] }[...]
      guard text.count >= 80, signs.count(where: { text[...].squeezed()[...].has($0) }) >= 2 else {
        continue
      }
      for index in start..<paragraph.upperBound { zones[index] = .disclaimer }
      return
    }
  }

  // MARK: Signatures

  /// The last lines before a quote, a disclaimer or the end, from a line "--" or where a block
  /// of contact details begins.
  private static func markSignature(_ views: [View], _ zones: inout [MessageLine.Zone]) {
    var at = 0
    while at < views.count {
      guard zones[at] == .new else {
        at += 1
        continue
      }
      var end = at
      while end < views.count, zones[end] == .new { end += 1 }
      markSignature(views, stretch: at..<end, &zones)
      at = end
    }
  }

  private static func markSignature(
    _ views: [View], stretch: Range<Int>, _ zones: inout [MessageLine.Zone]
  ) {
    var upper = stretch.upperBound
    func trimBlanks() {
      while upper > stretch.lowerBound, views[upper - 1].isBlank { upper -= 1 }
    }
    trimBlanks()
    while upper > stretch.lowerBound, isDeviceLine(views[upper - 1].bytes) {
      upper -= 1
      zones[upper] = .signature
      trimBlanks()
    }
    if let start = advertisement(views, stretch.lowerBound..<upper) {
      for index in start..<upper { zones[index] = .signature }
      upper = start
      trimBlanks()
    }
    if let start = delimiter(views, stretch.lowerBound..<upper) {
      for index in start..<upper { zones[index] = .signature }
      return
    }
    guard let start = contactBlock(views, stretch.lowerBound..<upper) else { return }
    for index in start..<upper { zones[index] = .signature }
  }

  /// "-- " alone on a line opens a signature, which is short.
  private static func delimiter(_ views: [View], _ range: Range<Int>) -> Int? {
    var seen = 0
    for index in range.reversed() where !views[index].isBlank {
      let line = views[index].bytes.trimmed()
      if line.elementsEqual("--".utf8) || line.elementsEqual("---".utf8) {
        return seen > 0 ? index : nil
      }
      seen += 1
      if seen > 12 { return nil }
    }
    return nil
  }

  /// What a free mail service adds: a rule, then a few lines with its address on the web.
  private static func advertisement(_ views: [View], _ range: Range<Int>) -> Int? {
    var text = 0
    var hasLink = false
    for index in range.reversed() where !views[index].isBlank {
      let line = views[index].bytes
      if Introduction.divider(line) == .rule { return hasLink ? index : nil }
      text += 1
      hasLink = hasLink || line.has("http://") || line.has("https://") || line.has("www.")
      if text > 4 { return nil }
    }
    return nil
  }

  private static func isDeviceLine(_ line: Bytes) -> Bool {
    let line = line.trimmed()
    guard line.count <= 70 else { return false }
    return line.begins(with: "sent from my ") || line.begins(with: "sent from mail for ")
      || line.begins(with: "sent from outlook for ") || line.begins(with: "get outlook for ")
      || line.begins(with: "sent via the samsung") || line.begins(with: "sent from yahoo mail")
      || line.begins(with: "sent from a mobile") || line.begins(with: "sent using ")
  }

  /// Where the trailing block of contact details begins: a paragraph of short lines, of which
  /// two or more are telephone numbers, addresses or the like.
  private static func contactBlock(_ views: [View], _ range: Range<Int>) -> Int? {
    var start = range.upperBound
    var contacts = 0
    var first: Int?
    while start > range.lowerBound, range.upperBound - start < 14 {
      let view = views[start - 1]
      if view.isBlank {
        // The block may have gaps, but goes on only where contact details do.
        guard first != nil, start - 2 >= range.lowerBound, isContact(views[start - 2].bytes) else {
          break
        }
        start -= 1
        continue
      }
      let line = view.bytes.trimmed()
      let contact = isContact(line)
      guard line.count <= 75, contact || isTitleLike(line), !isClosing(line) else { break }
      if contact {
        contacts += 1
      }
      start -= 1
      first = start
    }
    guard contacts >= 2, let first else { return nil }
    return first
  }

  private static func isClosing(_ line: Bytes) -> Bool {
    let closings = [
      "thanks", "thank you", "regards", "best", "sincerely", "cheers", "respectfully",
      "many thanks",
      "kind regards", "best regards", "warm regards", "yours", "v/r", "take care", "love",
    ]
    return line.count <= 40 && closings.contains { line.begins(with: $0) }
  }

  /// No sentence: a name, a title, an organization, a street.
  private static func isTitleLike(_ line: Bytes) -> Bool {
    guard let first = line.first, first.isUpper || first.isDigit || "*_|-=<".utf8.contains(first),
      let last = line.last, !"?!:;".utf8.contains(last)
    else { return false }
    let words = line.words
    let plain = words.count { $0.first.map { $0 >= 0x61 && $0 <= 0x7A } ?? false }
    return words.count <= 9 && plain * 3 <= words.count
  }

  /// Holds a telephone number, an address of mail or web, or a ZIP code, and little else.
  private static func isContact(_ line: Bytes) -> Bool {
    let words = line.words.count
    if line.contains(UInt8(ascii: "@")) && words <= 4 { return true }
    if words <= 4, line.has("www.") || line.has("http://") || line.has("https://") { return true }
    let digits = line.count { $0.isDigit }
    guard digits >= 7, words <= 9 else { return digits == 5 && isPlaceWithZip(line) }
    return isPhone(line) || isPlaceWithZip(line)
  }

  /// Three, three and four digits, however they are set apart.
  private static func isPhone(_ line: Bytes) -> Bool {
    let groups = line.split { !$0.isDigit }.map(\.count)
    for (at, size) in groups.enumerated() {
      if size == 10 || size == 11 { return true }
      if size == 4, at > 0, groups[at - 1] == 3 { return true }
    }
    return false
  }

  /// "Fairview, ML 60001"
  private static func isPlaceWithZip(_ line: Bytes) -> Bool {
    let words = line.words
    guard words.count >= 3, words.count <= 6, let zip = words.last,
      zip.count == 5 || zip.count == 10, zip.prefix(5).allSatisfy(\.isDigit)
    else { return false }
    let state = words[words.count - 2]
    return state.count == 2 && state.allSatisfy(\.isUpper)
      || words.dropLast().contains { $0.last == UInt8(ascii: ",") }
  }
}
