// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What a header says, each value known or unknown with the reason.
struct HeaderFacts {
  var from: Fact<Party> = .notStated
  var to: [Fact<Party>] = [.notStated]
  var cc: [Fact<Party>] = []
  var sent: Fact<Moment> = .notStated
  var zone: String?
  var subject: Fact<String> = .notStated
  var attachments: [String] = []

  /// Every e-mail has a sender: where the label is printed and nothing behind it, on a page that
  /// things were withheld from, the sender was withheld without a trace.
  mutating func concede(_ page: Page) {
    guard let unknown = from.unknown, unknown.reason == .notStated, unknown.citation != nil,
      !page.redactions.isEmpty || page.stamps.contains(where: { $0.contains("PART") })
    else { return }
    let codes = page.codes
    from = .unknown(
      Unknown(
        .redacted, code: codes.count == 1 ? codes.first : nil, citation: unknown.citation))
  }
}

/// Reads the values of a header block.
struct HeaderFactReader {
  let lines: [Line]
  let views: [View]
  /// The place of the given lines and covers.
  let cite: ([Int], [Cover]) -> Citation

  func facts(of block: HeaderBlock) -> HeaderFacts {
    var facts = HeaderFacts()
    facts.from = block.value(.from).map(sender) ?? .notStated
    facts.to = block.value(.to).map(recipients) ?? [.notStated]
    if facts.to.isEmpty { facts.to = [.notStated] }
    facts.cc = (block.value(.cc).map(recipients) ?? []) + (block.value(.bcc).map(recipients) ?? [])
    if let value = block.value(.date) { (facts.sent, facts.zone) = time(value) }
    facts.subject = block.value(.subject).map(subject) ?? .notStated
    if let value = block.value(.attachments) { facts.attachments = names(value) }
    return facts
  }

  /// Those of a line like "On … wrote:".
  func facts(from: HeaderBlock.Value?, date: DateReading?) -> HeaderFacts {
    var facts = HeaderFacts()
    facts.from = from.map(sender) ?? .notStated
    if let date {
      facts.sent = .known(date.moment)
      facts.zone = date.zone
    } else if let from, from.isCovered {
      facts.sent = hidden(from, from.covers)
    }
    return facts
  }

  // MARK: Values

  private func sender(_ value: HeaderBlock.Value) -> Fact<Party> {
    let bytes = value.bytes[...].trimmed()
    if value.isHidden { return hidden(value, value.covers) }
    return party(bytes, value, value.covers[...])
      ?? .unknown(Unknown(.notStated, citation: place(value)))
  }

  private func recipients(_ value: HeaderBlock.Value) -> [Fact<Party>] {
    var used = 0
    return PartyList.split(value.bytes[...]).flatMap { entry -> [Fact<Party>] in
      let marks = entry.count { $0 == Line.mark }
      let covers = value.covers.dropFirst(used).prefix(marks)
      used += marks
      let first = party(entry, value, covers)
      // The cover may hide the separator too: a whole entry behind it is one of its own.
      guard let mark = entry.lastIndex(of: Line.mark), first != nil else {
        return [first].compactMap(\.self)
      }
      let behind = entry[(mark + 1)...].trimmed().stripped(of: ",;").trimmed()
      guard PartyList.isWholeName(behind), let next = PartyList.party(behind) else {
        return [first].compactMap(\.self)
      }
      return [first, .known(next)].compactMap(\.self)
    }
  }

  /// One entry. A covered name is unknown, whatever else of the entry can be read; a name with
  /// its address covered is known.
  private func party(
    _ entry: Bytes, _ value: HeaderBlock.Value, _ covers: ArraySlice<Cover>
  ) -> Fact<Party>? {
    if ExemptionCode.isCode(entry.filter { $0 != Line.mark }[...]) {
      return hidden(value, Array(covers), code: entry.filter { $0 != Line.mark }[...].trimmed())
    }
    if let mark = entry.firstIndex(of: Line.mark) {
      let before = entry[..<mark].trimmed().stripped(of: "<([\"").trimmed()
      let isName = before.words.count >= 2 || before.contains(UInt8(ascii: "@"))
      let isCut = before.last == UInt8(ascii: ",")
      guard isName, !isCut else { return hidden(value, Array(covers)) }
      return PartyList.party(before).map { .known($0) }
    }
    return PartyList.party(withoutCode(entry)).map { .known($0) }
  }

  /// Without an exemption code that stands behind the entry, for the address it covers.
  private func withoutCode(_ entry: Bytes) -> Bytes {
    guard let space = entry.lastIndex(where: \.isSpace), ExemptionCode.isCode(entry[space...])
    else { return entry }
    return entry[..<space]
  }

  private func time(_ value: HeaderBlock.Value) -> (Fact<Moment>, String?) {
    if value.isHidden { return (hidden(value, value.covers), nil) }
    guard let date = DateReading.first(in: value.bytes[...]) else {
      if value.isCovered { return (hidden(value, value.covers), nil) }
      let isEmpty = value.bytes[...].trimmed().isEmpty
      return (.unknown(Unknown(isEmpty ? .notStated : .illegible, citation: place(value))), nil)
    }
    // A recognized date whose day of the week is another was misread in one of the two.
    let recognized = value.views.contains { lines[views[$0].line].recognized }
    if recognized && date.contradictsItself {
      return (
        .unknown(Unknown(.disagree, candidates: [date.moment.iso], citation: place(value))),
        date.zone
      )
    }
    return (.known(date.moment), date.zone)
  }

  private func subject(_ value: HeaderBlock.Value) -> Fact<String> {
    if value.isCovered || value.isHidden { return hidden(value, value.covers) }
    return .known(value.bytes[...].squeezed()[...].string)
  }

  private func names(_ value: HeaderBlock.Value) -> [String] {
    let bytes = value.bytes[...]
    let separator = bytes.contains(UInt8(ascii: ";")) ? UInt8(ascii: ";") : UInt8(ascii: ",")
    return bytes.split(separator: separator).map { Line.readable($0.trimmed()) }
      .filter { !$0.isEmpty }
  }

  private func hidden<Value>(
    _ value: HeaderBlock.Value, _ covers: [Cover], code: Bytes = []
  ) -> Fact<Value> {
    let printed = code.isEmpty ? nil : code.string
    return .unknown(
      Unknown(
        .redacted, code: covers.lazy.compactMap(\.code).first ?? printed,
        citation: place(value, covers)))
  }

  private func place(_ value: HeaderBlock.Value, _ covers: [Cover] = []) -> Citation {
    cite(value.views.map { views[$0].line }, covers)
  }
}
