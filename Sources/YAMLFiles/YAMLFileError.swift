// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a file that people write in YAML, where, and what is allowed.
package struct YAMLFileError: Error, Sendable, Hashable, CustomStringConvertible {
  package var file: String
  /// Counted from 1.
  package var line: Int?
  package var message: String

  package init(file: String, line: Int? = nil, message: String) {
    (self.file, self.line, self.message) = (file, line, message)
  }

  package var description: String {
    line.map { "\(file):\($0): error: \(message)" } ?? "\(file): error: \(message)"
  }
}
