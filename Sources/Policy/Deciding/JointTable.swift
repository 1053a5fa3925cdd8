// SPDX-License-Identifier: Apache-2.0

/// Variables that the record ties together, and the ways in which they can turn out as one: one
/// unknown event may be found by two searches, and one unknown day moves every window.
struct JointTable: Hashable, Sendable {
  var variables: [Variable]
  /// One choice for each variable; each row once, in a fixed order.
  var rows: [[Choice]]

  /// The rows of both that agree on the variables they share.
  func joined(with other: JointTable) -> JointTable {
    let shared = other.variables.indices.compactMap { there in
      variables.firstIndex(of: other.variables[there]).map { (here: $0, there: there) }
    }
    let added = other.variables.indices.filter { there in
      !shared.contains { $0.there == there }
    }
    let byShared = Dictionary(grouping: other.rows) { row in shared.map { row[$0.there] } }
    let rows = rows.flatMap { row in
      byShared[shared.map { row[$0.here] }, default: []].map { fitting in
        row + added.map { fitting[$0] }
      }
    }
    return JointTable(variables: variables + added.map { other.variables[$0] }, rows: rows)
  }

  /// What the rows say of some of the variables.
  func project(on wanted: [Variable]) -> JointTable {
    let kept = variables.indices.filter { wanted.contains(variables[$0]) }
    var seen: Set<[Choice]> = []
    let rows = rows.map { row in kept.map { row[$0] } }.filter { seen.insert($0).inserted }
    return JointTable(variables: kept.map { variables[$0] }, rows: rows)
  }
}
