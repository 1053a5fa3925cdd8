// SPDX-License-Identifier: Apache-2.0

/// Finds where a quoted e-mail begins among the lines of one level of quoting.
struct Introductions {
  let lines: [Line]
  let views: [View]
  private let scan: HeaderScan

  init(lines: [Line], views: [View]) {
    (self.lines, self.views) = (lines, views)
    scan = HeaderScan(lines: lines, views: views)
  }

  /// The introduction that begins at `at`, or whose first labelled line stands there.
  func introduction(at: Int) -> Introduction? {
    let view = views[at]
    if let divider = Introduction.divider(view.bytes) { return divided(at: at, by: divider) }
    if let block = scan.block(at: at), block.isMail(introduced: false) {
      return Introduction(range: block.range, block: block)
    }
    return attribution(at: at)
  }

  // MARK: Dividers

  private func divided(at: Int, by divider: Introduction.Divider) -> Introduction? {
    var next = at + 1
    var unexplained = 0
    var junk = 0
    // The line itself may be wrapped, and a letterhead stand below it: both are short.
    while next < views.count, next - at <= 12,
      unexplained <= (divider == .named ? 6 : 2),
      unexplained <= 2 || isCaption(views[next].bytes)
    {
      if views[next].isBlank {
        next += 1
        continue
      }
      if let block = scan.block(at: next), block.range.lowerBound > at,
        block.isMail(introduced: divider != .rule)
      {
        return Introduction(range: at..<block.range.upperBound, block: block)
      }
      if divider == .named, let announced = announcement(at: at),
        let block = scan.block(at: next), block.range.lowerBound > at
      {
        return Introduction(
          range: at..<block.range.upperBound, block: announced.completing(block))
      }
      if divider == .named, unexplained == 0 || unexplained == junk,
        var found = attribution(at: next)
      {
        found.range = at..<found.range.upperBound
        return found
      }
      unexplained += 1
      if !views[next].bytes.contains(where: \.isLetter) { junk += 1 }
      next += 1
    }
    // A message announced without a header is still a message, of which only the text is known.
    guard divider == .named,
      views[(at + 1)...].contains(where: { $0.bytes.letters.count > 3 && $0.bytes.words.count > 1 })
    else { return nil }
    return Introduction(range: at..<(endsWrapped(at) ? at + 2 : at + 1))
  }

  /// Who wrote the message that a divider announces, and when.
  private struct Announcement {
    var from: HeaderBlock.Value
    var date: HeaderBlock.Value

    func completing(_ block: HeaderBlock) -> HeaderBlock {
      var block = block
      if block.fields[.from] == nil { block.fields[.from] = from }
      if block.fields[.date] == nil { block.fields[.date] = date }
      return block
    }
  }

  private func announcement(at: Int) -> Announcement? {
    guard Introduction.announced(views[at].bytes) != nil else { return nil }
    let end = endsWrapped(at) ? at + 2 : at + 1
    let whole = Array(views[at..<end].map { $0.bytes.trimmed() }.joined(separator: [.space]))[...]
    guard let text = Introduction.announced(whole), let date = DateReading.first(in: text) else {
      return nil
    }
    var name = text[..<date.range.lowerBound].trimmed()
    if name.ends(with: " on") { name = name.dropLast(3) }
    let views = Array(at..<end)
    return Announcement(
      from: HeaderBlock.Value(bytes: Array(name.trimmed()), covers: [], views: views, label: []),
      date: HeaderBlock.Value(
        bytes: Array(text[date.range]), covers: [], views: views, label: []))
  }

  /// Whether the line below is the end of a divider that was wrapped: "07/13/2017 04:11 PM -----".
  private func endsWrapped(_ at: Int) -> Bool {
    guard at + 1 < views.count, let last = views[at].bytes.trimmed().last, last != 0x2D else {
      return false
    }
    return views[at + 1].bytes.trimmed().ends(with: "---")
  }

  /// No sentence: a name, an organization, a date.
  private func isCaption(_ line: Bytes) -> Bool {
    let line = line.trimmed()
    guard line.count <= 80, let last = line.last else { return line.isEmpty }
    return !".?!".utf8.contains(last) || line.words.count <= 3
  }

  // MARK: "On … wrote:"

  /// Several lines read as one, with the covers in them.
  private struct Joined {
    var bytes: [UInt8] = []
    var covers: [Cover] = []
    var end: Int
  }

