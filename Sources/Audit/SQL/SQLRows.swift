// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy

/// The rows of a log as an engine's table has them.
package struct SQLRows {
  private let columns: EventColumns
  /// Rows go by their numbers in the file; where one gave several events, by their place in the
  /// columns.
  package let goByFile: Bool

  package init(_ columns: EventColumns) {
    self.columns = columns
    goByFile = Set(columns.row).count == columns.count
  }

  /// The number by which the engine knows a row of the columns.
  package func number(_ index: Int) -> Int { goByFile ? Int(columns.row[index]) : index }

  /// The number in the file of a row that the engine returned.
  package func file(_ number: Int) -> Int {
    goByFile || !columns.row.indices.contains(number) ? number : Int(columns.row[number])
  }

  private func span(_ index: Int) -> (from: Int64, to: Int64) {
    let from = columns.from[index]
    if from == EventColumns.noTime { return (LogDecider.ends.from, LogDecider.ends.to - 1) }
    return (from, from + Int64(max(1, columns.length[index])) - 1)
  }

  /// The steps of time that `SQLAudit.stepsQuery` would find.
  package var steps: [Int64] {
    var found: Set<Int64> = []
    for index in 0..<columns.count {
      let (from, to) = span(index)
      found.insert(StepBounds.step(of: from))
      found.insert(StepBounds.step(of: to))
    }
    return found.sorted()
  }

  /// The strata that `SQLAudit.strataQuery` would find.
  package func strata(
    _ decider: LogDecider
  ) -> [(kindClass: Int, first: Int, last: Int, isInstant: Bool, events: Int)] {
    let strata = Strata(starts: decider.starts, classes: decider.classes.count)
    var finder = Strata.Finder(strata)
    var events: [Stratum: Int] = [:]
    var numbers: [UInt32: Int] = [:]
    for index in 0..<columns.count {
      let number = finder.number(
        kindClass: decider.classOfKind[Int(columns.kind[index])], from: columns.from[index],
        length: columns.length[index])
      numbers[number, default: 0] += 1
    }
    for (number, count) in numbers { events[strata[Int(number)], default: 0] += count }
    return events.map { ($0.kindClass, $0.first, $0.last, $0.isInstant, $1) }
  }

  /// Pieces of comma-separated lines for the table `SQLAudit.events`.
  package func lines(piece: Int = 1 << 16) -> some Sequence<[UInt8]> {
    stride(from: 0, to: columns.count, by: piece).lazy.map { start in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(piece * 40)
      for index in start..<Swift.min(start + piece, columns.count) {
        let (from, to) = span(index)
        let person = columns.person[index]
        bytes += "\(number(index)),\(columns.kind[index]),".utf8
        if person != 0 { bytes += "\(person)".utf8 }
        bytes += ",\(from),\(to)\n".utf8
      }
      return bytes
    }
  }
}
