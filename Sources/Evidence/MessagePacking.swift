// SPDX-License-Identifier: Apache-2.0

/// Messages as a compact run of bytes, for the way from a worker and for the store.
///
/// What comes back is the message that went in; coordinates are rounded as `PagePacking` rounds
/// them.
public enum MessagePacking {
  public typealias Malformed = PagePacking.Malformed

  /// The first byte: a message that lies in a folder ends in its path. Readers refuse others.
  static let version: UInt8 = 1
  static let versionWithFolder: UInt8 = 2

  public static func pack(_ message: Message) -> [UInt8] {
    var out = PackWriter()
    out.bytes.reserveCapacity(2_048)
    out.bytes.append(message.folder == nil ? version : versionWithFolder)
    out.text(message.id)
    out.text(message.source.hex)
    out.list(message.pages) { $0.number($1) }
    out.list(message.bates) { $0.text($1) }
    out.text(message.origin.rawValue)
    out.fact(message.from) { $0.party($1) }
    out.list(message.to) { out, fact in out.fact(fact) { $0.party($1) } }
    out.list(message.cc) { out, fact in out.fact(fact) { $0.party($1) } }
    out.fact(message.sent) { $0.moment($1) }
    out.text(message.zone)
    out.fact(message.subject) { $0.text($1) }
    out.list(message.lines) { $0.line($1) }
    out.list(message.attachments) { $0.text($1) }
    out.text(message.quotedIn)
    out.number(message.depth)
    out.text(message.header)
    out.list(message.answersHeader) { $0.text($1) }
    out.text(message.replyTo)
    out.text(message.thread)
    out.list(message.duplicates) { $0.text($1) }
    out.number(message.released ? 1 : 0)
    out.citation(message.citation)
    if let folder = message.folder { out.text(folder) }
    return out.bytes
  }

  /// - Throws: `Malformed` for anything that `pack` did not make.
  public static func unpack(_ bytes: [UInt8]) throws(Malformed) -> Message {
    var input = PackReader(bytes: bytes)
    let form = try input.byte()
    guard form == version || form == versionWithFolder else { throw Malformed(offset: 0) }
    let id = try input.text()
    let source = SourceID(hex: try input.text())
    let pages = try input.list { input throws(Malformed) in try input.number() }
    let bates = try input.texts()
    let origin: Message.Origin = try input.name()
    let from = try input.fact { input throws(Malformed) in try input.party() }
    let to = try input.parties()
    let cc = try input.parties()
    let sent = try input.fact { input throws(Malformed) in try input.moment() }
    let zone = try input.optionalText()
    let subject = try input.fact { input throws(Malformed) in try input.text() }
    let lines = try input.list { input throws(Malformed) in try input.line() }
    let attachments = try input.texts()
    let quotedIn = try input.optionalText()
    let depth = try input.number()
    let header = try input.optionalText()
    let answers = try input.texts()
    let replyTo = try input.optionalText()
    let thread = try input.optionalText()
    let duplicates = try input.texts()
    let released = try input.number() != 0
    let place = try input.citation()
    let folder = form == versionWithFolder ? try input.text() : nil
    let message = Message(
      id: id, source: source, pages: pages, bates: bates, origin: origin, from: from, to: to,
      cc: cc, sent: sent, zone: zone, subject: subject, lines: lines, attachments: attachments,
      quotedIn: quotedIn, depth: depth, header: header, answersHeader: answers, replyTo: replyTo,
      thread: thread, duplicates: duplicates, released: released, folder: folder, citation: place)
    guard input.atEnd else { throw Malformed(offset: input.offset) }
    return message
  }

  /// The zones by the number they are written as: the order is part of the format.
  fileprivate static let zones: [MessageLine.Zone] = [.new, .signature, .quoted, .disclaimer]
}

extension PackWriter {
  mutating func fact<Value>(
    _ fact: Fact<Value>, _ body: (inout PackWriter, Value) -> Void
  ) {
    switch fact {
    case .known(let value):
      number(0)
      body(&self, value)
    case .unknown(let unknown):
      number(1)
      text(unknown.reason.rawValue)
      list(unknown.candidates) { $0.text($1) }
      text(unknown.code)
      number(unknown.citation == nil ? 0 : 1)
      if let place = unknown.citation { citation(place) }
    }
  }

