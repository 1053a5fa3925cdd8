// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence

extension OpenCase {
  /// Pages found twice and what one copy withholds and the other shows, as objects of the contract.
  package func copyObjects(of name: String?, disclosing: Bool) throws -> [JSONObject] {
    let wanted = try name.map { Set(try sources(named: $0)) }
    var bates: [PageName: String] = [:]
    try store.forEachPageNumber { bates[$0] = $1 }
    func place(_ page: PageName) -> JSONValue {
      var out = JSONObject()
      out["source"] = .string(page.source.hex)
      out["page"] = .int(page.number)
      out["bates"] = .orNull(bates[page])
      return .object(out)
    }
    return try store.pageCopies().filter { copy in
      (!disclosing || !copy.disclosures.isEmpty)
        && (wanted.map { $0.contains(copy.first.source) || $0.contains(copy.second.source) }
          ?? true)
    }.map { copy in
      var out = JSONObject()
      out["first"] = place(copy.first)
      out["second"] = place(copy.second)
      out["likeness"] = .double(copy.likeness)
      out["disclosures"] = .array(
        copy.disclosures.map { disclosure in
          var entry = JSONObject()
          entry["withheld_on"] = place(disclosure.withheldOn)
          entry["box"] = disclosure.box.value
          entry["codes"] = .strings(disclosure.codes)
          entry["shown_on"] = place(disclosure.shownOn)
          entry["boxes"] = .array(disclosure.boxes.map(\.value))
          entry["text"] = .string(disclosure.text)
          return .object(entry)
        })
      return out
    }
  }
}
