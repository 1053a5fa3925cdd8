// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB
import Searching

extension CaseStore {
  /// - Parameter bates: the Bates numbers of the case that a number or range means.
  package func search(
    _ query: Query, limit: Int, offset: Int = 0, bates: (String) throws -> [String]
  ) throws -> SearchAnswer {
    try withoutActuallyEscaping(bates) { bates in
      try pool.read { db in
        let wanted = offset + limit
        let messages = try Search(query, for: .message, in: db, bates: bates)
        let pages = try Search(query, for: .page, in: db, bates: bates)
        let (found, more) = (try messages.keys(wanted), try pages.keys(wanted))
        let isRanked = found.isRanked && more.isRanked
        var keys: [(kind: HitKind, n: Int64, score: Double)] = []
        for (kind, list) in [(HitKind.message, found), (.page, more)] {
          keys += list.keys.map { (kind, $0.n, isRanked ? $0.score : 0) }
        }
        // Stable: among equals messages come first, each kind in its order.
        if isRanked {
          keys = keys.enumerated().sorted {
            ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
          }.map(\.element)
        } else {
          keys =
            found.inOrder(wanted).map { (.message, $0, 0) }
            + more.inOrder(wanted).map { (.page, $0, 0) }
        }
        let shown = Array(keys.dropFirst(offset).prefix(limit))
        let ofMessages = try messages.hits(shown.filter { $0.kind == .message }.map(\.n))
        let ofPages = try pages.hits(shown.filter { $0.kind == .page }.map(\.n))
        let hits = shown.compactMap { key -> SearchHit? in
          var hit = key.kind == .message ? ofMessages[key.n] : ofPages[key.n]
          hit?.score = key.score
          return hit
        }
        return SearchAnswer(
          hits: hits, messages: found.count, pages: more.count, isRanked: isRanked)
      }
    }
  }

  /// Counts everything that answers a query, however much it is.
  package func tally(_ query: Query, bates: (String) throws -> [String]) throws -> SearchTally {
    try withoutActuallyEscaping(bates) { bates in
      try pool.read { db in
        let row = try Search(query, for: .message, in: db, bates: bates)
          .row("count(*), min(m.sent), max(m.sent)")
        let pages = try Search(query, for: .page, in: db, bates: bates).row("count(*)")
        return SearchTally(
          messages: row?[0] ?? 0, pages: pages?[0] ?? 0, first: row?[1], last: row?[2])
      }
    }
  }
}
