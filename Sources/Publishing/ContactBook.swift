// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation

/// Who talks to whom, counted once for the pages and the data: by pair, by organization, by month,
/// and who brings others in.
struct ContactBook {
  let people: [Contact]
  let organizations: [Contact]
  let months: [Contact]
  let introductions: [Introduction]

  init(_ record: CaseRecord, zone: TimeZone) {
    func list(_ grouping: Contacts.Grouping) -> [Contact] {
      Contacts.list(messages: record.messages, people: record.people, zone: zone, by: grouping)
    }
    (people, organizations, months) = (list(.person), list(.organization), list(.month))
    introductions = Contacts.introductions(
      messages: record.messages, people: record.people, zone: zone, anySide: true)
  }

  /// Two ends and what went each way; the busiest first.
  struct Pair {
    var one: ContactEnd
    var other: ContactEnd
    /// Places in `people`; nil where nothing went that way.
    var there: Int?
    var back: Int?
    var messages = 0
    var first: String?
    var last: String?
  }

  var pairs: [Pair] {
    struct Key: Hashable {
      var one: ContactEnd
      var other: ContactEnd
    }
    var places: [Key: Int] = [:]
    var out: [Pair] = []
    for (n, contact) in people.enumerated() {
      if let place = places[Key(one: contact.to, other: contact.from)] {
        out[place].back = n
        out[place].add(contact)
      } else {
        places[Key(one: contact.from, other: contact.to)] = out.count
        out.append(Pair(one: contact.from, other: contact.to, there: n))
        out[out.count - 1].add(contact)
      }
    }
    return out.enumerated().sorted {
      ($1.element.messages, $0.offset) < ($0.element.messages, $1.offset)
    }.map(\.element)
  }
}

extension ContactBook.Pair {
  fileprivate mutating func add(_ contact: Contact) {
    messages += contact.messages.count
    if let time = contact.first { first = first.map { min($0, time) } ?? time }
    if let time = contact.last { last = last.map { max($0, time) } ?? time }
  }
}
