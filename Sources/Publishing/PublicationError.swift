// SPDX-License-Identifier: Apache-2.0

/// Why nothing could be published.
package enum PublicationError: Error, Hashable, Sendable, CustomStringConvertible {
  case folderInUse(String)
  case markTooShort(String)
  /// A private mark was found in a file after writing. Nothing has been put in the folder.
  case leak(file: String)
  /// Words that a redaction or something else hides were found in a file after writing. `place` names
  /// where they are hidden, never the words. Nothing has been put in the folder.
  case exposed(file: String, place: String)

  package var description: String {
    switch self {
    case .folderInUse(let path):
      "\(path) holds files that are no earlier publication; name a new folder, or empty it first."
    case .markTooShort(let mark):
      "“\(mark)” is marked as private, but a single letter cannot be replaced everywhere; "
        + "mark the whole name."
    case .leak(let file):
      "\(file) would still have shown something marked as private, so nothing was published."
    case .exposed(let file, let place):
      "\(file) would have shown words that are hidden in \(place), so nothing was published."
    }
  }
}
