// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestSupport
import Testing

@testable import Tables

struct CSVTests {
  private func read(_ text: String) throws -> Sheet {
    try #require(try TableReader.read(Array(text.utf8), kind: .csv).first)
  }

  private func cells(_ sheet: Sheet) -> [[String?]] { sheet.rows.map(\.cells) }

  @Test(arguments: [",", ";", "\t", "|"], ["\n", "\r\n", "\r"])
  func `delimiters and line ends are told from the file`(delimiter: String, end: String) throws {
    let lines = [
      ["When", "Who", "Why"], ["1/2/2019", "jdoe", "\"a\(delimiter) b\""], ["x", "", "y"],
    ]
    let sheet = try read(lines.map { $0.joined(separator: delimiter) }.joined(separator: end))
    #expect(sheet.columns == ["When", "Who", "Why"])
    #expect(cells(sheet) == [["1/2/2019", "jdoe", "a\(delimiter) b"], ["x", nil, "y"]])
    #expect(sheet.rows.map(\.number) == [2, 3])
    #expect(sheet.failures.isEmpty)
  }

  @Test func `quotes hold delimiters, line ends and doubled quotes`() throws {
    let sheet = try read("a,b\n\"1\r\n2\",\"say \"\"hi\"\", she\"\n 3, \"4\" \n")
    #expect(cells(sheet) == [["1\r\n2", "say \"hi\", she"], [" 3", "4"]])
  }

