// SPDX-License-Identifier: Apache-2.0

/// The phrases by which an e-mail suggests an event: `Data/cues.yaml`.
package struct Cues: Sendable {
  package init(yaml: String, file: String) throws(MappingError) {
    if yaml.isEmpty { throw MappingError(file: file, message: "the file is empty") }
  }
}
