// SPDX-License-Identifier: Apache-2.0

/// Why nothing could be published.
package enum PublicationError: Error, Hashable, Sendable, CustomStringConvertible {
  case missingTemplate(String)
  case badTemplate(String, reason: String)
  case folderInUse(String)
  /// A private mark was found in a file after writing; the folder has been removed again.
  case leak(file: String)

  package var description: String {
    switch self {
    case .missingTemplate(let name):
      "The template \(name) is missing; reinstall the program's data folder."
    case .badTemplate(let name, let reason): "The template \(name) cannot be used: \(reason)"
    case .folderInUse(let path):
      "\(path) exists and holds other files; name a new folder, or remove it first."
    case .leak(let file):
      "\(file) still held something marked as private, so nothing was published. Please report this."
    }
  }
}
