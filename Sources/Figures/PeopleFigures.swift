// SPDX-License-Identifier: Apache-2.0
import Evidence

/// Who is in the record, and how many messages went between local and federal people.
enum PeopleFigures {
  static func figures(of record: CaseRecord, messages: [Message]) -> [Figure] {
    people(record.people) + traffic(messages, Sides(record.people))
  }

  private static func people(_ people: [Person]) -> [Figure] {
    Person.Side.allCases.map { side in
      .share(
        "people.\(side.rawValue)", "People \(words(side)), of all who wrote or received messages",
        people.count { $0.side == side }, of: people.count,
        query: Query.list("people", where: #".side == "\#(side.rawValue)""#))
    }
  }

  private static func words(_ side: Person.Side) -> String {
    switch side {
    case .local: "on the local side"
    case .federal: "on the federal side"
    case .other: "of other organizations"
    case .unknown: "whose side is not known"
    }
  }

  private static func traffic(_ messages: [Message], _ sides: Sides) -> [Figure] {
    var years: [Int?: [Message]] = [:]
    for message in messages { years[message.year, default: []].append(message) }
    var out: [Figure] = []
    for year in years.keys.sorted(by: { ($0 ?? .max) < ($1 ?? .max) }) {
      let own = years[year] ?? []
      for (from, to) in [(Person.Side.local, Person.Side.federal), (.federal, .local)] {
        let count = own.count { sides.went($0, from: from, to: to) }
        let when = year.map { "in \($0)" } ?? "at a time not known"
        let dated =
          year.map { #"(.sent | type == "string" and .[0:4] == "\#($0)")"# }
          ?? #"(.sent | type == "object") or .sent_precision == "unknown""#
        out.append(
          .share(
            "messages.\(from.rawValue)-to-\(to.rawValue).\(year.map(String.init) ?? "undated")",
            "Messages sent \(when) from the \(from.rawValue) to the \(to.rawValue) side, "
              + "of all messages sent \(when)",
            count, of: own.count,
            query: Query.messages(
              where: "(\(dated)) and $side[.from.person? // \"\"] == \"\(from.rawValue)\" and "
                + "any(.to[], .cc[]; $side[.person? // \"\"] == \"\(to.rawValue)\")")))
      }
    }
    return out
  }
}

/// The side that each person is on.
package struct Sides: Sendable {
  private let sides: [String: Person.Side]

  package init(_ people: [Person]) {
    sides = Dictionary(people.map { ($0.id, $0.side) }) { first, _ in first }
  }

  package subscript(person: String?) -> Person.Side {
    person.flatMap { sides[$0] } ?? .unknown
  }

  /// Whether the sender is on one side and any recipient on the other.
  package func went(_ message: Message, from: Person.Side, to: Person.Side) -> Bool {
    self[message.from.value?.person] == from
      && (message.to + message.cc).contains { self[$0.value?.person] == to }
  }
}

extension Message {
  /// Nil where the message does not say, or says it illegibly.
  package var year: Int? {
    sent.value.flatMap { $0.precision == .unknown ? nil : $0.year }
  }
}
