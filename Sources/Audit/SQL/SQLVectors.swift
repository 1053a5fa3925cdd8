// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy

extension SQLAudit {
  /// Rows of one stratum whose searches find the same.
  package struct Vector: Sendable, Hashable {
    package var stratum: Int
    /// As the engine writes it: `search:at least-at most`, by search.
    package var text: String
    package var events: Int
    package var lowestRow: Int
  }

  /// What a vector comes to.
  package enum Decided: Sendable, Hashable {
    case outcome(LogDecider.Outcome)
    /// Each of its rows is decided by itself.
    case alone
  }

  /// A row of `vectorsQuery` as an engine returned it.
  ///
  /// - Throws: `SQLAuditError` where it is none, or is of other strata than were asked about.
  package func vector(
    _ values: [String?], of strata: [StratumRows]
  ) throws(SQLAuditError) -> Vector {
    let all = values.map { $0 ?? "" }
    let numbers = all.enumerated().map { $0.offset == 5 ? 0 : Int($0.element) }
    guard all.count == 8, let stratum = numbers[0], let events = numbers[6], events > 0,
      let lowest = numbers[7]
    else {
      throw SQLAuditError(
        description: "'\(all.joined(separator: ","))' is no vector: a line has a stratum, its "
          + "class, its first and last stretch, 0 or 1, the counts, how many events, and the lowest row"
      )
    }
    guard strata.indices.contains(stratum) else {
      throw SQLAuditError(
        description: "there is no stratum \(stratum); emit the queries again from this log")
    }
    let own = strata[stratum]
    guard numbers[1] == own.kindClass, numbers[2] == own.first, numbers[3] == own.last,
      numbers[4] == (own.isInstant ? 1 : 0)
    else {
      throw SQLAuditError(
        description: "stratum \(stratum) is another one here; emit the queries again from this log "
          + "and these policies")
    }
    return Vector(stratum: stratum, text: all[5], events: events, lowestRow: lowest)
  }

  /// Decides vectors, each once, in their order.
  ///
  /// - Throws: `SQLAuditError` for counts that were not asked, or that nothing can count.
  package func decide(
    _ vectors: [Vector], of strata: [StratumRows]
  ) throws(SQLAuditError) -> [Decided] {
    var decided: [Decided] = []
    for vector in vectors {
      let own = strata[vector.stratum]
      let counts = try counts(vector, own)
      switch own.answer {
      case .settled(let number): decided.append(.outcome(decider.outcomes[number]))
      case .oneByOne: decided.append(.alone)
      case .asks:
        let number = decider.outcome(
          of: own.kindClass, days: own.first...own.last, counts: counts, isInstant: own.isInstant)
        decided.append(number.map { .outcome(decider.outcomes[$0]) } ?? .alone)
      }
    }
    return decided
  }

  private func counts(
    _ vector: Vector, _ own: StratumRows
  ) throws(SQLAuditError) -> [ClosedRange<Int>] {
    let searches = decider.classes[own.kindClass].searches
    var asked: Set<Int> = []
    if case .asks(let positions) = own.answer { asked = Set(positions.map { searches[$0] }) }
    var told: [Int: ClosedRange<Int>] = [:]
    for part in vector.text.split(separator: " ") where vector.text != Self.nothing {
      let numbers = part.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "-" }
        .compactMap { Int($0) }
      guard numbers.count == 3, asked.contains(numbers[0]), numbers[1] >= 0,
        numbers[1] <= numbers[2], numbers[2] <= decider.searches[numbers[0]].enough,
        told.updateValue(numbers[1]...numbers[2], forKey: numbers[0]) == nil
      else {
        throw SQLAuditError(
          description: "'\(part)' is not what stratum \(vector.stratum) was asked; emit the "
            + "queries again from this log and these policies")
      }
    }
    guard told.count == asked.count else {
      throw SQLAuditError(
        description: "vector '\(vector.text)' of stratum \(vector.stratum) leaves out searches; "
          + "run all statements of the query, and load every table first")
    }
    return searches.map { told[$0] ?? 0...decider.searches[$0].enough }
  }
}
