// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Policy

/// What the rows of logs come to by something they have in common: an account, a reason, a month.
package struct LogGroups: Sendable {
  package struct Group: Sendable {
    package var value: String
    /// The rows that have it, each of them counted once below.
    package var events: Int
    /// By the verdict to be looked at first of those that rules give.
    package var verdicts: [Verdict: Int]
  }

  /// What was asked for: "month", a slot such as "purpose", or a column.
  package let key: String
  /// Those in which most is to be looked at come first; stretches of time in their order.
  package private(set) var groups: [Group] = []
  /// Of all rows.
  package private(set) var total = Group(value: "all", events: 0, verdicts: [:])

  /// Names of stretches of time that rows can be grouped by.
  package static let stretches = ["year", "month", "day"]

  /// The column that a key names, whose texts must be kept when logs are read; nil for a stretch of
  /// time or a slot. `column:purpose` is a column even where there is such a slot.
  package static func column(_ key: String) -> String? {
    if key.hasPrefix("column:") { return String(key.dropFirst("column:".count)) }
    let isOther =
      stretches.contains(key) || Vocabulary.facets[Slot(rawValue: key)] != nil
    return isOther ? nil : key
  }

  /// - Throws: `CaseworkError` where no log has such a column.
  package init(_ audit: AuditLog, by key: String) throws {
    self.key = key
    let columns = audit.logs.columns
    let verdicts = audit.findings.outcomes.map { outcome in
      outcome.findings.map(\.verdict).min { $0.rank < $1.rank } ?? .notCovered
    }
    let labelled = try Self.labelled(audit, key)
    let ranks = Verdict.allCases.count
    var counts = [Int](repeating: 0, count: labelled.names.count * ranks)
    for index in 0..<columns.count {
      let verdict = verdicts[Int(audit.findings.outcome[index])]
      counts[Int(labelled.group(index)) * ranks + verdict.rank] += 1
    }
    let inOrder = Verdict.allCases.sorted { $0.rank < $1.rank }
    for (number, name) in labelled.names.enumerated() {
      let own = counts[number * ranks..<(number + 1) * ranks]
      let events = own.reduce(0, +)
      if events == 0 { continue }
      var group = Group(value: name, events: events, verdicts: [:])
      for (verdict, count) in zip(inOrder, own) where count > 0 {
        group.verdicts[verdict] = count
        total.verdicts[verdict, default: 0] += count
      }
      total.events += events
      groups.append(group)
    }
    if !Self.stretches.contains(key) { groups.sort(by: Self.isFirst) }
  }

  private static func isFirst(_ a: Group, _ b: Group) -> Bool {
    for verdict in Verdict.allCases.sorted(by: { $0.rank < $1.rank }) where verdict.isToLookAt {
      let (one, other) = (a.verdicts[verdict] ?? 0, b.verdicts[verdict] ?? 0)
      if one != other { return one > other }
    }
    return (b.events, a.value) < (a.events, b.value)
  }

  // MARK: Which group a row is of

  private struct Labelled {
    var names: [String]
    var group: (Int) -> UInt32
  }

  private static func labelled(_ audit: AuditLog, _ key: String) throws -> Labelled {
    if stretches.contains(key) { return byTime(audit, key) }
    return try column(key).map { try byColumn(audit, $0) } ?? bySlot(audit, Slot(rawValue: key))
  }

  private static func bySlot(_ audit: AuditLog, _ slot: Slot) -> Labelled {
    var names = Numbering<String>()
    let numbers = audit.logs.columns.kinds.map { kind -> UInt32 in
      let name =
        switch kind.facts[slot] {
        case .known(let values)?: values.joined(separator: ", ")
        case .unknown(let unknown)?: "not known (\(unknown.reason.rawValue))"
        case nil: "none"
        }
      return names.number(of: name)
    }
    let kind = audit.logs.columns.kind
    return Labelled(names: names.values) { numbers[Int(kind[$0])] }
  }

  private static func byColumn(_ audit: AuditLog, _ column: String) throws -> Labelled {
    let logs = audit.logs.logs
    guard logs.contains(where: { $0.reading.labels[column] != nil }) else {
      let columns = Set(logs.flatMap(\.reading.header)).sorted().joined(separator: ", ")
      throw CaseworkError(
        "no log has the column '\(column)'; rows can be grouped by \(columns), by "
          + "\(stretches.joined(separator: ", ")), or by a slot such as purpose")
    }
    var names = Numbering<String>()
    let maps = logs.map { log in
      log.reading.labels[column]?.texts.map {
        names.number(of: $0.isEmpty ? "(blank)" : $0)
      } ?? [names.number(of: "(a log without the column)")]
    }
    let byRow = logs.map { $0.reading.labels[column]?.byRow ?? [] }
    let (set, row) = (audit.logs, audit.logs.columns.row)
    return Labelled(names: names.values) { index in
      let place = set.place(of: Int(row[index]))
      let own = byRow[place.log]
      return maps[place.log][own.indices.contains(place.row) ? Int(own[place.row]) : 0]
    }
  }

  /// Rows that may be of two stretches, or of no known time, have groups of their own.
  private static func byTime(_ audit: AuditLog, _ stretch: String) -> Labelled {
    let columns = audit.logs.columns
    let known = columns.from.lazy.filter { $0 != EventColumns.noTime }
    var (starts, names): ([Int64], [String]) = ([], [])
    if let first = known.min(), let last = known.max() {
      var day = CivilDay(instant: first, in: audit.zone).first(of: stretch)
      while true {
        let start = day.start(in: audit.zone)
        if start > last + Int64(columns.length.max() ?? 0) { break }
        starts.append(start)
        names.append(day.name(of: stretch))
        day = day.next(stretch)
      }
    }
    let (between, none) = (UInt32(names.count), UInt32(names.count + 1))
    names += ["not known which \(stretch)", "no time"]
    let (from, length) = (columns.from, columns.length)
    func place(_ instant: Int64) -> UInt32 {
      var (low, high) = (0, starts.count)
      while low < high {
        let middle = (low + high) / 2
        if starts[middle] <= instant { low = middle + 1 } else { high = middle }
      }
      return UInt32(max(0, low - 1))
    }
    return Labelled(names: names) { index in
      if from[index] == EventColumns.noTime { return none }
      let first = place(from[index])
      let last = length[index] > 1 ? place(from[index] + Int64(length[index]) - 1) : first
      return first == last ? first : between
    }
  }
}

extension CivilDay {
  private var parts: (year: Int, month: Int) {
    let date = Calendar1970.date(day: number)
    return (date.year, date.month)
  }

  fileprivate func first(of stretch: String) -> CivilDay {
    switch stretch {
    case "year": CivilDay(year: parts.year, month: 1, day: 1) ?? self
    case "month": CivilDay(year: parts.year, month: parts.month, day: 1) ?? self
    default: self
    }
  }

  fileprivate func next(_ stretch: String) -> CivilDay {
    let (year, month) = parts
    return switch stretch {
    case "year": CivilDay(year: year + 1, month: 1, day: 1) ?? adding(days: 366)
    case "month":
      CivilDay(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
        ?? adding(days: 31)
    default: adding(days: 1)
    }
  }

  fileprivate func name(of stretch: String) -> String {
    switch stretch {
    case "year": String(description.prefix(4))
    case "month": String(description.prefix(7))
    default: description
    }
  }
}
