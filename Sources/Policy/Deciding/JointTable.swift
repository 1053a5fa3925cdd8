// SPDX-License-Identifier: Apache-2.0

/// Variables that the record ties together, and the ways in which they can turn out as one: one
/// unknown event may be found by two searches, and one unknown day moves every window.
struct JointTable: Hashable, Sendable {
  var variables: [Variable]
  /// One choice for each variable; each row once, in a fixed order.
  var rows: [[Choice]]

  /// What the rows say of some of the variables.
  func project(on wanted: [Variable]) -> JointTable {
    let kept = variables.indices.filter { wanted.contains(variables[$0]) }
    var seen: Set<[Choice]> = []
    let rows = rows.map { row in kept.map { row[$0] } }.filter { seen.insert($0).inserted }
    return JointTable(variables: kept.map { variables[$0] }, rows: rows)
  }
}
