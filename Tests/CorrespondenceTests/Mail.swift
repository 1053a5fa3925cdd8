// SPDX-License-Identifier: Apache-2.0

import Correspondence
import Evidence
import Foundation
import Testing

/// Messages for tests, of invented people.
enum Mail {
  static let source = SourceID(hex: String(repeating: "a", count: 64))

  static let guide = OrganizationGuide(organizations: [
    Organization(
      name: "ICE", side: "federal", domains: ["ice.dhs.gov"], markers: ["(ICE)", "ICE"],
      actor: "ICE-unspecified"),
    Organization(
      name: "ICE ERO", side: "federal", domains: ["ice.dhs.gov"],
      markers: ["(ERO)", "ICE ERO", "Enforcement and Removal Operations"], actor: "ICE-ERO"),
    Organization(name: "DHS", side: "federal", domains: ["dhs.gov"], markers: ["DHS"]),
    Organization(
      name: "Police", side: "local", markers: ["Police", "Police Department"],
      actor: "municipal-police", isGeneric: true),
  ])

  /// "Dana Wills <dwills@fairview.example>", "Dana Wills", "dwills@fairview.example"; "?" is
  /// redacted.
  static func party(_ text: String) -> Fact<Party> {
    if text == "?" { return .unknown(Unknown(.redacted)) }
    if let open = text.firstIndex(of: "<") {
      let name = text[..<open].trimmingCharacters(in: .whitespaces)
      return .known(Party(name: name, address: String(text[open...].dropFirst().dropLast())))
    }
    let isAddress = text.contains("@") && !text.contains(" ")
    return .known(isAddress ? Party(address: text) : Party(name: text))
  }

  /// `sent` is "2018-03-01 14:05", with "-0600" behind it or not, or a day.
  static func message(
    _ id: String, from: String, to: [String] = [], sent: String?, subject: String = "Bookings",
    text: String = "", signature: [String] = [], origin: Message.Origin = .printed
  ) -> Message {
    let lines =
      text.split(separator: "\n").map { MessageLine(text: String($0), zone: .new) }
      + signature.map { MessageLine(text: $0, zone: .signature) }
    return Message(
      id: id, source: source, origin: origin, from: party(from), to: to.map(party),
      sent: sent.flatMap(moment).map { .known($0) } ?? .notStated, subject: .known(subject),
      lines: lines, released: origin != .quoted,
      citation: Citation(source: source, place: .mail(index: 1), quote: ""))
  }

  /// The same, quoted in another.
  static func quote(_ message: Message, in outer: String, depth: Int, id: String) -> Message {
    var quote = message
    (quote.id, quote.origin, quote.quotedIn, quote.depth) = (id, .quoted, outer, depth)
    quote.released = false
    return quote
  }

  private static func moment(_ text: String) -> Moment? {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count >= 3 else { return nil }
    var offset: Int?
    if numbers.count == 6 {
      let minutes = numbers[5] / 100 * 60 + numbers[5] % 100
      offset = text.contains("+") ? minutes : -minutes
    }
    if numbers.count == 3 {
      return Moment(year: numbers[0], month: numbers[1], day: numbers[2], precision: .day)
    }
    return Moment(
      year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
      precision: .minute, offset: offset)
  }

  static func resolve(_ messages: [Message]) -> WholeMail {
    Correspondence.resolve(
      messages, zone: TimeZone(identifier: "America/Chicago") ?? .gmt, guide: guide)
  }
}

/// Messages with what the case tells of them, by id, and what else it tells.
struct WholeMail {
  var messages: [Message]
  var people: [Person]
  var replies: [Reply]
  var idleRulings: [Int]
}

extension Correspondence {
  /// Of messages that are all in memory, as a case has them.
  static func resolve(
    _ messages: [Message], zone: TimeZone, guide: OrganizationGuide, rulings: [PersonRuling] = [],
    redactions: [SourceID: [Int: [Redaction]]] = [:]
  ) -> WholeMail {
    let sketches = messages.enumerated().map { MailSketch($1, key: Int64($0)) }
    let resolved: ResolvedMail
    do {
      resolved = try resolve(
        sketches, text: { messages[Int($0.key)].lines }, zone: zone, guide: guide,
        rulings: rulings, redactions: redactions)
    } catch {
      Issue.record("no text is fetched that could fail: \(error)")
      return WholeMail(messages: [], people: [], replies: [], idleRulings: [])
    }
    let sorted = messages.sorted { ($0.id, $0.source) < ($1.id, $1.source) }
    return WholeMail(
      messages: zip(sorted, resolved.links).map { $0.linked(by: $1) }, people: resolved.people,
      replies: resolved.replies, idleRulings: resolved.idleRulings)
  }
}