  private func attribution(at: Int) -> Introduction? {
    let head = views[at].bytes.trimmed()
    guard let first = head.first else { return nil }
    if head.begins(with: ">>>"), let found = arrows(at: at) { return found }
    if views[at].unquoted() != nil { return nil }
    let isDated = first.isDigit && DateReading.first(in: head)?.range.lowerBound == head.startIndex
    if let found = bareAttribution(head, at: at) { return found }
    guard
      isDated || opening(of: head) != nil || endsAttribution(head)
        || MailLanguage.allStates.contains(where: { head.has($0) })
    else { return nil }
    guard let joined = join(from: at, while: { !endsAttribution($0) && !endsDated($0) }) else {
      return nil
    }
    let text = joined.bytes[...]
    if let found = wroteOn(joined, at: at) ?? verbBetween(joined, at: at) { return found }
    guard let ending = MailLanguage.allEndings.first(where: { text.ends(with: $0) }) else {
      return isDated ? googleStyle(joined, at: at) : nil
    }
    var core = text.dropLast(ending.utf8.count).stripped(of: " -\t")
    if let opening = opening(of: core) { core = core.dropFirst(opening.utf8.count) }
    if let message = core.index(of: "in message <"),
      let close = core[message...].firstIndex(of: UInt8(ascii: ">"))
    {
      core = Array(core[..<message] + core[(close + 1)...])[...]
    }
    let date = DateReading.first(in: core)
    if date == nil {
      let hidden = core.contains(Line.mark) && head.begins(with: "on ")
      guard hidden || (isName(core) && nextIsPrefixed(joined.end)) else { return nil }
    }
    return made(at: at, joined, sender: outside(date, of: core), date: date)
  }

  /// ">>> Jane Doe <jane@…> 03/06/2017 2:14 PM >>>", as GroupWise introduces what it quotes.
  private func arrows(at: Int) -> Introduction? {
    func isClosed(_ text: Bytes) -> Bool {
      text.ends(with: ">>>") && text.contains(where: \.isLetter) || endsAttribution(text)
    }
    guard let joined = join(from: at, while: { !isClosed($0) }), isClosed(joined.bytes[...]) else {
      return nil
    }
    var core = joined.bytes[...].stripped(of: "> ")
    if let ending = MailLanguage.allEndings.first(where: { core.ends(with: $0) }) {
      core = core.dropLast(ending.utf8.count).trimmed()
    }
    if core.begins(with: "on ") { core = core.dropFirst(3) }
    let date = DateReading.first(in: core)
    guard date != nil || core.contains(Line.mark) else { return nil }
    return made(at: at, joined, sender: outside(date, of: core), date: date)
  }

  /// "Jane Doe <jane@…> wrote on 03/06/2017 02:14:05 PM:", and in German also "… hat am 06.03.2017
  /// um 14:14 geschrieben:".
  private func wroteOn(_ joined: Joined, at: Int) -> Introduction? {
    let text = joined.bytes[...]
    guard text.last == .colon else { return nil }
    for verb in MailLanguage.allStates {
      guard let on = text.index(of: verb), (2...120).contains(on - text.startIndex),
        let date = DateReading.first(in: text[(on + verb.utf8.count)...]),
        text[date.range.upperBound...].count <= 14
      else { continue }
      return made(at: at, joined, sender: text[..<on], date: date)
    }
    return nil
  }

  /// What a line like "On … wrote:" begins with. Words as short as "le" open sentences too: a
  /// number must follow, except where the date may be covered.
  private func opening(of line: Bytes) -> String? {
    guard let first = line.first?.lower, Introductions.initials.contains(first) else { return nil }
    guard let found = MailLanguage.allOpenings.first(where: { line.begins(with: $0) }) else {
      return nil
    }
    return found == MailLanguage.allOpenings[0] || line.contains(where: \.isDigit) ? found : nil
  }

  private static let initials = ByteSet(MailLanguage.allOpenings.compactMap(\.utf8.first))

  /// "Jane Doe wrote" without a colon, right above the quote.
  private func bareAttribution(_ head: Bytes, at: Int) -> Introduction? {
    guard head.count <= 60, head.last == UInt8(ascii: "e"), head.ends(with: " wrote"),
      head.words.count <= 5, isName(head), at + 1 < views.count, views[at + 1].unquoted() != nil
    else { return nil }
    let joined = Joined(bytes: Array(head), covers: lines[views[at].line].covers, end: at + 1)
    return made(at: at, joined, sender: head.dropLast(6), date: nil)
  }

  /// "Am 06.03.2017 um 14:14 schrieb Jane Doe:"
  private func verbBetween(_ joined: Joined, at: Int) -> Introduction? {
    let text = joined.bytes[...]
    guard text.last == .colon else { return nil }
    for verb in MailLanguage.allVerbs {
      guard let place = text.index(of: verb), let date = DateReading.first(in: text[..<place])
      else { continue }
      return made(
        at: at, joined, sender: text[(place + verb.utf8.count)...].dropLast(), date: date)
    }
    return nil
  }

