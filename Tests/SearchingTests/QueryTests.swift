// SPDX-License-Identifier: Apache-2.0

import Searching
import TestSupport
import Testing

struct QueryTests {
  static let readings: [(text: String, printed: String)] = [
    ("release  date", "release date"),
    ("release AND date", "release date"),
    ("jail OR prison release", "jail OR prison release"),
    ("(jail OR prison) release", "(jail OR prison) release"),
    ("NOT draft", "-draft"),
    ("a NOT b -c", "a -b -c"),
    ("\"time of release\"*", "\"time of release\"*"),
    ("\u{201C}time of release\u{201D}", "\"time of release\""),
    ("deta*", "deta*"),
    ("jail NEAR release", "jail NEAR/10 release"),
    ("jail NEAR/5 \"release date\" NEAR/5 ice", "jail NEAR/5 \"release date\" NEAR/5 ice"),
    ("From:keller subject:(re OR fw)", "from:keller subject:(re OR fw)"),
    ("with:@marlow.example", "with:@marlow.example"),
    ("date:2016..2017-03", "date:2016..2017-03"),
    ("date:2016-03-05..2016-03-05", "date:2016-03-05"),
    ("date:..2016 after:2015-02-28", "date:..2016 after:2015-02-28"),
    ("code:(b)(7)(C)", "code:b7c"),
    ("(code:\"(b)(7)(C)\" OR code:B6*)", "code:b7c OR code:b6*"),
    ("bates:\"FPD 12-15\"", "bates:\"FPD 12-15\""),
    ("in:new -in:quoted ~detainer", "in:new -in:quoted ~detainer"),
    ("10:30 e-mail o'brien", "10:30 e-mail o'brien"),
    ("\"say \"\"no\"\"\"", "\"say \"\"no\"\"\""),
  ]

  @Test(arguments: readings)
  func `a query is read as it prints`(reading: (text: String, printed: String)) throws {
    let query = try Query(reading.text)
    #expect(query.description == reading.printed)
    #expect(try Query(reading.printed) == query)
  }

  static let faults: [(query: String, offset: Int, problem: String, nearest: String?)] = [
    ("", 0, "empty", nil),
    ("release formm:keller", 8, "no field", "from:"),
    ("has:redactoin", 4, "has:", "has:redaction"),
    ("kind:letter release", 5, "kind:", nil),
    ("date:2016-13", 5, "no date", nil),
    ("date:2017..2016", 5, "ends before it begins", nil),
    ("date:..", 5, "one end", nil),
    ("before:may", 7, "no date", nil),
    ("from: keller", 0, "without a space", nil),
    ("in:new", 0, "there are none", nil),
    ("in:new OR release", 0, "there are none", nil),
    ("release AND", 11, "ends where something must follow", nil),
    ("OR release", 0, "stands between two things", nil),
    ("(release", 0, "not closed", nil),
    ("release)", 7, "No parenthesis is open", nil),
    ("say \"release", 4, "not closed", nil),
    ("()", 1, "Nothing stands", nil),
    ("jail NEAR/0 release", 5, "1 to 1000", nil),
    ("jail NEAR/5 release NEAR/6 ice", 20, "same number", nil),
    ("jail NEAR/5 (a)", 12, "between two words", nil),
    ("...", 0, "Letters and digits", nil),
    ("r*", 0, "two", nil),
    ("~deta*", 0, "whole", nil),
    ("from:(keller date:2016)", 13, "only words", nil),
    ("bates:none", 6, "a number", nil),
    ("code:x", 5, "exemption code", nil),
  ]

  @Test(arguments: faults)
  func `a query that cannot be read says where and why`(
    fault: (query: String, offset: Int, problem: String, nearest: String?)
  ) {
    let error = #expect(throws: QueryError.self) { try Query(fault.query) }
    #expect(error?.offset == fault.offset)
    #expect(error?.problem.contains(fault.problem) == true, "\(error?.problem ?? "")")
    #expect(error?.nearest == fault.nearest)
  }