  fileprivate mutating func party(_ party: Party) {
    for part in [party.name, party.address, party.organization, party.person] { text(part) }
  }

  fileprivate mutating func moment(_ moment: Moment) {
    for part in [
      moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second,
    ] { number(part) }
    text(moment.precision.rawValue)
    number(moment.offset == nil ? 0 : 1)
    if let offset = moment.offset { number(offset) }
  }

  fileprivate mutating func line(_ line: MessageLine) {
    text(line.text)
    number(MessagePacking.zones.firstIndex(of: line.zone) ?? 0)
    number(line.page ?? 0)
    number((line.box == nil ? 0 : 1) + (line.words == nil ? 0 : 2))
    if let place = line.box { box(place) }
    if let words = line.words {
      number(words.lowerBound)
      number(words.count)
    }
  }

  mutating func citation(_ citation: Citation) {
    text(citation.source.hex)
    switch citation.place {
    case .page(let page, let bates, let boxes):
      number(0)
      number(page)
      text(bates)
      list(boxes) { $0.box($1) }
    case .row(let sheet, let row):
      number(1)
      text(sheet)
      number(row)
    case .mail(let index):
      number(2)
      number(index)
    case .line(let line):
      number(3)
      number(line)
    }
    text(citation.quote)
  }
}

extension PackReader {
  mutating func texts() throws(Malformed) -> [String] {
    try list { input throws(Malformed) in try input.text() }
  }

  mutating func fact<Value>(
    _ body: (inout PackReader) throws(Malformed) -> Value
  ) throws(Malformed) -> Fact<Value> {
    if try number() == 0 { return .known(try body(&self)) }
    let reason: Unknown.Reason = try name()
    let candidates = try texts()
    let code = try optionalText()
    let place = try number() == 0 ? nil : try citation()
    return .unknown(Unknown(reason, candidates: candidates, code: code, citation: place))
  }

  fileprivate mutating func party() throws(Malformed) -> Party {
    Party(
      name: try optionalText(), address: try optionalText(), organization: try optionalText(),
      person: try optionalText())
  }

  fileprivate mutating func parties() throws(Malformed) -> [Fact<Party>] {
    try list { input throws(Malformed) in
      try input.fact { input throws(Malformed) in try input.party() }
    }
  }

  fileprivate mutating func moment() throws(Malformed) -> Moment {
    var moment = Moment(
      year: try number(), month: try number(), day: try number(), hour: try number(),
      minute: try number(), second: try number(), precision: try name())
    if try number() != 0 { moment.offset = try number() }
    return moment
  }

  fileprivate mutating func line() throws(Malformed) -> MessageLine {
    let text = try self.text()
    let zone = try number()
    guard MessagePacking.zones.indices.contains(zone) else { throw Malformed(offset: offset) }
    let page = try number()
    let parts = try number()
    let box = parts & 1 == 0 ? nil : try self.box()
    var words: Range<Int>?
    if parts & 2 != 0 {
      let (first, count) = (try number(), try number())
      guard first >= 0, count >= 0, count < Int.max - first else {
        throw Malformed(offset: offset)
      }
      words = first..<first + count
    }
    return MessageLine(
      text: text, zone: MessagePacking.zones[zone], page: page == 0 ? nil : page, box: box,
      words: words)
  }

  mutating func citation() throws(Malformed) -> Citation {
    let source = SourceID(hex: try text())
    let place: Citation.Place
    switch try number() {
    case 0:
      place = .page(
        number: try number(), bates: try optionalText(),
        boxes: try list { input throws(Malformed) in try input.box() })
    case 1: place = .row(sheet: try optionalText(), row: try number())
    case 2: place = .mail(index: try number())
    case 3: place = .line(try number())
    default: throw Malformed(offset: offset)
    }
    return Citation(source: source, place: place, quote: try text())
  }
}
