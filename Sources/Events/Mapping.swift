// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// How the rows of a table become events: a `*.mapping.yaml` file. See `docs/MAPPING.md`.
package struct Mapping: Sendable {
  package init(yaml: String, file: String) throws(MappingError) {
    if yaml.isEmpty { throw MappingError(file: file, message: "the file is empty") }
  }

  /// Whether the mapping's `source` globs name this file; folders above it are ignored.
  package func matches(sourceName: String) -> Bool { false }

  package func events(
    in sheets: [Sheet], source: SourceID, zone: TimeZone, place: String?
  ) -> MappedEvents {
    MappedEvents()
  }
}
