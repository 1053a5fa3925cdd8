// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestPostgreSQL
import TestSupport
import Testing

/// The steps of docs/SCALE.md, with Debian's own `psql`: a log's audit on a server comes to what the
/// program finds by itself.
struct EmitTests {
  private struct Line: Hashable {
    var rule: String
    var verdict: String
    var until: String
  }

  private static func counts(_ objects: [[String: Any]]) -> [Line: Int] {
    var counts: [Line: Int] = [:]
    for object in objects {
      let line = Line(
        rule: object["rule"] as? String ?? "", verdict: object["verdict"] as? String ?? "",
        until: until(object))
      counts[line, default: 0] += object["rows"] as? Int ?? 0
    }
    return counts
  }

  private static func until(_ object: [String: Any]) -> String {
    let all = object["until"] as? [[String: Any]] ?? []
    return all.map { one in
      let facts = one["facts"] as? [String] ?? []
      return facts.joined(separator: " and ") + " → " + (one["settles"] as? String ?? "")
    }.joined(separator: "; ")
  }

  private static func shell(_ script: String, _ folder: URL, _ server: String) throws -> String {
    let process = Foundation.Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-euc", script]
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(["DB": server]) { $1 }
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    let said = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(said)")
    return said
  }

  /// Writes a log of so many rows with its mapping and policy.
  ///
  /// - Returns: what the program is asked about them.
  private static func asked(_ rows: Int, seed: UInt64, in scratch: ScratchFolder) throws -> [String]
  {
    var random = SplitMix(seed: seed)
    _ = try LogSetTests.write(LogSetTests.rows(&random, rows), "log.csv", in: scratch)
    try Data(LogSetTests.mapping.utf8).write(to: scratch.url.appending(path: "m.mapping.yaml"))
    try Data(LogSetTests.policy.utf8).write(to: scratch.url.appending(path: "p.policy.md"))
    return [
      "audit-log", scratch.path("log.csv"), "--mapping", scratch.path("m.mapping.yaml"),
      "--policies", scratch.path("p.policy.md"),
    ]
  }

  @Test(.tags(.slow)) func `the steps of the manual come to the findings of one machine`() throws {
    let scratch = try ScratchFolder()
    let asked =
      try Self.asked(90, seed: 11, in: scratch) + ["--zone", "America/Chicago", "--format", "json"]
    let expected = Self.counts(try Program.run(asked).objects())
    let audit = scratch.path("audit")
    let emitted = try Program.run(asked + ["--emit", "postgresql", "--into", audit])
    #expect(emitted.status == 0, "\(emitted.err)")
    try TestServer.run { server in
      _ = try Self.shell(
        """
        psql "$DB" -q -v ON_ERROR_STOP=1 -f audit/schema.sql
        for table in audit/*.csv; do
          psql "$DB" -q -c "\\copy $(basename "$table" .csv) from '$table' with (format csv)"
        done
        psql "$DB" -q --csv -f audit/query.sql > vectors.csv
        """, scratch.url, server.url)
      let first = try Program.run(
        asked + ["--vectors", scratch.path("vectors.csv"), "--into", audit])
      #expect(first.err.contains("rows are decided by themselves"), "\(first.err)")
      _ = try Self.shell(
        """
        psql "$DB" -q -c "\\copy audit_alone from 'audit/audit_alone.csv' with (format csv)"
        psql "$DB" -q --csv -f audit/alone.sql > alone.csv
        """, scratch.url, server.url)
      let found = try Program.run(
        asked + ["--vectors", scratch.path("vectors.csv"), "--alone", scratch.path("alone.csv")])
      #expect(found.status == 1, "\(found.err)")
      #expect(Self.counts(try found.objects()) == expected)
      // The rows behind a verdict.
      let wanted = try Program.run(
        asked + [
          "--vectors", scratch.path("vectors.csv"), "--alone", scratch.path("alone.csv"),
          "--verdict", "violated", "--into", audit,
        ])
      #expect(wanted.status == 1)
      let rows = try Self.shell(
        """
        psql "$DB" -q -c "\\copy audit_wanted from 'audit/audit_wanted.csv' with (format csv)"
        psql "$DB" -q --csv -t -f audit/rows.sql
        """, scratch.url, server.url)
      let file = scratch.path("rows.csv")
      #expect(try Program.run(asked + ["--verdict", "violated", "--rows-into", file]).status == 1)
      let own = Set(
        try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").dropFirst()
          .compactMap { Int($0.split(separator: ",", omittingEmptySubsequences: false)[1]) })
      let listed = Set(
        rows.split(separator: "\n").compactMap {
          $0.split(separator: ",").first.flatMap { Int($0) }
        })
      #expect(!listed.isEmpty && listed.isSubset(of: own))
    }
  }

  @Test func `vectors of another log are refused, with what to do`() throws {
    let scratch = try ScratchFolder()
    let asked = try Self.asked(20, seed: 12, in: scratch)
    try Data("9999,1,1,1,1,-,20,2\n".utf8).write(to: scratch.url.appending(path: "v.csv"))
    let refused = try Program.run(asked + ["--vectors", scratch.path("v.csv")])
    #expect(refused.status == 2 && refused.err.contains("9999"), "\(refused.err)")
    for (extra, word) in [
      (["--emit", "oracle", "--into", "x"], "no engine 'oracle'"),
      (["--emit", "spark"], "--emit needs --into"), (["--alone", "x"], "--alone needs --vectors"),
      (["--emit", "spark", "--into", "x", "--by", "month"], "need the rows"),
    ] {
      let wrong = try Program.run(asked + extra)
      #expect(wrong.status == 2 && wrong.err.contains(word), "\(wrong.err)")
    }
  }
}
