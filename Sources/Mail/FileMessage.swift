// SPDX-License-Identifier: Apache-2.0

import Evidence
import GMime

/// One message of a mail file on its way to `Message`s.
struct FileMessage {
  let mail: MIMEMessage
  let index: Int
  let origin: Message.Origin
  let source: SourceID
  var folder: String?
  /// Where it stands, if not by its number in a mail file.
  var place: Citation.Place?

  /// The message, those quoted in it and those enclosed with it.
  func messages(_ id: MessageID) -> [Message] {
    let body = trimmed(TextLayout.lines(of: mail.bodyLines))
    let result = BodyZones.split(body) { lines, _ in cite(lines.map { body[$0].text }) }
    let outer = Message(
      id: id, source: source, origin: origin, from: mail.from.first.map(party) ?? .notStated,
      to: mail.to.map(party), cc: (mail.cc + mail.bcc).map(party), sent: sent, zone: zone,
      subject: mail.subject.map { .known($0) } ?? .notStated,
      lines: zip(body, result.zones).map { MessageLine(text: $0.text, zone: $1) },
      attachments: mail.attachments, header: mail.messageID, answersHeader: answers,
      folder: folder, citation: cite(headerLines))
    var out = [outer]
    for (number, part) in result.parts.enumerated() {
      let parent = part.parent.map { "\(id).\($0 + 1)" } ?? id
      out.append(
        part.message(
          id: "\(id).\(number + 1)", source: source, pages: [], bates: [], body: body, in: parent,
          cite(part.introduction.map { body[$0].text })))
    }
    for (number, inner) in mail.enclosed.enumerated() {
      let file = FileMessage(
        mail: inner, index: index, origin: origin, source: source, folder: folder)
      out += file.messages("\(id).e\(number + 1)")
    }
    return out
  }

  private func cite(_ quote: [String]) -> Citation {
    Citation(
      source: source, place: place ?? .mail(index: index), quote: quote.joined(separator: "\n"))
  }

  /// The header as people read it.
  private var headerLines: [String] {
    func list(_ all: [MIMEAddress]) -> String {
      all.map { address in
        guard let name = address.name, let mailbox = address.address else {
          return address.name ?? address.address ?? ""
        }
        return "\(name) <\(mailbox)>"
      }.joined(separator: ", ")
    }
    var out = ["From: " + list(mail.from)]
    if let date = sent.value { out.append("Date: " + date.iso) }
    if !mail.to.isEmpty { out.append("To: " + list(mail.to)) }
    if !mail.cc.isEmpty { out.append("Cc: " + list(mail.cc)) }
    if let subject = mail.subject { out.append("Subject: " + subject) }
    if let folder { out.append("Folder: " + folder) }
    return out
  }

  private func party(_ address: MIMEAddress) -> Fact<Party> {
    let name = address.name.flatMap { PartyList.party(Bytes($0)) }
    if let text = address.name, ExemptionCode.isCode(Bytes(text)) {
      return .unknown(Unknown(.redacted, code: text, citation: cite([text])))
    }
    guard name != nil || address.address != nil else { return .notStated }
    return .known(
      Party(
        name: name?.name, address: address.address ?? name?.address,
        organization: name?.organization))
  }

  private var sent: Fact<Moment> {
    guard let seconds = mail.dateSeconds else { return .notStated }
    let wall = seconds + Int64(mail.dateOffset ?? 0) * 60
    let day = (wall >= 0 ? wall : wall - 86_399) / 86_400
    let date = Calendar1970.date(day: day)
    let clock = Int(wall - day * 86_400)
    return .known(
      Moment(
        year: date.year, month: date.month, day: date.day, hour: clock / 3_600,
        minute: clock / 60 % 60, second: clock % 60, precision: mail.dateIsDay ? .day : .second,
        offset: mail.dateOffset))
  }

  private var zone: String? {
    guard let offset = mail.dateOffset else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return (offset < 0 ? "-" : "+") + two(abs(offset) / 60) + two(abs(offset) % 60)
  }

  /// The messages it answers, the direct one first.
  private var answers: [String] {
    var seen: Set<String> = []
    return (mail.inReplyTo + mail.references.reversed()).filter { seen.insert($0).inserted }
  }

  private func trimmed(_ lines: [Line]) -> [Line] {
    let lines = lines.drop { $0.isBlank }
    let end = lines.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? lines.startIndex
    return Array(lines[..<end])
  }
}
