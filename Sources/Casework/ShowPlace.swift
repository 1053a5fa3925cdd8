// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation

/// What a citation, an id or a Bates number names.
package enum ShownThing: Sendable {
  case pages([Page])
  case message(Message)
  case event(Event, [Finding])
  case row(Source, sheet: String?, columns: [String], Row)
  case person(Person)
}

extension OpenCase {
  /// Finds what `name` names: a Bates number or range ("FPD 000012", "FPD 000012-000015"), a page
  /// ("9f86d081884c:3" or "letters.pdf:3"), a message, an event, a person, or a row
  /// ("9f86d081884c:Sheet1:12").
  package func show(_ name: String) throws -> ShownThing {
    // What an index finds comes first: a page of a long case is wanted at once.
    if let place = try place(name) { return place }
    let exact = try store.pages(bates: name)
    if !exact.isEmpty { return .pages(exact) }
    if let message = try store.message(name) { return .message(message) }
    if let event = try store.event(name) {
      return .event(event, try findings().filter { $0.event == name })
    }
    if let person = try store.person(name) { return .person(person) }
    let pages = try pages(inRange: name)
    if !pages.isEmpty { return .pages(pages) }
    throw CaseworkError(
      "nothing in this case is called “\(name)”; name a Bates number or range, FILE:PAGE, "
        + "FILE:SHEET:ROW, or the id of a message, event or person")
  }

  private func place(_ name: String) throws -> ShownThing? {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 2, let number = Int(parts[parts.count - 1]) else { return nil }
    let sources = try store.sources()
    let named = sources.filter { $0.isMeant(by: parts[0]) }
    guard let stored = named.first else { return nil }
    guard named.count == 1 else {
      throw CaseworkError(
        "“\(parts[0])” names \(named.count) files: "
          + named.map { "\($0.source.id.short) \($0.source.name)" }.joined(separator: ", "))
    }
    if [.csv, .jsonl, .xlsx].contains(stored.source.kind) {
      let sheet = parts.count == 3 && parts[1] != "-" ? parts[1] : nil
      guard let found = try store.row(number, sheet: sheet, of: stored.source.id) else {
        throw CaseworkError("\(stored.source.name) has no row \(number)")
      }
      return .row(stored.source, sheet: sheet, columns: found.columns, found.row)
    }
    guard let page = try store.page(number, of: stored.source.id) else {
      throw CaseworkError("\(stored.source.name) has no page \(number) that could be read")
    }
    return .pages([page])
  }

  /// The pages of a Bates number or of a range of them, spelled with any spaces and dashes.
  private func pages(inRange name: String) throws -> [Page] {
    guard let range = BatesRange(name) else { return [] }
    return try store.batesNumbers().filter { range.contains($0) }
      .flatMap { try store.pages(bates: $0) }
  }
}
