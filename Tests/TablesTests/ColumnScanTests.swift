// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Tables

/// A file read in blocks on several cores is the file read from its beginning to its end.
struct ColumnScanTests {
  /// Numbers texts for the test, whichever worker asks first.
  private final class Book: Sendable {
    private let known = Mutex<[[String?]]>([])

    func number(_ cells: [String?]) -> UInt32 {
      known.withLock { known in
        if let place = known.firstIndex(of: cells) { return UInt32(place) }
        known.append(cells)
        return UInt32(known.count - 1)
      }
    }

    func cells(_ number: UInt32) -> [String?] { known.withLock { $0[Int(number)] } }
  }

  private func file(_ text: String) throws -> URL {
    let url = FileManager.default.temporaryDirectory.appending(path: "scan-\(UUID()).csv")
    try Data(text.utf8).write(to: url)
    return url
  }

  private func table(_ random: inout SplitMix, rows: Int) -> String {
    let end = random.pick(["\n", "\r\n"])
    var text = "When,Who,Why,What" + end
    for row in 0..<rows {
      var cells = [
        "2019-01-\(10 + row % 20) 10:00:\(10 + row % 50)", random.pick(["ann", "bo", "", "  cy "]),
        random.pick([
          "plain", "\"with, comma\"", "\"two\(end)lines\"", "\"say \"\"hi\"\"\"", "", "é",
          "\"Bob\" Smith", "6\" pipe",
        ]), random.pick(["x", "y", "\"\""]),
      ]
      if random.chance(0.05) { cells.removeLast() }
      if random.chance(0.05) { cells.append(random.pick(["", "more"])) }
      if random.chance(0.05) { cells = random.pick([[""], ["", "", "", ""], ["ann", "two"]]) }
      text += cells.joined(separator: ",") + end
    }
    if random.chance(0.3) { text += "2019-02-01 10:00:00,ann,pl" }
    return text
  }

  @Test(arguments: 1...24) func `rows, failures and numbers are those of the usual reader`(
    seed: Int
  ) throws {
    var random = SplitMix(seed: UInt64(seed))
    let text = table(&random, rows: 3 + random.below(120))
    let url = try file(text)
    defer { try? FileManager.default.removeItem(at: url) }
    let sheet = try #require(try TableReader.read(Array(text.utf8), kind: .csv).first)
    try check(ColumnScan(url), is: sheet, seed, &random)
  }

