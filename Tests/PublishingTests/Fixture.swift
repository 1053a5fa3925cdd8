// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation
import Publishing

/// A small case of an invented town, and what it takes to publish it.
enum Fixture {
  static let release = SourceID(hex: String(repeating: "1a", count: 32))
  static let log = SourceID(hex: String(repeating: "2b", count: 32))
  static let policy = SourceID(hex: String(repeating: "3c", count: 32))

  static func page(_ number: Int, _ lines: [String], redactions: [Redaction] = []) -> Page {
    var words: [Word] = []
    for (line, text) in lines.enumerated() {
      var x = 72.0
      for word in text.split(separator: " ") {
        let box = Box(
          x0: x, y0: 72 + 14 * Double(line), x1: x + 6 * Double(word.count),
          y1: 84 + 14 * Double(line))
        words.append(Word(text: String(word), box: box, line: line))
        x = box.x1 + 4
      }
    }
    return Page(
      source: release, number: number, width: 612, height: 792, method: .text, words: words,
      bates: "FPD 00000\(number)", redactions: redactions,
      redactedShare: redactions.isEmpty ? 0 : 0.1)
  }

  static func message(
    _ id: String, from: String, to: String, hour: Int, subject: String, lines: [String],
    page: Int? = nil, replyTo: String? = nil
  ) -> Message {
    let place: Citation.Place =
      page.map { .page(number: $0, bates: "FPD 00000\($0)", boxes: []) } ?? .mail(index: 1)
    return Message(
      id: id, source: release, pages: page.map { [$0] } ?? [], origin: .printed,
      from: .known(
        Party(name: from, address: "\(from.lowercased())@fairview.example", person: from)),
      to: [.known(Party(name: to, person: to))],
      sent: .known(Moment(year: 2017, month: 9, day: 12, hour: hour, precision: .minute)),
      subject: .known(subject), lines: lines.map { MessageLine(text: $0, zone: .new, page: page) },
      replyTo: replyTo, thread: "t1",
      citation: Citation(source: release, place: place, quote: "From: \(from)"))
  }

  static func record() -> CaseRecord {
    let pages = [
      page(
        1, ["From: Lind", "Rosa Quiroz will be released", "today at two"],
        redactions: [
          Redaction(
            box: Box(x0: 100, y0: 300, x1: 300, y1: 320), kind: .black, codes: ["(b)(6)"],
            textUnder: .hidden, hiddenText: "Underneath Hiddenname")
        ]),
      page(2, ["From: Calder", "Thanks"]),
    ]
    let quote = Citation(
      source: release,
      place: .page(
        number: 1, bates: "FPD 000001", boxes: [Box(x0: 72, y0: 86, x1: 300, y1: 98)]),
      quote: "will be released today at two")
    let release = Event(
      id: "e1",
      facts: [
        .action: .known(["release-notification"]), .actor: .known(["jail-corrections"]),
        .recipient: .known(["ICE-ERO"]), .basis: .notStated,
      ],
      time: Moment(year: 2017, month: 9, day: 12, precision: .day).span(in: .gmt),
      status: .confirmed, reviewer: "K. Amsel", parties: [.actor: "Lind", .recipient: "Calder"],
      message: "m1", origin: "cue:release", citations: [quote])
    let rows = (0..<30).map { n -> Event in
      let from = Int64(1_506_000_000 + n * 43_200)
      return Event(
        id: "row-\(n + 2)", facts: [.action: .known(["database-query"])],
        time: TimeSpan(from: from, to: from + 1), status: .logged,
        parties: [.actor: "account ice_rm4"], origin: "access.mapping.yaml",
        citations: [Citation(source: log, place: .row(sheet: nil, row: n + 2), quote: "ice_rm4")])
    }
    let findings =
      [
        Finding(
          event: "e1", instrument: "MARLOW", rule: "4", cite: "Resolution 31, section 4",
          verdict: .violated, why: ["A release was told."], citations: [quote], status: .confirmed)
      ]
      + rows.map {
        Finding(
          event: $0.id, instrument: "MARLOW", rule: "2", verdict: .undetermined,
          until: [Settling(facts: ["basis is judicial-warrant"], settles: .permitted)],
          why: ["The log gives no basis."], citations: $0.citations, status: .logged)
      }
    return CaseRecord(
      name: "fairview", zone: "America/Chicago", place: "Fairview",
      sources: [
        Source(id: Fixture.release, name: "in/release.pdf", kind: .pdf, bytes: 10_000),
        Source(id: log, name: "in/access.csv", kind: .csv, bytes: 2_000),
        Source(id: policy, name: "marlow.policy.md", kind: .policy, bytes: 900),
      ],
      failures: [log: [Failure(row: 9, reason: .badRow, detail: "Too few cells.")]],
      rows: [log: 31], pages: pages,
      messages: [
        message(
          "m1", from: "Lind", to: "Calder", hour: 9, subject: "Release",
          lines: [
            "Rosa Quiroz will be released", "today at two",
          ], page: 1),
        message(
          "m2", from: "Calder", to: "Lind", hour: 10, subject: "RE: Release", lines: ["Thanks"],
          page: 2, replyTo: "m1"),
      ],
      people: [
        Person(id: "Lind", name: "Lind", side: .local, sent: 1, received: 1),
        Person(id: "Calder", name: "Calder", side: .federal, sent: 1, received: 1),
      ],
      replies: [
        Reply(
          from: "Calder", to: "Lind", message: "m2", inReplyTo: "m1", minutes: 60,
          businessMinutes: 60, certain: true)
      ],
      events: [release] + rows, findings: findings,
      instruments: [
        InstrumentSummary(
          id: "MARLOW", place: "Marlow County", from: "2017-03-14", to: nil, cite: "Resolution 31",
          source: policy)
      ])
  }

  /// The templates and the stylesheet that are shipped.
  static func options() throws -> PublicationOptions {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Data/report")
    var templates: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".mustache") {
      templates[name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    let style = try String(contentsOf: folder.appending(path: "style.css"), encoding: .utf8)
    return PublicationOptions(
      title: "Fairview", generatedOn: "2026-01-15", templates: templates, stylesheet: style)
  }
}

/// A publication in a scratch folder that is removed again.
final class Published {
  let folder: URL
  private(set) var account = PublicationAccount()
  /// What was asked of `pageImage`.
  private(set) var asked: [(source: SourceID, page: Int, boxes: [Box])] = []

  init(_ record: CaseRecord, options: PublicationOptions? = nil) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)")
    try publish(record, options: options)
  }

  func publish(_ record: CaseRecord, options: PublicationOptions? = nil) throws {
    asked = []
    account = try Publisher.publish(
      record, figures: FigureMaker.figures(of: record), options: options ?? Fixture.options(),
      to: folder
    ) { source, page, boxes in
      asked.append((source, page, boxes))
      return PageImage(png: [0x89, 0x50, 0x4E, 0x47], width: 612, height: 792)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func text(_ file: String) throws -> String {
    try String(contentsOf: folder.appending(path: file), encoding: .utf8)
  }

  func bytes(_ file: String) throws -> Data { try Data(contentsOf: folder.appending(path: file)) }

  var pages: [String] { account.files.filter { $0.hasSuffix(".html") } }
}