  @Test func `an error is printed with marks under its place`() {
    let error = #expect(throws: QueryError.self) { try Query("émigré formm:keller") }
    #expect(
      error?.description.hasPrefix(
        """
        cannot read this query
          émigré formm:keller
                 ^^^^^^
        “formm” is no field; words with a colon in them are put in quotation marks. \
        Did you mean from:? Allowed: from:, to:, cc:, with:,
        """) == true, "\(error?.description ?? "")")
  }

  @Test func `what is nested too deep or too long is refused`() {
    let deep = String(repeating: "(", count: 5_000) + "a" + String(repeating: ")", count: 5_000)
    #expect(throws: QueryError.self) { try Query(deep) }
    #expect(throws: QueryError.self) { try Query(String(repeating: "-", count: 9_000) + "a") }
    #expect(throws: QueryError.self) { try Query(String(repeating: "word ", count: 3_000)) }
    #expect(throws: QueryError.self) { try Query(String(repeating: "word ", count: 30_000)) }
  }

  @Test func `printing and reading are inverses`() throws {
    var random = RandomQuery(seed: 11)
    for _ in 0..<4_000 {
      let query = random.query(depth: 4)
      let printed = query.description
      #expect(try Query(printed) == query, "\(printed)")
    }
  }

  @Test func `any bytes are read or refused`() {
    var random = SplitMix(seed: 5)
    let pieces = [
      "(", ")", "\"", "-", "~", "*", ":", "AND", "OR", "NOT", "NEAR/3", "NEAR", "from:", "in:new",
      "date:", "2016", "..", " ", " ", "word", "é", "“", "”", "code:", "\u{0}", "\u{301}", "has:",
    ]
    for _ in 0..<4_000 {
      let text = (0..<random.below(12)).map { _ in random.pick(pieces) }.joined()
      do {
        let query = try Query(text)
        #expect(try Query(query.description) == query, "\(text)")
      } catch {
        #expect(error.offset + error.length <= text.utf8.count + 1, "\(text)")
      }
    }
  }
}

/// Queries of every shape, such as a parser can give.
private struct RandomQuery {
  var random: SplitMix
  init(seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func query(depth: Int) -> Query {
    guard depth > 0 else { return leaf() }
    switch random.below(8) {
    case 0: return .not(query(depth: depth - 1))
    case 1, 2:
      var parts = (0...random.below(3) + 1).map { _ in query(depth: depth - 1) }
      if random.chance(0.4) {
        parts.append(.term(term()))
        parts.append(.zone(random.pick(SearchZone.allCases)))
        if random.chance(0.3) { parts.append(.not(.zone(random.pick(SearchZone.allCases)))) }
      }
      return .all(parts)
    case 3, 4: return .any((0...random.below(3) + 1).map { _ in query(depth: depth - 1) })
    case 5: return .inField(random.pick(TextField.allCases), words(depth: depth - 1))
    default: return leaf()
    }
  }

  private mutating func words(depth: Int) -> Query {
    guard depth > 0 else { return .term(term()) }
    switch random.below(5) {
    case 0: return .not(words(depth: depth - 1))
    case 1: return .all((0...1).map { _ in words(depth: depth - 1) })
    case 2: return .any((0...1).map { _ in words(depth: depth - 1) })
    case 3: return near()
    default: return .term(term())
    }
  }

  private mutating func near() -> Query {
    let within = 1 + random.below(30)
    return .near((0...(1 + random.below(2))).map { _ in term() }, within: within)
  }

  private mutating func term() -> Term {
    let isQuoted = random.chance(0.4)
    let plain = ["release", "to", "e-mail", "O'Brien", "10:30", "a@b.example", "né", "50%", "a~b"]
    let quoted = ["time of release", "AND", "from:keller", "say \"no\"", "(x)", "*a", "-b", " c "]
    let isPrefix = random.chance(0.2)
    let text = isQuoted ? random.pick(quoted) : random.pick(plain)
    guard isPrefix, !["né", "(x)", "*a", "-b", " c ", "a@b.example"].contains(text) else {
      return Term(text, isQuoted: isQuoted, isFuzzy: random.chance(0.2))
    }
    return Term(text == "a~b" ? "release" : text, isQuoted: isQuoted, isPrefix: true)
  }

  private mutating func date() -> PartialDate? {
    PartialDate(random.pick(["2015", "2016-02", "2016-02-29", "2017-12-31"]))
  }

  private mutating func leaf() -> Query {
    switch random.below(12) {
    case 0: return near()
    case 1: return .date(.range(from: PartialDate("2015"), to: random.chance(0.5) ? date() : nil))
    case 2: return date().map { .date(.before($0)) } ?? .has(.quote)
    case 3: return date().map { .date(.after($0)) } ?? .has(.quote)
    case 4: return .bates(random.pick(["FPD000012", "FPD 12-15", "12..15", "(9)"]))
    case 5: return .code(random.pick(["b7c", "71d", "7923.600"]), isPrefix: random.chance(0.3))
    case 6: return .has(random.pick(Trait.allCases))
    case 7: return .kind(random.pick(HitKind.allCases))
    case 8: return .source(random.pick(["a.pdf", "two words.mbox", "say \"x\"", "é.pdf"]))
    default: return .term(term())
    }
  }
}
