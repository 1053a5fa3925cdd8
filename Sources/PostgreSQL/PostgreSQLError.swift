// SPDX-License-Identifier: Apache-2.0

/// What a server, or the way to it, says went wrong.
package struct PostgreSQLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Five characters of the standard's classes; nil where no server has answered.
  package var state: String?
  package var message: String

  package var description: String {
    "PostgreSQL: " + message + (state.map { " (SQLSTATE \($0))" } ?? "")
  }
}
