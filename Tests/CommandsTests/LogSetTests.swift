// SPDX-License-Identifier: Apache-2.0

import Casework
import Evidence
import Foundation
import TestSupport
import Testing

/// Several logs at once, logs of a case, and rows in groups.
struct LogSetTests {
  static let mapping = """
    mapping: jail
    source: "*.csv"
    place: Fairview
    acts: [presentation]
    time: {column: When, zone: America/Chicago}
    shared:
      actor: jail-corrections
      recipient: {column: Agency}
      purpose: {column: Reason, blank: {unknown: not-stated}}
      person: {column: Booking}
    events:
      - {name: held, when: {Act: hold}, action: detention-hold}
      - {name: look-up, when: {Act: query}, action: database-query}
      - {name: let go, when: {Act: release}, action: release}
      - {name: shown, when: {Act: warrant}, action: presentation, document: judicial-warrant}
    coverage:
      - {actions: [presentation, release, detention-hold], from: 2019-01-01, to: 2019-12-31}
    """

  static let policy = """
    # Rules

    ```policy
    place Fairview within MarlowCounty
    instrument FAIR for Fairview in force 2019-02-01 cite "F 1"
    rule look: jail must not query if purpose is civil-immigration-enforcement
    rule hold: jail must not detain person
      unless warrant: there was presentation where document is judicial-warrant before detain
    rule out: jail must release person within 48 hours of detention-hold
    ```
    """

  static let header = "When,Act,Agency,Reason,Booking,Account"

  static func rows(_ random: inout SplitMix, _ count: Int) -> [String] {
    (0..<count).map { _ in
      [
        random.pick([
          String(
            format: "2019-%02d-%02d %02d:05:09", 1 + random.below(5), 1 + random.below(28),
            random.below(24)), String(format: "2019-%02d-%02d", 1 + random.below(5), 3), "",
        ]), random.pick(["hold", "hold", "query", "release", "warrant", "lunch"]),
        random.pick(["ICE-ERO", "LESC"]),
        random.pick(["civil-immigration-enforcement", "missing-person", "", "[REDACTED]"]),
        random.pick(["a1", "A1", "b2", "c3", "d4", "", "(b)(6)"]),
        random.pick(["ann", "bo", " ann", ""]),
      ].joined(separator: ",")
    }
  }

  static func write(
    _ rows: [String], _ name: String, in scratch: ScratchFolder
  ) throws -> URL {
    let url = scratch.url.appending(path: name)
    try Data(([header] + rows).joined(separator: "\n").utf8).write(to: url)
    return url
  }

  private static func audit(
    _ logs: [URL], in scratch: ScratchFolder, policy: String = Self.policy,
    slots: Set<Slot> = [], labels: [String] = []
  ) throws -> AuditLog {
    let mapping = scratch.url.appending(path: "jail.mapping.yaml")
    try Data(Self.mapping.utf8).write(to: mapping)
    let zone = try #require(TimeZone(identifier: "America/Chicago"))
    return try AuditLog(
      LogSource.files(logs, mappings: [mapping]),
      policies: ReadPolicies(texts: [("fair.policy.md", policy)]), place: nil, zone: zone,
      slots: slots, labels: labels, workers: 2, progress: .silent)
  }

  /// Rows by what is said of them.
  private static func counts(_ audit: AuditLog) -> [Finding: Int] {
    Dictionary(
      audit.lines().map { ($0.finding, $0.rows) }, uniquingKeysWith: +)
  }

