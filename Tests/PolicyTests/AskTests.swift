// SPDX-License-Identifier: Apache-2.0

import Foundation
import Policy
import Testing

struct AskTests {
  static let library: PolicyLibrary = {
    let file = CaseFile.all("good").first { $0.description.hasPrefix("six") }
    return PolicyLibrary([PolicyFile.parse(file?.text ?? "", file: "six.policy.md").file])
  }()

  static let today = CivilDay("2026-01-01") ?? CivilDay(number: 0)

  @Test(
    arguments: [
      (
        "may a records clerk give a release date to ICE-ERO on 2019-03-01 in Bernalillo?",
        Answer.Headline.prohibited, "BERN.4"
      ),
      (
        "May the jail tell an ICE agent somebody's release date on March 1, 2019 in Bernalillo County?",
        .prohibited, "BERN.4"
      ),
      (
        "may a records clerk give a release date to ICE-ERO on 2018-03-01 in Bernalillo?",
        .noRuleInForce, "BERN.4"
      ),
      (
        "can a deputy disclose immigration status to DHS on 1 March 2018 in SantaClara",
        .permitted, "USC-1373.a"
      ),
      (
        "may a sheriff detain a person on an ICE detainer on 2018-03-01 in Illinois?", .depends,
        "IL-TRUST.15a"
      ),
      (
        "may a police officer contact ICE for a criminal investigation on 2012-02-01 in DC?",
        .permitted, "DC-ORDER.2"
      ),
      (
        "may an officer phone ICE about a missing person on 2012-02-01 in DC?", .prohibited,
        "DC-ORDER.2"
      ),
      (
        "must a contractor transport a detainee in Illinois if officer-gender is male and detainee-gender is female?",
        .required, "ESCORT.1"
      ),
    ])
  func `a question in plain words is decided`(
    question: String, headline: Answer.Headline, rule: String
  ) throws {
    let answer = try Self.library.ask(question, today: Self.today)
    #expect(answer.headline == headline, "\(answer)")
    #expect(answer.lines.contains { $0.rule == rule }, "\(answer)")
  }

  @Test func `an answer says how it was read and what it looked at`() throws {
    let answer = try Self.library.ask(
      "may a records clerk give a release date to ICE-ERO on 2019-03-01 in Bernalillo?",
      today: Self.today)
    #expect(
      answer.understood == [
        "action is disclosure", "capacity is records-clerk", "actor is whoever the rule binds",
        "recipient is ICE-ERO", "information is release-date", "place is Bernalillo",
        "day is 2019-03-01",
      ])
    #expect(answer.lookedAt.contains { $0.hasPrefix("BERN (County resolution of 2019-02-26)") })
    #expect(answer.lines.first { $0.rule == "BERN.4" }?.cite == "County resolution of 2019-02-26")
  }

  @Test func `words that mean nothing are named with the nearest that do`() {
    let error = #expect(throws: AskError.self) {
      try Self.library.ask(
        "may a records clerk give a relaese date to ICE-ERO in Bernalillo?", today: Self.today)
    }
    #expect(error?.words == [AskError.Word(word: "relaese", suggestions: ["release"])])
  }

  @Test func `a question without an act or a place says so`() {
    let error = #expect(throws: AskError.self) {
      try Self.library.ask("may a records clerk ICE-ERO?", today: Self.today)
    }
    #expect(error?.missing.count == 2)
  }
}
