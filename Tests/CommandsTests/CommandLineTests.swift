// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

struct CommandLineTests {
  static let verbs = [
    "new", "map", "add", "merge", "status", "sources", "pages", "messages", "people", "replies",
    "redactions", "contacts", "missing", "events", "wording", "search", "show", "policy", "audit",
    "audit-log", "findings",
    "figures", "publish", "verify", "log", "demo",
  ]

  @Test(arguments: verbs)
  func `every verb has help that says what it does`(verb: String) throws {
    let help = try Program.run("help", verb)
    #expect(help.status == 0)
    #expect(help.out.contains("OVERVIEW: "))
    #expect(help.out.contains("USAGE: brightline \(verb)"))
  }

  @Test func `the first help names every verb and hides the worker`() throws {
    let help = try Program.run("--help").out
    for verb in Self.verbs { #expect(help.contains("  \(verb) "), "\(verb)") }
    #expect(!help.contains("worker"))
  }

  @Test(arguments: [
    (["frobnicate"], "frobnicate"),
    (["status", "no-such.case"], "is not a case"),
    (["add", "no-such.case", "x.pdf"], "is not a case"),
    (["new", "x.case", "--zone", "Mars/Olympus"], "is not a time zone"),
    (["policy", "show", "--place", "Fairview", "--on", "yesterday"], "YYYY-MM-DD"),
  ])
  func `what cannot run says why and ends with status 2`(arguments: [String], message: String)
    throws
  {
    let result = try Program.run(arguments)
    #expect(result.status == 2)
    #expect(result.out == "")
    #expect(result.err.contains(message), "\(result.err)")
  }

  @Test func `a policy question is answered with its section`() throws {
    let answer = try Program.run(
      "policy", "ask",
      "may a records clerk give a release date to ICE-ERO on 2019-03-01 in Bernalillo?",
      "--format", "json"
    )
    #expect(answer.status == 0, "\(answer.err)")
    let object = try #require(try answer.objects().first)
    #expect(object["day"] as? String == "2019-03-01")
    let rules = try #require(object["rules"] as? [[String: Any]])
    #expect(rules.contains { ($0["cite"] as? String)?.isEmpty == false })
    let before = try Program.run(
      "policy", "ask",
      "may a records clerk give a release date to ICE-ERO on 2015-03-01 in Bernalillo?",
      "--format", "json")
    #expect(try before.objects().first?["answer"] as? String != object["answer"] as? String)
  }

  @Test func `the policies the program comes with are free of errors and pass their examples`()
    throws
  {
    let check = try Program.run("policy", "check")
    #expect(check.status == 0, "\(check.out)")
    let test = try Program.run("policy", "test")
    #expect(test.status == 0, "\(test.out)")
  }
}
