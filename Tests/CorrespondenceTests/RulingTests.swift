// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Testing

@testable import Correspondence

struct RulingTests {
  private static let senders = [
    "Dana Wills <dwills@fairview.example>", "Wills, D. R.", "WILLS, DANA", "Dana Willis",
  ]

  private func resolve(_ rulings: [PersonRuling], _ senders: [String] = senders) -> WholeMail {
    let messages = senders.enumerated().map { index, sender in
      Mail.message(
        "m\(index)", from: sender, sent: "2018-03-01 10:\(10 + index)", subject: "No. \(index)")
    }
    return Correspondence.resolve(messages, zone: .gmt, guide: Mail.guide, rulings: rulings)
  }

  private func ruling(_ kind: PersonRuling.Kind, _ person: [String], _ other: [String])
    -> PersonRuling
  {
    PersonRuling(
      kind: kind, person: person, other: other, reviewer: "R. Okafor", why: "the same desk")
  }

  @Test func `two people are merged by hand, with the reason beside what the finder found`() {
    let merged = resolve([ruling(.merge, ["dwills@fairview.example"], ["Wills, D. R."])])
    #expect(merged.people.map(\.id) == ["p-dana-willis", "p-dana-wills"])
    let dana = merged.people[1]
    #expect(dana.sent == 3 && dana.aliases == ["WILLS, DANA", "Wills, D. R."])
    #expect(
      dana.links == [
        Person.Link(
          one: "Dana Wills <dwills@fairview.example>", other: "WILLS, DANA", why: .sameName),
        Person.Link(
          one: "WILLS, DANA", other: "Wills, D. R.", why: .byHand,
          note: "R. Okafor: the same desk"),
      ])
    #expect(merged.messages[1].from.value?.person == "p-dana-wills")
  }

  @Test func `a spelling is split off, and rulings follow one another`() {
    let split = ruling(.split, ["Dana Wills", "dwills@fairview.example"], ["wills, dana"])
    let apart = resolve([split])
    #expect(apart.people.map(\.sent) == [1, 1, 1, 1] && apart.idleRulings == [])
    #expect(apart.messages[0].from.value?.person != apart.messages[2].from.value?.person)
    let again = resolve([split, ruling(.merge, ["WILLS, DANA"], ["Dana Willis"])])
    #expect(again.people.count == 3)
    #expect(again.messages[2].from.value?.person == again.messages[3].from.value?.person)
  }

  @Test func `a ruling about people who are not in the record changes nothing and is told`() {
    let none = resolve([
      ruling(.merge, ["Lee Park"], ["Dana Willis"]),
      ruling(.split, ["Dana Willis"], ["Dana Willis"]),
      ruling(.merge, ["Dana Willis"], ["Lee Park"]), ruling(.split, ["Dana Wills"], ["Rene"]),
    ])
    #expect(none.idleRulings == [0, 1, 2, 3])
    #expect(none.people == resolve([]).people)
  }

  @Test func `links tell why, one fewer than there are ways of writing`() {
    let found = resolve(
      [],
      [
        "Jones, Robert (FPD)", "Jones, Bob (FPD)", "rjones@fairview.example", "Robert Jones",
        "Robert Jones <rjones@fairview.example>",
      ])
    #expect(found.people.count == 1)
    #expect(Set(found.people[0].links?.map(\.why) ?? []) == [.sameAddress, .sameName, .shortName])
    #expect(found.people[0].links?.count == 4)
  }

  @Test func `roles come with the first and last message that states them`() {
    let titles = [("2018-03-01", "Officer"), ("2018-06-01", "Sergeant"), ("2018-04-01", "Officer")]
    let messages = titles.enumerated().map { index, entry in
      Mail.message(
        "m\(index)", from: "Dana Wills", sent: entry.0, subject: "No. \(index)",
        signature: ["Dana Wills", entry.1])
    }
    let dana = Mail.resolve(messages).people[0]
    #expect(
      dana.roles == [
        Person.Role(title: "Officer", first: "2018-03-01", last: "2018-04-01", message: "m0"),
        Person.Role(title: "Sergeant", first: "2018-06-01", last: "2018-06-01", message: "m1"),
      ])
    #expect(dana.role == "Officer")
  }
}
