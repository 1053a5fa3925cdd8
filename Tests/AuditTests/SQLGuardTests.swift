// SPDX-License-Identifier: Apache-2.0

import Audit
import Foundation
import Policy
import TestSupport
import Testing

/// SQL has ways of saying "no" where nothing is known. None of them may stand in what is emitted.
struct SQLGuardTests {
  /// What is wrong with a statement: each construct that closes the world and is in no guarded form.
  ///
  /// Guarded are: the number of rows of the log that share a vector, as `COUNT(*) AS events`; a
  /// person that is NULL, where the rows whose person is not are taken too; and a sum of what was
  /// found, where it is made of what is certain and of what is possible and stands beside whether
  /// the record is complete.
  static func problems(_ sql: String) -> [String] {
    let text = sql.uppercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    func count(_ pattern: String) -> Int {
      let expression = try? NSRegularExpression(pattern: pattern)
      return expression?.numberOfMatches(
        in: text, range: NSRange(text.startIndex..., in: text)) ?? 0
    }
    var found: [String] = []
    for closing in [
      "CASE", "WHEN", "ELSE", "EXISTS", "NOT IN", "EXCEPT", "MINUS", "COALESCE", "NULLIF", "IFNULL",
      "NVL", "NVL2", "IF", "IIF", "DECODE", "OUTER", "LEFT", "RIGHT", "FULL", "ANTI", "CROSS",
      "FILTER", "EVERY", "BOOL_AND", "BOOL_OR", "COUNT_IF", "NOT", "DISTINCT ON",
    ] {
      var times = count("(?<![A-Z0-9_])\(closing)(?![A-Z0-9_])")
      if closing == "NOT" { times -= count("IS NOT NULL") + count("[A-Z]+ NOT NULL(?=[,) ])") }
      if closing == "EXISTS" || closing == "IF" { times -= count("^DROP [A-Z]+ IF EXISTS") }
      if times > 0 { found.append(closing) }
    }
    if count("COUNT ?\\(") != count("COUNT\\(\\*\\) AS EVENTS") { found.append("COUNT") }
    if count("IS NULL") > 0, count("PERSON IS NULL") != count("IS NULL") { found.append("NULL") }
    if count("PERSON IS NULL") > count("PERSON IS NOT NULL") + count("WHO = ?-1")
      + count("SAME_PERSON = 0") + count("ANYONE = 1")
    {
      found.append("only NULL")
    }
    let certain = count("SUM\\([A-Z_.]*CERTAIN\\)")
    let possible = count("SUM\\([A-Z_.]*POSSIBLE\\)")
    let all = count("SUM ?\\(")
    if certain != possible || certain + possible != all { found.append("SUM") }
    let isAnswer = count("AT_MOST(?![A-Z0-9_])") > 0 && count("STRUCT|STRING_AGG") == 0
    if isAnswer, count("COVERED") == 0 || certain == 0 { found.append("not covered") }
    return found
  }

  @Test func `what is emitted closes no world`() throws {
    var random = SplitMix(seed: 8)
    let log = RandomLog(&random, rows: 80, regular: false)
    let utc = try #require(TimeZone(secondsFromGMT: 0))
    let decider = LogDecider(
      try RandomLog.library(), kinds: log.columns.kinds, coverage: log.coverage, zone: utc)
    for dialect in SQLDialect.allCases {
      let statements = SQLAudit(decider, zone: utc, dialect: dialect).statements
      #expect(statements.count > 15)
      for statement in statements {
        #expect(Self.problems(statement) == [], "\(dialect): \(statement)")
      }
      #expect(statements.contains { $0.contains("covered) * s.enough") })
    }
  }

  @Test(arguments: [
    ("SELECT CASE WHEN basis = 'warrant' THEN 1 END AS yes FROM events", "CASE"),
    ("SELECT row FROM events e WHERE NOT EXISTS (SELECT 1 FROM other o)", "EXISTS"),
    ("SELECT COUNT(*) AS found FROM events", "COUNT"),
    ("SELECT COUNT(person) AS events FROM events", "COUNT"),
    ("SELECT e.row FROM events e LEFT JOIN other o ON o.row = e.row", "LEFT"),
    ("SELECT COALESCE(person, 0) AS who FROM events", "COALESCE"),
    ("SELECT row FROM events WHERE person NOT IN (1, 2)", "NOT IN"),
    ("SELECT row FROM events WHERE kind IS NULL", "NULL"),
    ("SELECT row FROM events WHERE person IS NULL", "only NULL"),
    ("SELECT SUM(certain) AS certain FROM parts", "SUM"),
    ("SELECT SUM(1) AS found FROM parts", "SUM"),
    ("SELECT LEAST(SUM(certain), SUM(possible)) AS at_most FROM parts", "not covered"),
    ("SELECT row FROM a EXCEPT SELECT row FROM b", "EXCEPT"),
  ])
  func `a construct that closes the world is found`(_ sql: String, _ problem: String) {
    #expect(Self.problems(sql).contains(problem))
  }
}