  @Test func `quotes that are no quotes stay in the text`() throws {
    let sheet = try read("a,b\n\"Bob\" Smith,\"x\"\n\"He said \"hi\" to me\",5\n6\" pipe,7\n")
    #expect(
      cells(sheet) == [["\"Bob\" Smith", "x"], ["He said \"hi\" to me", "5"], ["6\" pipe", "7"]])
    #expect(sheet.failures.isEmpty)
  }

  @Test func `a row that does not fit the header is a failure with its number`() throws {
    let sheet = try read("a,b,c\n1,2,3\n1,2\n1\n1,2,3,4\n1,2,3,,\n\n,,\n5,6,7\n")
    #expect(sheet.rows.map(\.number) == [2, 3, 6, 9])
    #expect(sheet.rows[1].cells == ["1", "2", nil])
    #expect(sheet.failures.map(\.row) == [4, 5])
    #expect(sheet.failures.allSatisfy { $0.reason == .badRow })
    #expect(sheet.failures[1].detail == "it has 4 cells, the header 3")
  }

  @Test func `a file cut in a quoted cell keeps what stands before`() throws {
    let sheet = try read("a,b\n1,2\n3,\"cut of\nthe")
    #expect(cells(sheet) == [["1", "2"]])
    #expect(sheet.failures.map(\.row) == [3])
    #expect(sheet.failures[0].detail.contains("cut"))
  }

  @Test func `a file cut in its last row says so`() throws {
    let sheet = try read("a,b,c\n1,2,3\n4,5")
    #expect(cells(sheet) == [["1", "2", "3"]])
    #expect(sheet.failures[0].detail.contains("may be cut"))
  }

  @Test func `a stray quote costs its own row and not the rest of the file`() throws {
    var text = "a,b,c\n1,\"2,3\n"
    for row in 0..<40 { text += "\(row),x,y\n" }
    let sheet = try read(text)
    #expect(sheet.rows.count == 40)
    #expect(sheet.failures.map(\.row) == [2])
  }

  @Test func `the last line is a row after one whose quote is astray`() throws {
    let rows = (1...4).map { "2019-01-0\($0),ann,inv,\($0)\n" }.joined()
    let sheet = try read("when,who,why,n\n" + rows + "2019-01-05,\"bo,left,5\n2019-01-06,cut")
    #expect(sheet.rows.map(\.number) == [2, 3, 4, 5])
    #expect(sheet.failures.map(\.row) == [6, 7])
    // The last cell of a row that is cut may go on over lines.
    let cut = try read("when,who,why,n\n" + rows + "2019-01-05,bo,left,\"it goes\non and on")
    #expect(cut.failures.map(\.row) == [6])
    #expect(cut.failures.first?.detail.contains("the 1 lines after it") == true)
    // A quoted cell on two lines before one that is never closed.
    let two = try read("when,who,why,n\n" + rows + "2019-01-05,\"b\no\",\"left,5\n2019-01-06,cut")
    #expect(two.rows.count == 4 && two.failures.first?.row == 6)
  }

  @Test func `titles above the header are not data`() throws {
    let sheet = try read(
      "Marlow County Jail\nAccess report,2019,,\n\nWhen,Who,Why,\n1/1/2019,a,b,\n1/2/2019,c,d,\n")
    #expect(sheet.columns == ["When", "Who", "Why"])
    #expect(sheet.rows.map(\.number) == [5, 6])
  }

  @Test func `columns get names that differ`() throws {
    let sheet = try read("Name,,Name,column 2,\" Long\nname \"\n1,2,3,4,5\n")
    #expect(sheet.columns == ["Name", "column 2 (2)", "Name (2)", "column 2", "Long name"])
  }

  @Test func `a list of one column and a header alone are tables`() throws {
    #expect(cells(try read("Name\nAnn\nBo\n")) == [["Ann"], ["Bo"]])
    let empty = try read("a,b,c\n")
    #expect(empty.columns == ["a", "b", "c"])
    #expect(empty.rows.isEmpty)
  }

  @Test func `encodings are told from the bytes`() throws {
    let text = "Straße,Größe\n1,é\n"
    let wide = Array(text.utf16)
    let little = wide.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let windows: [UInt8] = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let all: [[UInt8]] = [
      Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little,
      [0xFE, 0xFF] + big, windows,
    ]
    for bytes in all {
      let sheet = try #require(try TableReader.read(bytes, kind: .csv).first)
      #expect(sheet.columns == ["Straße", "Größe"])
      #expect(cells(sheet) == [["1", "é"]])
    }
    let curly: [UInt8] = Array("a,b\n".utf8) + [0x93, 0x61, 0x94, 0x2C, 0xC3, 0xA9, 0x0A]
    #expect(try TableReader.read(curly, kind: .csv)[0].rows[0].cells == ["\u{201C}a\u{201D}", "é"])
  }

  @Test func `Excel's own line names the delimiter`() throws {
    let sheet = try read("sep=;\na;b\n1,5;2\n")
    #expect(cells(sheet) == [["1,5", "2"]])
    #expect(sheet.rows[0].number == 3)
  }

  @Test func `what is no table is told`() {
    #expect(throws: TableError.self) { try TableReader.read([], kind: .csv) }
    #expect(throws: TableError.self) { try TableReader.read(Array("\n \n".utf8), kind: .csv) }
    #expect(throws: TableError.self) {
      try TableReader.read([0, 1, 2, 0, 0, 0, 9, 0, 0, 0, 1], kind: .csv)
    }
    #expect(throws: TableError.self) { try TableReader.read(Array("a,b".utf8), kind: .pdf) }
  }

  @Test func `any table comes back as it was written`() throws {
    var dice = SplitMix(seed: 7)
    let pieces = ["a", "\"", ",", ";", "\n", "\r\n", " ", "é", "|", "\t", "long words", "'"]
    for _ in 0..<300 {
      let width = 2 + dice.below(4)
      let rows = (0..<(2 + dice.below(6))).map { _ in
        (0..<width).map { _ in
          "v" + (0..<dice.below(4)).map { _ in pieces[dice.below(12)] }.joined()
        }
      }
      let header = (0..<width).map { "col\($0)" }
      let text = ([header] + rows).map { row in
        row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
      }.joined(separator: "\r\n")
      let sheet = try read(text)
      #expect(sheet.columns == header)
      #expect(cells(sheet) == rows)
    }
  }

  @Test func `any bytes are a table or an error`() {
    var dice = SplitMix(seed: 11)
    let bytes = Array("a,\"\n\r;|\t é\u{0}".utf8) + [0xFF, 0x93]
    for _ in 0..<2_000 {
      let file = (0..<dice.below(60)).map { _ in bytes[dice.below(bytes.count)] }
      guard let sheet = try? TableReader.read(file, kind: .csv).first else { continue }
      #expect(sheet.rows.allSatisfy { $0.cells.count == sheet.columns.count })
    }
  }
}
