// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation
import Testing

@testable import Publishing

@Suite struct DataTests {
  @Test func `every table has a line a row, in both forms, with the same keys`() throws {
    let record = LedgerPageTests.record()
    let published = try Published(record)
    let rows = [
      "sources": 4, "pages": 3, "redactions": 1, "exposures": 2, "copies": 1, "bates": 2,
      "messages": 2, "people": 2, "replies": 1, "missing": 0, "wording": 0,
      "wording-versions": 0, "contacts": 2, "contacts-by-organization": 2, "contacts-by-month": 2,
      "introductions": 1,
      "events": 31, "findings": 31, "figures": FigureMaker.figures(of: record).count,
    ]
    for table in DataFiles.tables {
      let lines = try published.text("data/\(table.name).jsonl").split(separator: "\n")
      #expect(lines.count == rows[table.name])
      var keys: Set<String> = []
      for line in lines {
        let object = try #require(
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        keys.formUnion(object.keys)
      }
      #expect(keys.subtracting(table.columns).isEmpty, "\(table.name)")
      let csv = try published.text("data/\(table.name).csv")
      #expect(csv.hasPrefix(table.columns.joined(separator: ",") + "\r\n"))
      #expect(Self.parsed(csv).count == lines.count + 1)
      #expect(Self.parsed(csv).allSatisfy { $0.count == table.columns.count })
    }
  }

  @Test(arguments: [
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("+1", "'+1"), ("-2+3", "'-2+3"),
    ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("  =1", "'  =1"), ("\0=1", "'\0=1"),
    ("＝1", "'＝1"), ("a=1", "a=1"), ("2017-03-04", "2017-03-04"), ("", ""),
  ])
  func `no cell is a formula`(_ text: String, _ cell: String) {
    #expect(CSV.cell(.string(text)) == cell)
    #expect(CSV.cell(.array([.string(text)])) == cell)
  }

  @Test func `a cell with quotes, commas, lines and null bytes is one cell`() {
    let line = CSV.line(["a\"b", "c,d", "e\nf", "g\0h", "i"])
    #expect(line == "\"a\"\"b\",\"c,d\",\"e\nf\",\"g\u{2400}h\",i\r\n")
  }

  @Test func `parties, citations and unknown values are told in words`() {
    let party = Party(name: "Dana Wills", address: "d@fairview.example")
    #expect(CSV.cell(.object(party.object)) == "Dana Wills <d@fairview.example>")
    let unknown = Unknown(.redacted, code: "(b)(6)")
    #expect(CSV.cell(.object(unknown.object)) == "[unknown: redacted (b)(6)]")
    let citation = Citation(
      source: Fixture.log, place: .row(sheet: nil, row: 7), quote: "ice_rm4")
    #expect(CSV.cell(.array([.object(citation.object)])) == "2b2b2b2b2b2b row 7: “ice_rm4”")
  }

  @Test func `the same record gives the same bytes, again and in the same place`() throws {
    let record = Fixture.record()
    let one = try Published(record)
    let files = one.account.files
    let before = try files.map { try one.bytes($0) }
    try one.publish(record)
    #expect(one.account.files == files)
    #expect(try files.map { try one.bytes($0) } == before)
  }

  @Test func `a folder with other files is left alone`() throws {
    let published = try Published(Fixture.record())
    try FileManager.default.removeItem(
      at: published.folder.appending(path: "publication.json"))
    #expect(throws: PublicationError.folderInUse(published.folder.path)) {
      try published.publish(Fixture.record())
    }
    #expect(try published.text("index.html").isEmpty == false)
  }

  /// Rows and cells by RFC 4180.
  static func parsed(_ csv: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var scalars = Array(csv.unicodeScalars)[...]
    while let next = scalars.popFirst() {
      if isQuoted {
        if next == "\"", scalars.first == "\"" {
          cell.unicodeScalars.append("\"")
          scalars.removeFirst()
        } else if next == "\"" {
          isQuoted = false
        } else {
          cell.unicodeScalars.append(next)
        }
      } else if next == "\"" {
        isQuoted = true
      } else if next == "," {
        row.append(cell)
        cell = ""
      } else if next == "\n" {
        rows.append(row + [cell])
        row = []
        cell = ""
      } else if next != "\r" {
        cell.unicodeScalars.append(next)
      }
    }
    return rows
  }
}
