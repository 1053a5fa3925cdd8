// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation

extension OpenCase {
  /// Takes two people for one; everything that follows is worked out anew.
  ///
  /// - Parameters: `one` and `other` are ids, names or addresses.
  /// - Returns: a sentence that says what was done.
  package func merge(_ one: String, _ other: String, reviewer: String, why: String) throws
    -> String
  {
    let lock = try store.lock()
    defer { withExtendedLifetime(lock) {} }
    let (a, b) = (try person(named: one), try person(named: other))
    guard a.id != b.id else {
      throw CaseworkError("“\(one)” and “\(other)” are one person already: \(a.id)")
    }
    let n = try rule(
      PersonRuling(
        kind: .merge, person: a.spellings, other: b.spellings, reviewer: reviewer, why: why))
    return "ruling \(n): \(a.id) and \(b.id) are one person"
  }

  /// Takes some spellings or addresses of a person for somebody else.
  package func split(_ name: String, _ spellings: [String], reviewer: String, why: String) throws
    -> String
  {
    let lock = try store.lock()
    defer { withExtendedLifetime(lock) {} }
    let person = try person(named: name)
    func folded(_ text: String) -> String { text.lowercased() }
    let own = Set(person.spellings.map(folded))
    for spelling in spellings where !own.contains(folded(spelling)) {
      throw CaseworkError(
        "\(person.id) is not written “\(spelling)”; the record has "
          + person.spellings.map { "“\($0)”" }.joined(separator: ", "))
    }
    guard !own.subtracting(spellings.map(folded)).isEmpty else {
      throw CaseworkError("nothing would be left of \(person.id); name only what is not theirs")
    }
    let n = try rule(
      PersonRuling(
        kind: .split, person: person.spellings, other: spellings, reviewer: reviewer, why: why))
    let named = spellings.map { "“\($0)”" }.joined(separator: ", ")
    return "ruling \(n): \(named) is not \(person.id)"
  }

  /// Takes back the last ruling in force.
  package func undoRuling(reviewer: String, why: String) throws -> String {
    let lock = try store.lock()
    defer { withExtendedLifetime(lock) {} }
    let name = try reviewerName(reviewer, why)
    guard let undone = try store.undoRuling(reviewer: name, why: why, time: OpenCase.now()) else {
      throw CaseworkError("nobody was merged or split; there is nothing to take back")
    }
    try derive(progress: .silent)
    return "ruling \(undone.n) is taken back"
  }

  /// The rulings in force, as objects.
  package func rulingObjects() throws -> [JSONObject] {
    try store.rulings().map { kept in
      var out = JSONObject()
      out["n"] = .int(kept.n)
      out["kind"] = .string(kept.ruling.kind.rawValue)
      out["person"] = .strings(kept.ruling.person)
      out["other"] = .strings(kept.ruling.other)
      out["reviewer"] = .string(kept.ruling.reviewer)
      out["why"] = .string(kept.ruling.why)
      out["time"] = .string(Moment(seconds: kept.time, in: zone).iso)
      return out
    }
  }

  private func rule(_ ruling: PersonRuling) throws -> Int {
    var ruling = ruling
    ruling.reviewer = try reviewerName(ruling.reviewer, ruling.why)
    let n = try store.record(ruling, time: OpenCase.now())
    try derive(progress: .silent)
    return n
  }

  private func reviewerName(_ reviewer: String, _ why: String) throws -> String {
    let name = reviewer.trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty, !why.trimmingCharacters(in: .whitespaces).isEmpty else {
      throw CaseworkError("a ruling needs its reviewer's name and a reason: --reviewer, --why")
    }
    return name
  }

  /// The one person that an id, an address or a name means.
  private func person(named text: String) throws -> Person {
    let people = try store.people()
    if let person = people.first(where: { $0.id == text }) { return person }
    let wanted = text.lowercased()
    let found = people.filter { $0.spellings.contains { $0.lowercased() == wanted } }
    if found.count == 1 { return found[0] }
    throw CaseworkError(
      found.isEmpty
        ? "nobody in this case is called “\(text)”; `brightline people` lists ids and names"
        : "“\(text)” may be any of \(found.map(\.id).joined(separator: ", ")); name the id")
  }
}

extension Person {
  /// Every way the record writes them: name, other spellings, addresses.
  fileprivate var spellings: [String] {
    var seen: Set<String> = []
    return ([name] + aliases + addresses).filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
