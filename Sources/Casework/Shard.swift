// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation

/// One of several cases that together hold a release, each with what one machine read of it.
struct Shard: Codable, Sendable, Hashable {
  /// Counted from 1.
  var part: Int
  var of: Int
  /// `SharePlan.digest` of all the files that were named, the same for all shards of them.
  var list: String
  var reader: ReaderOrigin
  /// The files that are read in part only.
  var portions: [String: Portion] = [:]
  /// Where mappings, policies and guides stand in the list: of two under one name the later counts.
  var places: [String: Int] = [:]
  /// `CaseStore.readingsDigest` once all is read.
  var content: String?

  var title: String { "shard \(part) of \(of)" }

  func portion(of source: SourceID) -> Portion? { portions[source.hex] }
}

extension CaseStore {
  /// What this case is a shard of; nil for a case of its own.
  func shard() throws -> Shard? {
    guard let text = try setting("shard") else { return nil }
    do { return try JSONDecoder().decode(Shard.self, from: Data(text.utf8)) } catch {
      throw CaseworkError(
        "\(folder.path) is a shard of another version of brightline: work on it with that one, or "
          + "read it again")
    }
  }

  func set(_ shard: Shard) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try setSetting("shard", String(decoding: encoder.encode(shard), as: UTF8.self))
  }
}
