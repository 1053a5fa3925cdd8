// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy

/// Decides rows by themselves as an engine returns them, each with all rows that it is among.
struct AloneRows {
  private let decider: LogDecider
  private let people: [String]
  private var judged: Int?
  private var own: Event?
  private var others: [Event] = []

  init(_ decider: LogDecider, people: [String]) { (self.decider, self.people) = (decider, people) }

  /// - Parameter values: a row of `SQLAudit.aloneQuery`, which come in the order of the rows judged.
  /// - Returns: what the row judged before comes to, once another begins.
  mutating func add(
    _ values: [String?]
  ) throws(SQLAuditError) -> (row: Int, findings: [Finding])? {
    let number = try SQLAudit.number(values, 0)
    var done: (row: Int, findings: [Finding])?
    if judged != number {
      done = try last()
      judged = number
    }
    let row = try SQLAudit.number(values, 1)
    let event = try event(values, row)
    if row == number { own = event } else { others.append(event) }
    return done
  }

  /// What the last row judged comes to.
  mutating func last() throws(SQLAuditError) -> (row: Int, findings: [Finding])? {
    guard let judged else { return nil }
    guard let own else {
      throw SQLAuditError(
        description: "row \(judged) was returned without itself, or not in order of the rows judged"
      )
    }
    defer { (self.judged, self.own, others) = (nil, nil, []) }
    return (judged, decider.findings(of: own, among: others))
  }

  private func event(_ values: [String?], _ row: Int) throws(SQLAuditError) -> Event {
    let kind = try SQLAudit.number(values, 2)
    let isNamed = values.count > 3 && !(values[3] ?? "").isEmpty
    let person = isNamed ? try SQLAudit.number(values, 3) : 0
    guard decider.kinds.indices.contains(kind), people.indices.contains(person) else {
      throw SQLAuditError(description: "row \(row) is of a kind or person that the log has not")
    }
    var event = decider.kinds[kind]
    event.id = "\(row)"
    let (from, to) = (try SQLAudit.number(values, 4), try SQLAudit.number(values, 5))
    let ends = LogDecider.ends
    if from > ends.from || to < ends.to - 1 {
      event.time = TimeSpan(from: Int64(from), to: Int64(to) + 1)
    }
    if case .known = event.facts["person"], person != 0 {
      event.facts["person"] = .known([people[person]])
    }
    return event
  }
}

extension SQLAudit {
  static func number(_ row: [String?], _ column: Int) throws(SQLAuditError) -> Int {
    guard row.indices.contains(column), let value = row[column].flatMap({ Int($0) }) else {
      throw SQLAuditError(
        description: "there is no whole number in column \(column + 1) of "
          + "'\(row.map { $0 ?? "NULL" }.joined(separator: ","))'")
    }
    return value
  }
}
