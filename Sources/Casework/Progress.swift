// SPDX-License-Identifier: Apache-2.0

/// How far an operation is, as often as it is worth saying.
package struct Progress: Sendable {
  package struct Update: Sendable, Hashable {
    /// "reading", "copying", "auditing" …
    package var phase: String
    package var done: Int
    /// Nil while it is not known how much there is.
    package var total: Int?
    /// What is counted: "files", "pages", "events".
    package var unit: String
    /// The file at hand.
    package var item: String?
  }

  private let report: @Sendable (Update) -> Void

  package init(_ report: @escaping @Sendable (Update) -> Void) { self.report = report }

  package static let silent = Progress { _ in }

  func callAsFunction(
    _ phase: String, _ done: Int, of total: Int?, _ unit: String, item: String? = nil
  ) {
    report(Update(phase: phase, done: done, total: total, unit: unit, item: item))
  }
}
