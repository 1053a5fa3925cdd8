// SPDX-License-Identifier: Apache-2.0

/// Where the languages of engines differ.
package enum SQLDialect: String, CaseIterable, Sendable {
  case postgresql, spark

  /// The whole number of steps of 2^`bits` that lie below a value, also where it is negative.
  func steps(_ value: String, _ bits: String) -> String {
    switch self {
    case .postgresql: "((\(value)) >> (\(bits)))"
    case .spark: "shiftright(\(value), CAST(\(bits) AS INT))"
    }
  }

  /// A table that holds what a query gives.
  func table(_ name: String, _ query: String) -> [String] {
    switch self {
    case .postgresql: ["CREATE UNLOGGED TABLE \(name) AS\n\(query)", "ANALYZE \(name)"]
    case .spark: ["CREATE TABLE \(name) USING parquet AS\n\(query)"]
    }
  }

  /// What is done once a table is loaded.
  func loaded(_ name: String) -> [String] {
    switch self {
    case .postgresql: ["ANALYZE \(name)"]
    case .spark: []
    }
  }

  /// The digits of the searches of one row, in order of the searches.
  var vector: String {
    switch self {
    case .postgresql:
      "STRING_AGG(search || ':' || at_least || '-' || at_most, ' ' ORDER BY search)"
    case .spark:
      """
      ARRAY_JOIN(TRANSFORM(ARRAY_SORT(COLLECT_LIST(STRUCT(search, at_least, at_most))),
          c -> CONCAT(c.search, ':', c.at_least, '-', c.at_most)), ' ')
      """
    }
  }
}

/// One of the tables that the queries read: its columns, and what is loaded into it.
package struct SQLTable: Sendable {
  package var name: String
  /// Names with types.
  package var columns: [(name: String, type: String)]
  /// Values separated by commas, a line each.
  package var lines: [String] = []

  init(_ name: String, _ columns: KeyValuePairs<String, String>) {
    self.name = name
    self.columns = columns.map { ($0.key, $0.value) }
  }

  mutating func add(_ values: some Sequence<Int64>) {
    lines.append(values.map(String.init).joined(separator: ","))
  }

  package var definition: String {
    "CREATE TABLE \(name) (\n"
      + columns.map { "  \($0.name) \($0.type)" }.joined(separator: ",\n") + "\n)"
  }
}
