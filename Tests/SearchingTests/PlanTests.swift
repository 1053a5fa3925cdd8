// SPDX-License-Identifier: Apache-2.0

import Searching
import Testing

struct PlanTests {
  private func plan(_ text: String, _ kind: HitKind = .message) throws -> SearchPlan {
    SearchPlan(try Query(text), for: kind)
  }

  private func term(_ text: String, _ columns: Set<SearchColumn>? = nil) -> TextMatch {
    .term(Term(text), in: columns)
  }

  @Test func `words alone are one question to the index`() throws {
    #expect(
      try plan("a (b OR c) -d")
        == .match(
          .except(
            .all([term("a"), .any([term("b"), term("c")])]), term("d"))))
  }

  @Test func `filters stand beside the words`() throws {
    #expect(
      try plan("a date:2016 b has:quote")
        == .all([
          .match(.all([term("a"), term("b")])),
          .filter(.date(.range(from: PartialDate("2016"), to: PartialDate("2016")))),
          .filter(.has(.quote)),
        ]))
  }

  @Test func `a zone holds for the words of its group alone`() throws {
    #expect(
      try plan("in:new a OR b") == .match(.any([term("a", [.new]), term("b")])))
    #expect(
      try plan("in:new in:subject (a OR from:b)")
        == .match(.any([term("a", [.new, .subject]), term("b", [.sender])])))
    let all = Set(SearchColumn.allCases)
    #expect(try plan("a -in:quoted") == .match(term("a", all.subtracting([.quoted]))))
  }

  @Test func `what cannot be asked of a page finds none, nor does its opposite`() throws {
    for query in ["from:a", "-from:a", "a in:new", "a date:2016", "-(a date:2016)", "has:quote"] {
      let plan = try plan(query, .page)
      #expect(plan == (query == "-(a date:2016)" ? .not(.match(term("a"))) : .nothing), "\(query)")
    }
    #expect(try plan("a OR from:b", .page) == .match(term("a")))
  }

  @Test func `a kind is settled beforehand`() throws {
    #expect(try plan("a kind:page", .page) == .match(term("a")))
    #expect(try plan("a kind:page", .message) == .nothing)
    #expect(try plan("a -kind:page", .message) == .match(term("a")))
  }

  @Test func `what must be absent is not shown`() throws {
    #expect(try plan("a -b (c OR date:2016)").shown == [term("a"), term("c")])
  }
}
