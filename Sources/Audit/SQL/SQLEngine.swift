// SPDX-License-Identifier: Apache-2.0

/// An engine that runs SQL: whatever is at the other end.
package protocol SQLEngine {
  /// Runs a statement whose rows nobody wants.
  func run(_ sql: String) throws
  /// Runs a query and hands over its rows one at a time, each value as text or nil for NULL.
  func rows(_ sql: String, each body: ([String?]) throws -> Void) throws
  /// Fills a table with lines of comma-separated values, where nothing between commas is NULL.
  ///
  /// - Parameter next: the next lines, each ended by a line feed; nil when there are no more.
  func load(_ table: String, _ next: () throws -> [UInt8]?) throws
}

/// What an engine returned cannot be what was asked of it.
package struct SQLAuditError: Error, Sendable, Hashable, CustomStringConvertible {
  package var description: String
}
