// SPDX-License-Identifier: Apache-2.0
import Evidence
import Foundation

/// What happened, on one line of time, with the instruments in force beside it.
package enum Chronology {
  /// Rows of one log and one month are told as one entry when there are more than this many.
  private static let few = 12

  /// By the start of their time, then instruments before what happens under them, then as the record
  /// lists them. Rejected events and events without any time are left out; of the messages those
  /// stand here from which an event was read, and the first between each two people of the local
  /// and the federal side.
  package static func entries(in record: CaseRecord) -> [ChronologyEntry] {
    var writer = Writer(record)
    writer.instruments()
    writer.events()
    writer.messages()
    let ranks = ChronologyEntry.Kind.allCases
    let sorted = writer.entries.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.span.from != y.span.from { return x.span.from < y.span.from }
      let (i, j) = (ranks.firstIndex(of: x.kind) ?? 0, ranks.firstIndex(of: y.kind) ?? 0)
      return i == j ? a.offset < b.offset : i < j
    }
    return sorted.map { writer.withForce($0.element) }
  }

  private struct Writer {
    let record: CaseRecord
    let zone: TimeZone
    let names: SourceNames
    var clock: LocalClock
    var entries: [ChronologyEntry] = []
    /// The instruments with the stretch in which they are in force.
    var force: [(id: String, from: Int64, to: Int64)] = []

    init(_ record: CaseRecord) {
      self.record = record
      clock = LocalClock(zone: record.zone)
      zone = clock.zone
      names = SourceNames(record.sources)
    }

    mutating func instruments() {
      for instrument in record.instruments {
        let start = moment(instrument.from)?.span(in: zone)
        // The last day is still in force.
        let end = instrument.to.flatMap { moment($0)?.span(in: zone) }
        force.append((instrument.id, start?.from ?? .min, end?.to ?? .max))
        let names =
          instrument.cite.isEmpty ? instrument.id : "\(instrument.id) (\(instrument.cite))"
        if let start {
          add(
            .instrumentStarts, start, .day, instrument.from,
            "\(names) comes into force for \(instrument.place).", instrument: instrument.id)
        }
        if let end, let last = instrument.to {
          add(
            .instrumentEnds, TimeSpan(from: end.to - 1, to: end.to), .day, last,
            "\(names) is in force for the last day.", instrument: instrument.id)
        }
      }
    }

    mutating func events() {
      struct Month: Hashable {
        var source: SourceID?
        var action: String
        var month: Int64
      }
      var months: [Month: [Int]] = [:]
      var order: [Month] = []
      for (n, event) in record.events.enumerated() {
        guard let time = event.time, event.status != .rejected else { continue }
        guard event.status == .logged else {
          add(event, time)
          continue
        }
        let date = Calendar1970.date(day: clock.day(time.from))
        let key = Month(
          source: event.citations.first?.source, action: event.action ?? "",
          month: Calendar1970.days(year: date.year, month: date.month, day: 1))
        if months[key] == nil { order.append(key) }
        months[key, default: []].append(n)
      }
      for key in order {
        let own = months[key] ?? []
        guard own.count > Chronology.few else {
          for n in own { if let time = record.events[n].time { add(record.events[n], time) } }
          continue
        }
        let times = own.compactMap { record.events[$0].time }
        guard let from = times.map(\.from).min(), let to = times.map(\.to).max() else { continue }
        let iso = String(LocalClock.iso(day: key.month).prefix(7))
        let action = key.action.isEmpty ? "events" : "“\(key.action)” events"
        let place = key.source.map { names[$0] } ?? "a log"
        add(
          .loggedEvents, TimeSpan(from: from, to: to), .month, iso,
          "\(own.count) \(action) are logged in \(place).", status: .logged, count: own.count,
          citations: own.first.map { record.events[$0].citations } ?? [])
      }
    }

    private mutating func add(_ event: Event, _ time: TimeSpan) {
      let precision = SpanWords.precision(time)
      add(
        .event, time, precision, SpanWords.text(time, in: zone), EventSentence.clause(event) + ".",
        status: event.status, event: event.id, message: event.message, citations: event.citations)
    }

    mutating func messages() {
      // An event with a time stands here itself; its message would only say the same again.
      let noted = Set(
        record.events.compactMap { $0.status == .rejected || $0.time != nil ? nil : $0.message })
      let sides = Sides(record.people)
      let people = Dictionary(record.people.map { ($0.id, $0.name) }) { first, _ in first }
      let dated = Copies.once(record.messages).compactMap { message -> (Message, TimeSpan)? in
        guard let sent = message.sent.value, sent.precision != .unknown else { return nil }
        return (message, sent.span(in: zone))
      }
      var met: Set<[String]> = []
      let byTime = dated.indices.sorted {
        (dated[$0].1.from, $0) < (dated[$1].1.from, $1)
      }
      for n in byTime {
        let (message, span) = dated[n]
        guard let sender = message.from.value?.person else { continue }
        var firsts: [String] = []
        for receiver in message.to + message.cc {
          guard let other = receiver.value?.person else { continue }
          guard Set([sides[sender], sides[other]]) == [.local, .federal] else { continue }
          if met.insert([sender, other].sorted()).inserted {
            firsts.append(people[other] ?? other)
          }
        }
        let isNoted = noted.contains(message.id)
        guard isNoted || !firsts.isEmpty, let moment = message.sent.value else { continue }
        let subject = message.subject.value.map { "“\($0)”" } ?? "a message without a known subject"
        let name = people[sender] ?? sender
        let label =
          firsts.isEmpty
          ? "\(name) sends \(subject)."
          : "\(name) and \(firsts.joined(separator: ", ")): the first message between them, \(subject)."
        add(
          .message, span, moment.precision, SpanWords.shown(moment.iso), label, message: message.id,
          citations: [message.citation])
      }
    }

    private mutating func add(
      _ kind: ChronologyEntry.Kind, _ span: TimeSpan, _ precision: Precision, _ when: String,
      _ label: String, status: Event.Status? = nil, event: String? = nil,
      message: MessageID? = nil, instrument: String? = nil, count: Int = 1,
      citations: [Citation] = []
    ) {
      entries.append(
        ChronologyEntry(
          kind: kind, span: span, when: when, precision: precision, label: label, status: status,
          event: event, message: message, instrument: instrument, count: count, inForce: [],
          partlyInForce: [], citations: citations))
    }

    func withForce(_ entry: ChronologyEntry) -> ChronologyEntry {
      var entry = entry
      for (id, from, to) in force where from < entry.span.to && to > entry.span.from {
        if from <= entry.span.from && to >= entry.span.to {
          entry.inForce.append(id)
        } else {
          entry.partlyInForce.append(id)
        }
      }
      return entry
    }

    private func moment(_ iso: String) -> Moment? {
      let parts = iso.split(separator: "-").map { Int($0) ?? 0 }
      guard parts.count == 3, (1...12).contains(parts[1]), (1...31).contains(parts[2]) else {
        return nil
      }
      return Moment(year: parts[0], month: parts[1], day: parts[2], precision: .day)
    }
  }
}
