// SPDX-License-Identifier: Apache-2.0

/// Why an archive, or an entry of one, could not be read.
package enum ZipError: Error, Sendable, Hashable {
  /// Not an archive, or one that is cut or inconsistent.
  case damaged(String)
  /// The entry is protected by a password.
  case encrypted(String)
  /// It unpacks, or says that it unpacks, to more than the limits allow.
  case tooLarge(String)

  /// A phrase for people.
  package var detail: String {
    switch self {
    case .damaged(let what), .tooLarge(let what): what
    case .encrypted(let name): "\(name) is protected by a password"
    }
  }
}

/// How much an archive may hold and unpack to. A real one stays far below; a zip bomb does not.
package struct ZipLimits: Sendable {
  package var entries = 1_000_000
  /// Bytes of all entries read, unpacked.
  package var expandedBytes = 1 << 30
  /// Unpacked bytes for each packed byte, once `ratioFrom` bytes of an entry are unpacked.
  package var ratio = 250
  package var ratioFrom = 1 << 26

  package init() {}
}