  @Test(arguments: 1...8) func `what no rule asks is not read, and nothing is said otherwise`(
    seed: Int
  ) throws {
    var random = SplitMix(seed: UInt64(seed))
    let scratch = try ScratchFolder()
    let log = try Self.write(Self.rows(&random, 40 + random.below(80)), "log.csv", in: scratch)
    // One rule after another, with all that is in force.
    let (head, tail) = (Self.policy.components(separatedBy: "rule ")[0], "\n```\n")
    let rules = Self.policy.components(separatedBy: "rule ").dropFirst().map {
      "rule " + $0.replacing("```", with: "")
    }
    for rule in rules {
      let policy = head + rule + tail
      let wanted = try Self.audit([log], in: scratch, policy: policy)
      let whole = try Self.audit(
        [log], in: scratch, policy: policy, slots: ["purpose", "person", "document"])
      #expect(Self.counts(wanted) == Self.counts(whole), "\(rule)")
      #expect(wanted.logs.columns.count == whole.logs.columns.count)
      #expect(whole.logs.columns.people.count > 1)
      let asksPeople = !rule.contains("query")
      #expect((wanted.logs.columns.people.count > 1) == asksPeople, "\(rule)")
    }
  }

  @Test(arguments: 1...12) func `rows dealt out to several logs come to what they do in one`(
    seed: Int
  ) throws {
    var random = SplitMix(seed: UInt64(seed))
    let scratch = try ScratchFolder()
    let rows = Self.rows(&random, 40 + random.below(120))
    let parts = 2 + random.below(2)
    let part = rows.map { _ in random.below(parts) }
    let whole = try Self.audit([Self.write(rows, "whole.csv", in: scratch)], in: scratch)
    let logs = try (0..<parts).map { number in
      try Self.write(
        zip(rows, part).filter { $0.1 == number }.map(\.0), "part-\(number).csv", in: scratch)
    }
    let split = try Self.audit(logs, in: scratch)
    #expect(Self.counts(split) == Self.counts(whole))
    // A row is named by its log and the line that it has there.
    for (index, row) in split.logs.columns.row.enumerated() {
      let place = split.logs.place(of: Int(row))
      let lines = zip(rows, part).filter { $0.1 == place.log }.map(\.0)
      let person = lines[place.row - 2].split(
        separator: ",", omittingEmptySubsequences: false)[4]
      let known = split.logs.columns.people[Int(split.logs.columns.person[index])]
      #expect(known == (person == "(b)(6)" ? "" : person.lowercased()))
    }
  }

