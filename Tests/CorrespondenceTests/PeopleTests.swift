// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Correspondence

struct PeopleTests {
  /// Messages from each of these, at different times.
  private func people(_ senders: [String]) -> [Person] {
    Mail.resolve(
      senders.enumerated().map { index, sender in
        Mail.message(
          "m\(index)", from: sender, sent: "2018-03-01 10:\(10 + index)", subject: "No. \(index)")
      }
    ).people
  }

  @Test func `one person is known by every way the name is written`() {
    let people = people([
      "Wills, Dana (FPD)", "Dana Wills", "WILLS, DANA", "Dana Wills <dwills@fairview.example>",
      "'Dana R. Wills' <DWills@Fairview.example>", "Sgt. Dana Wills", "dwills@fairview.example",
      "Wills, Dana [mailto:dwills@fairview.example]", "Wills, D. (FPD)",
    ])
    #expect(people.map(\.id) == ["p-dana-wills"])
    #expect(people[0].name == "Dana Wills" && people[0].sent == 9)
    #expect(people[0].addresses == ["dwills@fairview.example"] && people[0].side == .local)
    #expect(people[0].aliases.contains("WILLS, DANA"))
  }

  @Test(arguments: [
    // Surname and initial are not enough for two addresses.
    ["Dana Wills <dana.wills@fairview.example>", "D. Wills <dwills@fairview.example>"],
    // Two who could be "D. Wills".
    ["Dana Wills", "David Wills", "D. Wills"],
    // Namesakes on two sides.
    ["Smith, John (ICE)", "Smith, John (FPD)"],
    ["John Smith <john.smith@ice.dhs.gov>", "John Smith <jsmith@fairviewpd.example>"],
    // Two accounts that the host numbered, two middle initials.
    ["John Smith <jsmith@fairview.example>", "John Smith <jsmith2@fairview.example>"],
    ["John A. Smith", "John B. Smith"],
    // A bare name that two could bear is neither.
    ["Smith, John (ICE)", "Smith, John (FPD)", "John Smith"],
    // A short form without an agency that agrees.
    ["Robert Jones", "Bob Jones"],
    ["Wills", "Dana Wills"],
  ])
  func `people are kept apart where something speaks for it`(senders: [String]) {
    #expect(people(senders).count == senders.count)
  }

  @Test(arguments: [
    ["Jones, Robert (FPD)", "Jones, Bob (FPD)"],
    ["Robert Jones", "Bob Jones <rjones@fairview.example>"],
    ["Maria Garcia Lopez", "Garcia Lopez, Maria"],
    ["Ana de la Cruz", "De La Cruz, Ana"],
    ["René Ortiz <r@field.example>", "Rene Ortiz"],
    ["Dana Wills <dwills@fairview.example>", "Dana Wills <dana@mail.fairview.example>"],
    ["Dana Wills <dwills@fairview.example>", "Dana Wills <danaw77@gmail.com>"],
    ["Wills, Dana (Fairview Police Department)", "Wills, Dana (FPD)"],
    ["Dana Wills", "Ortiz, Rene On Behalf Of Park, Lee", "Rene Ortiz", "Wills, Dana, Jr."],
    ["dana.wills@fairview.example", "Wills, Dana"],
  ])
  func `people are one where nothing speaks against it`(senders: [String]) {
    #expect(people(senders).count == (senders.count + 1) / 2)
  }

  @Test func `ids of namesakes are numbered, whoever comes first`() {
    let people = people(["Smith, John (FPD)", "Smith, John (ICE)"])
    #expect(people.map(\.id) == ["p-john-smith", "p-john-smith-2"])
  }

  @Test func `the unknown are nobody`() {
    let resolved = Mail.resolve([
      Mail.message("m1", from: "?", to: ["?", "Dana Wills"], sent: "2018-03-01 10:00")
    ])
    #expect(resolved.people.map(\.id) == ["p-dana-wills"])
    #expect(resolved.messages[0].from == .unknown(Unknown(.redacted)))
  }

  @Test func `organization and side come from the domain, then from markers`() throws {
    let people = people([
      "Ortiz, Rene <rene.ortiz@ice.dhs.gov>", "Park, Lee (ERO) <lee.park@ice.dhs.gov>",
      "Ann Lee <ann.lee@x.dhs.gov>", "Kim, Sue (ICE)", "Fairview Police Department",
      "Bo Hart <bhart@marlowcounty.example>", "Al Roy <al@news.example>", "Sheriff, Omar",
    ])
    let byName = Dictionary(people.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    #expect(byName["Rene Ortiz"]?.organization == "ICE")
    #expect(byName["Lee Park"]?.organization == "ICE ERO")
    #expect(byName["Ann Lee"]?.organization == "DHS")
    #expect(byName["Sue Kim"]?.side == .federal)
    let police = try #require(byName["Fairview Police Department"])
    #expect(police.organization == "Fairview Police Department" && police.side == .local)
    #expect(byName["Bo Hart"]?.side == .local && byName["Al Roy"]?.side == .unknown)
    #expect(byName["Omar Sheriff"]?.side == .unknown)
    let actors = ActorFinder(Mail.guide)
    #expect(byName["Lee Park"].flatMap(actors.actor(of:)) == "ICE-ERO")
    #expect(actors.actor(of: police) == "municipal-police")
    #expect(byName["Al Roy"].flatMap(actors.actor(of:)) == nil)
  }

  @Test func `a signature tells role and unit`() {
    let message = Mail.message(
      "m1", from: "rene.ortiz@ice.dhs.gov", sent: "2018-03-01 10:00",
      signature: ["Rene Ortiz", "Deportation Officer", "Enforcement and Removal Operations"])
    let person = Mail.resolve([message]).people[0]
    #expect(person.role == "Deportation Officer" && person.organization == "ICE ERO")
  }
}
