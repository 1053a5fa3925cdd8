// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence

extension OpenCase {
  /// Pages found twice and what one copy withholds and the other shows, as objects of the contract.
  package func copyObjects(of name: String?, disclosing: Bool) throws -> [JSONObject] {
    let wanted = try name.map { Set(try sources(named: $0)) }
    return try store.pageCopies().filter { copy in
      (!disclosing || !copy.disclosures.isEmpty)
        && (wanted.map { $0.contains(copy.first.source) || $0.contains(copy.second.source) }
          ?? true)
    }.map(\.object)
  }

  /// What the production numbers of the case tell: runs, gaps, repeats, pages without one.
  package func batesObjects() throws -> [JSONObject] {
    try batesReport(copies: store.pageCopies()).objects
  }
}
