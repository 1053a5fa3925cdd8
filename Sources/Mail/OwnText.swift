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
    grouping: MailLanguage.allDisclaimers.map { Array($0.utf8) }, by: { $0[0] })
  private static let signs = MailLanguage.allDisclaimerSigns

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

  /// "-- " alone on a line opens a signature, which is short. A greeting and a name that follow
  /// it are no more than the end of a letter, and sentences may be anything.
  private static func delimiter(_ views: [View], _ range: Range<Int>) -> Int? {
    var seen = 0
    for index in range.reversed() where !views[index].isBlank {
      let line = views[index].bytes.trimmed()
      if line.elementsEqual("--".utf8) || line.elementsEqual("---".utf8) {
        return seen > 0 && !isOwn(views[(index + 1)..<range.upperBound]) ? index : nil
      }
      seen += 1
      if seen > 12 { return nil }
    }
    return nil
  }

  /// Nothing but a closing and one name, or nothing that a signature has.
  private static func isOwn(_ views: ArraySlice<View>) -> Bool {
    let lines = views.filter { !$0.isBlank }.map { $0.bytes.trimmed() }
    let names = lines.filter { !isClosing($0) }
    if lines.count <= 3 && names.count <= 1 && names.allSatisfy(isName) { return true }
    return !names.contains { isContact($0) || isTitleLike($0) }
  }

  /// Up to four words, each with a capital, and nothing else.
  private static func isName(_ line: Bytes) -> Bool {
    let words = line.words
    return (1...4).contains(words.count)
      && words.allSatisfy { $0.first.map { $0.isUpper || $0 >= 0x80 } ?? false }
      && line.allSatisfy { $0.isLetter || $0 >= 0x80 || $0.isSpace || ".-'".utf8.contains($0) }
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
    return MailLanguage.allDevices.contains { line.begins(with: $0) }
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
        guard first != nil, start - 2 >= range.lowerBound, isContact(views[start - 2].bytes),
          start - 3 < range.lowerBound || canStandInBlock(views[start - 3])
        else { break }
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
    guard let first, contacts >= 2 || isCard(views[first..<range.upperBound], contacts) else {
      return nil
    }
    return first
  }

  /// A name, who they are, and one number: a block of its own at the end.
  private static func isCard(_ views: ArraySlice<View>, _ contacts: Int) -> Bool {
    guard contacts == 1, (3...6).contains(views.count), let name = views.first,
      let last = views.last
    else { return false }
    return isName(name.bytes.trimmed()) && name.bytes.words.count >= 2
      && isContact(last.bytes.trimmed())
  }

  private static func canStandInBlock(_ view: View) -> Bool {
    let line = view.bytes.trimmed()
    return line.isEmpty || isContact(line) || isTitleLike(line) || isClosing(line)
  }

  private static func isClosing(_ line: Bytes) -> Bool {
    line.count <= 40 && MailLanguage.allClosings.contains { line.begins(with: $0) }
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
