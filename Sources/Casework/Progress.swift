// SPDX-License-Identifier: Apache-2.0

/// How far an operation is, as often as it is worth saying.
package struct Progress: Sendable {
  package struct Update: Sendable, Hashable {
    /// "reading", "copying", "auditing" …
    package var phase: String
    /// How many of `unit` are done.
    package var count: Int
    package var unit: String
    /// The share of the work that is done, 0…1; nil while nobody can tell.
    package var fraction: Double?
    /// What is at hand: a file's name, or "12 of 40 files".
    package var item: String?
  }

  private let report: @Sendable (Update) -> Void

  package init(_ report: @escaping @Sendable (Update) -> Void) { self.report = report }

  package static let silent = Progress { _ in }

  func callAsFunction(
    _ phase: String, _ count: Int, _ unit: String, of total: Int? = nil, fraction: Double? = nil,
    item: String? = nil
  ) {
    let share = fraction ?? total.map { $0 == 0 ? 1 : Double(count) / Double($0) }
    report(Update(phase: phase, count: count, unit: unit, fraction: share, item: item))
  }
}
