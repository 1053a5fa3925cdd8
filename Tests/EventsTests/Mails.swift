// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Testing

@testable import Events

/// Invented mails between an invented police department, jail and federal office.
enum Mails {
  static let source = SourceID(hex: String(repeating: "5a", count: 32))
  static let chicago = TimeZone(identifier: "America/Chicago") ?? .gmt

  static let people = [
    person("wills", "Dana Wills", .local, "Fairview Police Department"),
    person("amberg", "Lisa Amberg", .local, "Marlow County Detention Center"),
    person("keller", "Ruth Keller", .federal, "ICE ERO"),
    person("voss", "Tom Voss", .federal, "ICE Homeland Security Investigations"),
    person("sayre", "Beth Sayre", .other, "The Fairview Ledger"),
  ]

  private static func person(
    _ id: String, _ name: String, _ side: Person.Side, _ organization: String
  ) -> Person {
    Person(
      id: id, name: name, aliases: [], addresses: ["\(id)@office.example"],
      organization: organization, side: side, role: nil, sent: 0, received: 0, first: nil,
      last: nil)
  }

  static func party(_ id: String) -> Fact<Party> {
    .known(Party(name: people.first { $0.id == id }?.name ?? id, person: id))
  }

  static func mail(
    _ id: String, from: String, to: [String], _ text: String, subject: String = "",
    replyTo: String? = nil, released: Bool = true, duplicates: [String] = []
  ) -> Message {
    var lines: [MessageLine] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let y = 100 + Double(index) * 14
      lines.append(
        MessageLine(
          text: String(line), zone: .new, page: 3,
          box: Box(x0: 72, y0: y, x1: 72 + Double(line.utf8.count) * 5, y1: y + 11)))
    }
    return Message(
      id: id, source: source, pages: [3], bates: ["FPD 000003"], origin: .printed,
      from: party(from), to: to.map { party($0) },
      sent: .known(
        Moment(year: 2017, month: 5, day: 11, hour: 14, minute: 41, precision: .minute)),
      subject: .known(subject), lines: lines, replyTo: replyTo, duplicates: duplicates,
      released: released,
      citation: Citation(
        source: source,
        place: .page(
          number: 3, bates: "FPD 000003", boxes: [Box(x0: 72, y0: 50, x1: 400, y1: 90)]),
        quote: "From: \(from)"))
  }

  static let cues: Result<Cues, any Error> = Result {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appendingPathComponent("Data/cues.yaml"), encoding: .utf8)
    return try Cues(yaml: text, file: "Data/cues.yaml")
  }

  static func events(
    _ messages: [Message], redactions: [SourceID: [Int: [Redaction]]] = [:]
  ) throws -> [Event] {
    let signatures = messages.compactMap { message -> MailEvents.Signature? in
      guard let writer = message.from.value else { return nil }
      return (writer, message.lines.filter { $0.zone == .signature }.map(\.text))
    }
    return MailEvents(
      people: people, signatures: signatures, cues: try cues.get(), place: "Fairview",
      zone: chicago, redactions: redactions
    ).suggest(in: messages)
  }
}

extension Event {
  /// "action information" for short comparisons.
  var brief: String {
    ([action ?? "?"] + (facts[.information]?.value ?? [])).joined(separator: " ")
  }
}
