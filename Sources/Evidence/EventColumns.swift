// SPDX-License-Identifier: Apache-2.0

/// The events of a large log as columns, one entry a row in each: what they have in common is said
/// once, by kind.
///
/// Rows are in order of person and, for one person, of time; those about nobody known come first.
public struct EventColumns: Sendable {
  /// Instead of an instant where the record gives no time.
  public static let noTime = Int64.min
  /// The value that stands in a kind's `person` for whoever the row is about.
  public static let somebody = "\u{1}somebody"

  /// The different events without their time; where a row says whom it is about, with `somebody`.
  public var kinds: [Event]
  /// By row, its number in `kinds`.
  public var kind: [UInt32]
  /// The first instant that it may be of, in seconds since 1970 UTC, or `noTime`.
  public var from: [Int64]
  /// So many seconds long is what may be its time: 1 where it is known to the second.
  public var length: [UInt32]
  /// By row, its number in `people`; 0 where the record does not say.
  public var person: [UInt32]
  /// In lower case; the first is nobody.
  public var people: [String]
  /// The number of the row in its file.
  public var row: [UInt32]

  public init(
    kinds: [Event], kind: [UInt32], from: [Int64], length: [UInt32], person: [UInt32],
    people: [String], row: [UInt32]
  ) {
    (self.kinds, self.kind, self.from, self.length) = (kinds, kind, from, length)
    (self.person, self.people, self.row) = (person, people, row)
  }

  /// No rows, and nobody.
  public init() {
    self.init(kinds: [], kind: [], from: [], length: [], person: [], people: [""], row: [])
  }

  public var count: Int { kind.count }

  /// Makes room for so many rows in all.
  public mutating func reserve(_ count: Int) {
    kind.reserveCapacity(count)
    from.reserveCapacity(count)
    length.reserveCapacity(count)
    person.reserveCapacity(count)
    row.reserveCapacity(count)
  }

  /// Adds a row at the end, whatever its order.
  @inlinable
  public mutating func append(
    kind: UInt32, from: Int64, length: UInt32, person: UInt32, row: UInt32
  ) {
    self.kind.append(kind)
    self.from.append(from)
    self.length.append(length)
    self.person.append(person)
    self.row.append(row)
  }

  /// The event of a row.
  public func event(_ index: Int) -> Event {
    var event = kinds[Int(kind[index])]
    event.id = "\(row[index])"
    if from[index] != Self.noTime {
      event.time = TimeSpan(from: from[index], to: from[index] + Int64(length[index]))
    }
    if case .known = event.facts["person"] {
      event.facts["person"] = .known([people[Int(person[index])]])
    }
    return event
  }
}