  @Test(arguments: 1...24) func `a table in another form is read by way of a plain copy`(
    seed: Int
  ) throws {
    var random = SplitMix(seed: UInt64(seed))
    let isJSON = seed % 2 == 0
    let text = isJSON ? lines(&random, 3 + random.below(80)) : table(&random, rows: 60)
    let encoding: String.Encoding = isJSON ? .utf8 : random.pick([.utf16, .isoLatin1])
    let bytes = Array(try #require(text.data(using: encoding)))
    let url = FileManager.default.temporaryDirectory.appending(path: "scan-\(UUID())")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let kind: SourceKind = isJSON ? .jsonl : .csv
    let sheet = try #require(try TableReader.read(bytes, kind: kind).first)
    let copy = try PlainCopy(of: url, kind: kind)
    let read = try check(
      ColumnScan(copy), is: sheet, seed, &random, copied: copy.failures)
    #expect(copy.failed == (isJSON ? sheet.failures.count : 0))
    #expect(read == sheet.rows.count)
  }

  /// JSON Lines whose columns come one by one, with blank lines and some that are no objects.
  private func lines(_ random: inout SplitMix, _ count: Int) -> String {
    let end = random.pick(["\n", "\r\n"])
    var text = #"{"When":"2019-01-11 10:00:01","Who":"ann","Why":"","What":"x"}"# + end
    for row in 0..<count {
      let when = "\"When\":\"2019-01-1\(row % 9) 10:00:0\(row % 10)\""
      let who = random.pick([#""Who":"bo""#, #""Who":null"#, #""Who":"  cy ""#, #""More":[1,2]"#])
      let why = random.pick([
        #""Why":"two\nlines""#, #""Why":"say \"hi\"""#, #""Why":"é \u001f""#, #""Why":"a,b""#,
        #""Why":{"in":1}"#, #""What":"\"y""#,
      ])
      text += random.pick([
        "{\(when),\(who),\(why)}", "{\(when),\(why)}", "{\(who),\(why)}", "{}", "", "[1]",
        "{\"a\":",
      ])
      text += end
    }
    return text
  }

  /// Reads a scan and holds it against the table as the usual reader reads it.
  @discardableResult
  private func check(
    _ scan: ColumnScan, is sheet: Sheet, _ seed: Int, _ random: inout SplitMix,
    copied: [Failure] = []
  ) throws -> Int {
    let book = Book()
    var request = ColumnScan.Request()
    request.classes = [
      .init(columns: [2]) { book.number($0) }, .init(columns: [1, 3]) { book.number($0) },
    ]
    request.names = [.init(columns: [1], join: " ")]
    request.buckets = 1 << (seed % 4)
    request.times = [
      .init(columns: [0]) { first, _ in
        first.starts(with: "2019".utf8) ? .span(Int64(first[first.count - 1]), 1) : .unreadable
      }
    ]
    let read = try scan.read(request, workers: 1 + seed % 3, block: 16 + random.below(400))
    let rows = (0..<read.buckets).flatMap { bucket in
      let columns = read.columns(of: bucket)
      #expect(columns.record == columns.record.sorted())
      return columns.record.indices.map { index in
        Row(
          record: Int(columns.record[index]), bucket: bucket,
          tuple: read.tuples[Int(columns.tuple[index])],
          name: columns.names[0][Int(columns.name[0][index])],
          length: columns.length[0][index])
      }
    }.sorted { $0.record < $1.record }
    #expect(scan.columns == sheet.columns)
    #expect(read.count == rows.count)
    #expect(rows.map(\.record) == sheet.rows.map(\.number))
    #expect(
      Dictionary(grouping: rows, by: \.name).values.allSatisfy { Set($0.map(\.bucket)).count == 1 })
    #expect((copied + read.failures).map(\.row) == sheet.failures.map(\.row))
    #expect((copied + read.failures).map(\.detail) == sheet.failures.map(\.detail))
    func trimmed(_ cell: String?) -> String? {
      let text = cell?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
      return text.isEmpty ? nil : text
    }
    for (read, row) in zip(rows, sheet.rows) {
      let cells = row.cells.map(trimmed)
      #expect(book.cells(read.tuple[0]) == [cells[2]])
      #expect(book.cells(read.tuple[1]) == [cells[1], cells[3]])
      #expect(read.name == cells[1] ?? "")
      let isTime = cells[0]?.hasPrefix("2019") == true
      #expect(read.length == (isTime ? 1 : cells[0] == nil ? 0 : ScannedColumns.unreadable))
    }
    return read.count
  }

  private struct Row {
    var record: Int
    var bucket: Int
    var tuple: [UInt32]
    var name: String
    var length: UInt32
  }

  @Test func `names that differ in case, or in how marks are written, are one`() {
    let buckets = NameBuckets(count: 256)
    let folded = FoldedNames()
    func number(_ name: String) -> Int {
      Array(name.utf8).withUnsafeBufferPointer { buckets.number($0) }
    }
    // One is written with the sign for Kelvin, whose lower case is a plain k.
    let pairs = [
      ("ADLER, Ann", "adler, ann"), ("ÉMILE", "émile"), ("İz", "i̇z"), ("\u{212A}im", "kim"),
      ("JOS\u{C9}", "jose\u{301}"), ("B00123456789012345678", "b00123456789012345678"),
    ]
    for (a, b) in pairs {
      #expect(number(a) == number(b), "\(a)")
      #expect(folded.number(of: a) == folded.number(of: b), "\(a)")
      #expect(folded.number(of: a + "x") != folded.number(of: a))
    }
    #expect(folded.number(of: "") == 0)
    #expect(Set(folded.names).count == folded.names.count)
    #expect(folded.names.count == 2 * pairs.count + 1)
    #expect(number("") == 0)
    #expect(Set((0..<4_096).map { number("B\($0)") }).count == 256)
  }

  @Test func `what is no plain table is left to the usual reader`() throws {
    for text in ["sep=;\na;b\n1;2\n", "\u{1F}\u{8B}", "a,b\n1,\u{0}2\n3,4\n"] {
      let url = try file(text)
      defer { try? FileManager.default.removeItem(at: url) }
      #expect(throws: (any Error).self) { try ColumnScan(url) }
    }
  }
}
