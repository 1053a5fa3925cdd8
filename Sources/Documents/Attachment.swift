// SPDX-License-Identifier: Apache-2.0

/// A file within a document.
package struct Attachment: Sendable, Hashable {
  /// As the document names it; empty where it does not.
  package var name: String
  /// Length in bytes, unpacked; 0 where it cannot be unpacked.
  package var bytes: Int

  package init(name: String, bytes: Int) { (self.name, self.bytes) = (name, bytes) }

  /// Longer ones are not taken out.
  static let limit = 256 << 20
}
