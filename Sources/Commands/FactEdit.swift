// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Evidence

/// Corrections to facts as a reviewer types them: `recipient=ICE-ERO`, `basis=a+b`,
/// `purpose=unknown:redacted`.
enum FactEdit {
  static func changes(_ edits: [String]) throws -> [Slot: Fact<[String]>] {
    var out: [Slot: Fact<[String]>] = [:]
    for edit in edits {
      let (slot, fact) = try change(edit)
      out[slot] = fact
    }
    return out
  }

  static func change(_ edit: String) throws -> (Slot, Fact<[String]>) {
    guard let equals = edit.firstIndex(of: "="), equals != edit.startIndex else {
      throw ValidationError("“\(edit)”: expected slot=value, such as recipient=ICE-ERO.")
    }
    let slot = Slot(rawValue: edit[..<equals].trimmed)
    let value = edit[edit.index(after: equals)...].trimmed
    guard !value.isEmpty else { throw ValidationError("“\(edit)”: no value after =.") }
    if value.hasPrefix("unknown") {
      let reason = value.dropFirst("unknown".count).drop { $0 == ":" }
      guard let known = Unknown.Reason(rawValue: reason.isEmpty ? "not-stated" : String(reason))
      else {
        throw ValidationError(
          "“\(reason)” is no reason; use one of \(Unknown.Reason.listed).")
      }
      return (slot, .unknown(Unknown(known)))
    }
    let values = value.split(separator: "+").map(\.trimmed)
    if let allowed = Vocabulary.facets[slot] {
      for value in values where !allowed.contains(value) {
        throw ValidationError(
          "“\(value)” is no value of \(slot.rawValue); use one of \(allowed.joined(separator: ", "))."
        )
      }
    }
    return (slot, .known(values))
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var view = self
    while view.first?.isWhitespace == true { view.removeFirst() }
    while view.last?.isWhitespace == true { view.removeLast() }
    return String(view)
  }
}
