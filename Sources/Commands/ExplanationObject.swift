// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy

extension Explanation {
  /// The tree as JSON, without what is empty.
  var object: JSONObject {
    var out = JSONObject()
    out["kind"] = .string(kind.rawValue)
    out["text"] = .string(text)
    if let holds { out["holds"] = .string(holds.rawValue) }
    if let verdict { out["verdict"] = .string(verdict.rawValue) }
    if let cite { out["cite"] = .string(cite) }
    if let reason { out["reason"] = .string(reason) }
    if !citations.isEmpty { out["citations"] = .strings(citations.map(\.label)) }
    if !parts.isEmpty { out["parts"] = .array(parts.map { .object($0.object) }) }
    return out
  }
}
