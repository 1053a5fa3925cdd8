// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Who talks to whom, how often, and who brings others in.
package enum Contacts {
  package enum Grouping: String, Sendable, CaseIterable {
    case person, organization
    /// Organizations, each month by itself.
    case month
  }

  /// One row a direction, most messages first; by months in order of time. A message to several
  /// people counts once for each of them, to several people of one organization once for it.
  /// What nobody of a known name sent or received is in no row.
  package static func list(
    messages: [Message], people: [Person], zone: TimeZone, by grouping: Grouping
  ) -> [Contact] {
    let ends = people.map { end(of: $0, by: grouping) }
    let places = places(people)
    var rows: [Key: Tally] = [:]
    for message in ordered(Copies.merged(messages), zone) {
      guard let sender = place(message.from, places) else { continue }
      var seen: Set<ContactEnd> = []
      for receiver in (message.to + message.cc).compactMap({ place($0, places) })
      where receiver != sender {
        let (from, to) = (ends[sender], ends[receiver])
        if grouping != .person, from == to { continue }
        guard seen.insert(to).inserted else { continue }
        let month = grouping == .month ? month(of: message) : nil
        rows[Key(from: from, to: to, month: month), default: Tally()].count(message)
      }
    }
    return rows.map { key, tally in tally.contact(key) }.sorted { a, b in
      if grouping == .month, a.month != b.month { return (a.month ?? "~") < (b.month ?? "~") }
      if a.messages.count != b.messages.count { return a.messages.count > b.messages.count }
      return name(a) < name(b)
    }
  }

  /// The first message of each thread in which each person of another known side than its sender's
  /// appears, in order of time.
  ///
  /// - Parameter anySide: also people of the sender's own side, or of none that is known, whom a
  ///   message adds to a thread that went on without them.
  package static func introductions(
    messages: [Message], people: [Person], zone: TimeZone, anySide: Bool = false
  ) -> [Introduction] {
    let places = places(people)
    var present: [String: Set<Int>] = [:]
    var out: [Introduction] = []
    for message in ordered(Copies.merged(messages), zone) {
      let thread = message.thread ?? message.id
      let before = present[thread]
      let sender = place(message.from, places)
      let receivers = (message.to + message.cc).compactMap { place($0, places) }
      if let sender {
        var added: Set<Int> = before ?? []
        added.insert(sender)
        for receiver in receivers where added.insert(receiver).inserted {
          let sides = [people[sender].side, people[receiver].side]
          let isAcross = sides[0] != sides[1] && !sides.contains(.unknown)
          guard isAcross || (anySide && before != nil) else { continue }
          out.append(
            Introduction(
              kind: before == nil ? .opens : .adds, message: message.id, thread: thread,
              by: people[sender], person: people[receiver], sent: message.dated?.iso,
              citation: message.citation))
        }
      }
      present[thread, default: []].formUnion(receivers + (sender.map { [$0] } ?? []))
    }
    return out
  }

  private struct Key: Hashable {
    var from: ContactEnd
    var to: ContactEnd
    var month: String?
  }

  private struct Tally {
    private var messages: [MessageID] = []
    private var citations: [Citation] = []
    private var first: String?
    private var last: String?
    private var quoted = 0

    /// Messages come in order of time.
    mutating func count(_ message: Message) {
      messages.append(message.id)
      if citations.count < Contact.cited { citations.append(message.citation) }
      if !message.released { quoted += 1 }
      guard let iso = message.dated?.iso else { return }
      first = first ?? iso
      last = iso
    }

    func contact(_ key: Key) -> Contact {
      Contact(
        from: key.from, to: key.to, month: key.month, released: messages.count - quoted,
        quoted: quoted, first: first, last: last, messages: messages, citations: citations)
    }
  }

  private static func name(_ contact: Contact) -> String {
    let ends = [contact.from, contact.to].map { "\($0.id ?? "~")\u{1F}\($0.side.rawValue)" }
    return ends.joined(separator: "\u{1F}")
  }

  private static func end(of person: Person, by grouping: Grouping) -> ContactEnd {
    grouping == .person
      ? ContactEnd(id: person.id, name: person.name, side: person.side)
      : ContactEnd(id: person.organization, name: person.organization, side: person.side)
  }

  private static func places(_ people: [Person]) -> [String: Int] {
    Dictionary(people.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { a, _ in a })
  }

  private static func place(_ fact: Fact<Party>, _ places: [String: Int]) -> Int? {
    fact.value?.person.flatMap { places[$0] }
  }

  private static func month(of message: Message) -> String? {
    guard let sent = message.dated, sent.precision != .year else { return nil }
    return String(sent.iso.prefix(7))
  }

  /// By time, where undated messages come last; then by id.
  private static func ordered(_ messages: [Message], _ zone: TimeZone) -> [Message] {
    messages.map { ($0.dated?.span(in: zone).from ?? .max, $0) }
      .sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }.map(\.1)
  }
}

extension Message {
  /// When it was sent, where it says so at all.
  fileprivate var dated: Moment? { sent.value.flatMap { $0.precision == .unknown ? nil : $0 } }
}