  @Test(arguments: 1...8) func `groups count every row once, under what its cells say`(
    seed: Int
  ) throws {
    var random = SplitMix(seed: UInt64(seed))
    let scratch = try ScratchFolder()
    let rows = Self.rows(&random, 150)
    let audit = try Self.audit(
      [Self.write(rows, "log.csv", in: scratch)], in: scratch, labels: ["Account"])
    var expected: [String: [String: [Verdict: Int]]] = [:]
    for index in 0..<audit.logs.columns.count {
      let row = Int(audit.logs.columns.row[index])
      let cells = rows[row - 2].split(separator: ",", omittingEmptySubsequences: false)
      let outcome = audit.findings.outcomes[Int(audit.findings.outcome[index])]
      let verdict = try #require(
        outcome.findings.map(\.verdict).min { $0.rank < $1.rank })
      let account = cells[5].trimmingCharacters(in: .whitespaces)
      for (key, value) in [
        ("Account", account.isEmpty ? "(blank)" : account),
        ("month", cells[0].isEmpty ? "no time" : String(cells[0].prefix(7))),
        (
          "purpose",
          cells[3].isEmpty
            ? "not known (not-stated)"
            : cells[3] == "[REDACTED]" ? "not known (redacted)" : "\(cells[3])"
        ),
      ] {
        expected[key, default: [:]][value, default: [:]][verdict, default: 0] += 1
      }
    }
    for key in ["Account", "month", "purpose"] {
      let groups = try LogGroups(audit, by: key)
      let found = groups.groups.map { ($0.value, $0.verdicts) }
      #expect(Dictionary(uniqueKeysWithValues: found) == expected[key], "\(key)")
      #expect(groups.groups.allSatisfy { $0.events == $0.verdicts.values.reduce(0, +) })
      #expect(groups.total.events == audit.logs.columns.count)
    }
    #expect(throws: CaseworkError.self) { try LogGroups(audit, by: "Colour") }
  }

  @Test(.tags(.slow)) func `the tables of a case are audited as its events are`() throws {
    let scratch = try ScratchFolder()
    let folder = scratch.path("logs.case")
    let example = Program.checkout.appending(path: "Examples/fairview")
    try Program.run("new", folder, "--zone", "America/Chicago", "--place", "Fairview")
    try Program.run(
      "add", folder, example.appending(path: "release/jail-access-log.csv").path,
      example.appending(path: "release/release-log.xlsx").path,
      example.appending(path: "release/phone-log.csv").path,
      example.appending(path: "mappings").path, example.appending(path: "policies").path)
    var expected: [String: Int] = [:]
    for finding in try Program.run("audit", folder, "--format", "json").objects() {
      let rule = finding["rule"] as? String ?? ""
      expected["\(rule) \(finding["verdict"] as? String ?? "")", default: 0] += 1
    }
    func rows(_ extra: String...) throws -> (counts: [String: Int], err: String) {
      let result = try Program.run(
        ["audit-log", "--case", folder, "--format", "json", "--timings"] + extra)
      #expect(result.status == 1, "\(result.err)")
      var counts: [String: Int] = [:]
      for line in try result.objects() {
        let rule = line["rule"] as? String ?? ""
        counts["\(rule) \(line["verdict"] as? String ?? "")", default: 0] +=
          line["rows"] as? Int ?? 0
      }
      return (counts, result.err)
    }
    let first = try rows()
    #expect(first.counts == expected)
    #expect(!first.err.contains("in the cache"))
    let again = try rows()
    #expect(again.counts == expected)
    #expect(again.err.contains("3 of the logs were in the cache"))
    // A file that is not as it was written is not believed.
    let cache = URL(filePath: folder).appending(path: "cache/logs")
    let files = try FileManager.default.contentsOfDirectory(atPath: cache.path)
    #expect(files.count == 3)
    for name in files {
      var bytes = try Data(contentsOf: cache.appending(path: name))
      bytes[bytes.count / 2] ^= 4
      try bytes.write(to: cache.appending(path: name))
    }
    let mended = try rows()
    #expect(mended.counts == expected)
    #expect(!mended.err.contains("in the cache"))
    #expect(try Program.run("verify", folder).status == 0)

    let grouped = try Program.run(
      "audit-log", "jail-access-log.csv", "--case", folder, "--by", "User", "--by", "month",
      "--format", "json", "--rows-into", scratch.path("rows.csv"), "--page",
      scratch.path("page.html"))
    let schema = try SchemaCheck(named: "audit-log-group")
    let objects = try grouped.objects()
    for object in objects { #expect(schema.faults(in: object) == []) }
    let events = Dictionary(grouping: objects) { $0["by"] as? String ?? "" }.mapValues {
      $0.reduce(0) { $0 + ($1["events"] as? Int ?? 0) }
    }
    #expect(Set(events.keys) == ["User", "month"] && Set(events.values).count == 1)
    let lines = try String(contentsOfFile: scratch.path("rows.csv"), encoding: .utf8)
      .split(separator: "\n")
    let toLookAt = try Program.run(
      "audit-log", "jail-access-log.csv", "--case", folder, "--format", "json"
    ).objects().reduce(0) { sum, line in
      let isOne = ["violated", "required-missing", "conflict", "undetermined"].contains(
        line["verdict"] as? String ?? "")
      return sum + (isOne ? line["rows"] as? Int ?? 0 : 0)
    }
    #expect(lines.count == toLookAt + 1)
    let page = try String(contentsOfFile: scratch.path("page.html"), encoding: .utf8)
    #expect(page.contains("<h1>jail-access-log.csv</h1>") && page.contains("<h2>By User</h2>"))
    let wrong = try Program.run("audit-log", "other.csv", "--case", folder)
    #expect(wrong.status == 2 && wrong.err.contains("has no table 'other.csv'"))
  }

  @Test func `a rule can be asked once`() throws {
    let scratch = try ScratchFolder()
    let calls = try Self.write(
      ["2019-03-01 10:00:00,query,ICE-ERO,,b1,ann", "2019-03-03 09:00:00,query,ICE-ERO,,,ann"],
      "calls.csv", in: scratch)
    let releases = try Self.write(
      [
        "2019-03-01 11:30:00,release,,,B1,", "2019-03-01 12:30:00,release,,,b1,",
        "2019-03-03 10:00:00,release,,,b2,", "2019-03-02 10:00:00,release,,,b2,",
      ], "releases.csv", in: scratch)
    try Data(
      Self.mapping.replacing("[presentation, release", with: "[database-query, release").utf8
    )
    .write(to: scratch.url.appending(path: "m.mapping.yaml"))
    func ask(_ extra: String...) throws -> Program.Result {
      try Program.run(
        ["audit-log", calls.path, releases.path, "--mapping", scratch.path("m.mapping.yaml")]
          + extra + ["--zone", "America/Chicago", "--format", "json"])
    }
    let rule =
      "jail must not release person if there was database-query to ICE within 2 hours before release"
    var rows: [String: [String]] = [:]
    for line in try ask("--rule", rule).objects() where line["rule"] as? String == "asked" {
      rows[line["verdict"] as? String ?? ""] = (line["first"] as? [[String: Any]] ?? []).map {
        "\($0["log"] ?? "") \($0["row"] ?? "")"
      }
    }
    // A call that names nobody may have been about anybody.
    #expect(
      rows == [
        "violated": ["releases.csv 2"], "undetermined": ["releases.csv 4"],
        "not-covered": ["releases.csv 3", "releases.csv 5"],
      ])
    let wrong = try ask("--rule", "jail must not relese person")
    #expect(wrong.status == 2 && wrong.err.contains("relese"), "\(wrong.err)")
    let both = try ask("--rule", rule, "--policies", "x")
    #expect(both.status == 2 && both.err.contains("not both"))
  }

  @Test func `JSON Lines, packed tables and workbooks are logs too`() throws {
    let scratch = try ScratchFolder()
    var random = SplitMix(seed: 5)
    let rows = Self.rows(&random, 60)
    let plain = try Self.write(rows, "log.csv", in: scratch)
    let expected = Self.counts(try Self.audit([plain], in: scratch))
    let names = Self.header.split(separator: ",").map(String.init)
    let objects = try rows.map { row in
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let object = Dictionary(uniqueKeysWithValues: zip(names, cells))
      return String(
        decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys),
        as: UTF8.self)
    }
    let lines = scratch.url.appending(path: "log.jsonl")
    try Data(objects.joined(separator: "\n").utf8).write(to: lines)
    #expect(Self.counts(try Self.audit([lines], in: scratch)) == expected)
    let packer = Foundation.Process()
    packer.executableURL = URL(filePath: "/usr/bin/env")
    packer.arguments = ["gzip", "-k", plain.path]
    try packer.run()
    packer.waitUntilExit()
    let packed = scratch.url.appending(path: "log.csv.gz")
    #expect(Self.counts(try Self.audit([packed], in: scratch)) == expected)
    // What cannot be read is said with the file's name; nothing is said of the rest of it.
    let cut = scratch.url.appending(path: "cut.csv.gz")
    try Data(contentsOf: packed).dropLast(20).write(to: cut)
    #expect { try Self.audit([cut], in: scratch) } throws: {
      "\($0)".contains("cut.csv.gz: it cannot be unpacked")
    }
    let other = scratch.url.appending(path: "other.csv")
    try Data("When,Whom\n2019-01-02,ann\n".utf8).write(to: other)
    #expect { try Self.audit([other], in: scratch) } throws: {
      "\($0)".contains("other.csv: the mapping") && "\($0)".contains("the columns are When, Whom")
    }
    let page = scratch.url.appending(path: "page.html")
    try Data("<!doctype html><p>None</p>".utf8).write(to: page)
    #expect(throws: CaseworkError.self) { try Self.audit([page], in: scratch) }
    #expect(throws: CaseworkError.self) {
      try Self.audit([scratch.url.appending(path: "absent.csv")], in: scratch)
    }
  }
}