  /// "2017-03-06 14:14 GMT-06:00 Jane Doe <jane@…>:"
  private func googleStyle(_ joined: Joined, at: Int) -> Introduction? {
    let text = joined.bytes[...]
    guard text.last == .colon, text.contains(UInt8(ascii: "@")),
      let date = DateReading.first(in: text), date.hasTime
    else { return nil }
    return made(at: at, joined, sender: text[date.range.upperBound...].dropLast(), date: date)
  }

  private func made(
    at: Int, _ joined: Joined, sender: Bytes, date: DateReading?
  ) -> Introduction {
    let sender = sender.stripped(of: " ,;-*\t")
    let from = HeaderBlock.Value(
      bytes: closed(sender), covers: sender.contains(Line.mark) ? joined.covers : [],
      views: Array(at..<joined.end), label: [])
    return Introduction(
      range: at..<joined.end, from: from, date: date,
      isPrefixed: !joined.bytes[...].ends(with: ">>>") && nextIsPrefixed(joined.end))
  }

  /// With the brackets of an address that was wrapped put right: "Jane Doe < jane@a.example".
  private func closed(_ sender: Bytes) -> [UInt8] {
    guard let open = sender.lastIndex(of: 0x3C), !sender[open...].contains(0x3E) else {
      return Array(sender)
    }
    let inside = sender[(open + 1)...].trimmed()
    if inside.isEmpty { return Array(sender[..<open].trimmed()) }
    return Array(sender[..<open]) + [0x3C] + inside + [0x3E]
  }

  private func join(from at: Int, while open: (Bytes) -> Bool) -> Joined? {
    var joined = Joined(end: at)
    while joined.end < views.count, joined.end - at < 6 {
      if views[joined.end].isBlank {
        // The ">" that closes an address was wrapped to a line of its own, and taken for a mark.
        guard let open = joined.bytes.lastIndex(of: 0x3C), !joined.bytes[open...].contains(0x3E)
        else { return nil }
        joined.end += 1
        continue
      }
      var view = views[joined.end]
      if joined.end > at, !joined.bytes[...].begins(with: ">>>") {
        // A wrapped introduction may have been quoted line by line.
        while let inner = view.unquoted() { view = inner }
      }
      if !joined.bytes.isEmpty { joined.bytes.append(.space) }
      joined.bytes += plainSpaces(view.bytes.trimmed())
      joined.covers += lines[view.line].covers
      joined.end += 1
      if joined.bytes.count > 500 { return nil }
      if !open(joined.bytes[...]) { return joined }
    }
    return nil
  }

  /// With no-break spaces, as French sets them before a colon, made plain.
  private func plainSpaces(_ text: Bytes) -> Bytes {
    guard text.contains(0xC2) || text.contains(0xE2) else { return text }
    var out: [UInt8] = []
    var at = text.startIndex
    while at < text.endIndex {
      if text[at...].starts(with: [0xC2, 0xA0]) {
        out.append(.space)
        at += 2
      } else if text[at...].starts(with: [0xE2, 0x80, 0xAF]) {
        out.append(.space)
        at += 3
      } else {
        out.append(text[at])
        at += 1
      }
    }
    return out[...]
  }

  private func endsAttribution(_ text: Bytes) -> Bool {
    guard let last = text.last, ":;.".utf8.contains(last) else { return false }
    return MailLanguage.allEndings.contains { text.ends(with: $0) }
  }

  private func endsDated(_ text: Bytes) -> Bool {
    guard text.last == .colon else { return false }
    return MailLanguage.allStates.contains { text.has($0) }
      || text.dropLast().last == UInt8(ascii: ">")
      || MailLanguage.allVerbs.contains { text.has($0) }
  }

  private func outside(_ date: DateReading?, of core: Bytes) -> Bytes {
    guard let date else { return core }
    let before = core[..<date.range.lowerBound].stripped(of: " ,;-")
    let after = core[date.range.upperBound...].stripped(of: " ,;-)")
    return after.isEmpty || (before.count > 3 && !before.begins(with: "at ") && after.count < 4)
      ? before : after
  }

  private func isName(_ text: Bytes) -> Bool {
    text.contains(UInt8(ascii: "@")) || (text.words.count <= 6 && text.first?.isUpper ?? false)
  }

  /// Whether the text that follows carries a ">", as far as it is not covered or wrapped.
  private func nextIsPrefixed(_ at: Int) -> Bool {
    for view in views[at...].prefix(40) where !view.isBlank {
      if view.unquoted() != nil { return true }
      if !view.startsCovered && !view.wraps { return false }
    }
    return false
  }
}
