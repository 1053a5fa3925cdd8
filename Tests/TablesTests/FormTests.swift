// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestSupport
import Testing
import Unpacking

@testable import Tables

struct FormTests {
  private func read(_ text: String, _ kind: SourceKind = .csv) throws -> [Sheet] {
    try TableReader.read(Array(text.utf8), kind: kind)
  }

  @Test func `objects of JSON Lines become columns in the order of their keys`() throws {
    let sheet = try #require(
      try read(
        """
        {"when":"2019-01-02","who":{"id":17,"unit":null},"tags":["a","b"]}

        {"who":{"id":1.50,"name":"L\\u00f6w \\"x\\""},"ok":true}
        {"when":
        [1]
        {"when":"2019-01-03"}
        """, .jsonl
      ).first)
    #expect(sheet.columns == ["when", "who.id", "who.unit", "tags", "who.name", "ok"])
    #expect(sheet.rows.map(\.number) == [1, 3, 6])
    #expect(sheet.rows[0].cells == ["2019-01-02", "17", nil, "a; b", nil, nil])
    #expect(sheet.rows[1].cells == [nil, "1.50", nil, nil, "Löw \"x\"", "true"])
    #expect(sheet.failures.map(\.row) == [4, 5])
    let list = try read("[ {\"a\": 1},\n {\"a\": 2, \"b\": []} ]", .jsonl)[0]
    #expect(list.rows.map { $0.cells[0] } == ["1", "2"])
  }

  @Test func `exports put behind one another are read as what they are`() throws {
    let sheets = try read(
      "When,Who,Why\n1/2/2019,a,x\nWhen,Who,Why\n1/3/2019,b,y\nWho,When,Why,Unit\nc,1/4/2019,z,7\n")
    #expect(sheets.count == 2)
    #expect(sheets[0].rows.map(\.number) == [2, 4])
    #expect(sheets[0].listed.map(\.number) == [1, 3])
    #expect(sheets[1].name == "table 2")
    #expect(sheets[1].columns == ["Who", "When", "Why", "Unit"])
    #expect(sheets[1].rows.map(\.cells) == [["c", "1/4/2019", "z", "7"]])
  }

  @Test func `a stray quote does not swallow the rows up to the next one`() throws {
    let sheet = try read("a,b,c\n1,\"x,y\n2,p,q\n3,p,q\n4,r,\"s\"\n5,t,u\n")[0]
    #expect(sheet.failures.map(\.row) == [2])
    #expect(sheet.rows.map(\.number) == [3, 4, 5, 6])
    let whole = try read("a,b\n1,\"line one\nline two\nline three\"\n2,x\n")[0]
    #expect(whole.rows.count == 2)
    #expect(whole.failures.isEmpty)
  }

  @Test func `a text is the same in any encoding`() throws {
    let text = "Straße,naïve\n“é”,it’s\n3,café – là\n"
    func mac(_ text: String) -> [UInt8] {
      let upper: [Unicode.Scalar: UInt8] = [
        "ß": 0xA7, "ï": 0x95, "“": 0xD2, "”": 0xD3, "é": 0x8E, "’": 0xD5, "–": 0xD0, "à": 0x88,
      ]
      return text.unicodeScalars.map { upper[$0] ?? UInt8(truncatingIfNeeded: $0.value) }
    }
    func windows(_ text: String) -> [UInt8] {
      let upper: [Unicode.Scalar: UInt8] = ["“": 0x93, "”": 0x94, "’": 0x92, "–": 0x96]
      return text.unicodeScalars.map { upper[$0] ?? UInt8(truncatingIfNeeded: $0.value) }
    }
    let wide = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for (bytes, name) in [
      (Array(text.utf8), "UTF-8"), (wide, "UTF-16 LE"), (mac(text), "Mac Roman"),
      (windows(text), "Windows-1252"),
    ] {
      let source = try TableSource(try TextInput(bytes))
      #expect(source.form.encoding?.value == name)
      var collector = SheetCollector(name: nil)
      try source.read(into: &collector)
      let sheet = try #require(collector.finish().first)
      #expect(sheet.columns == ["Straße", "naïve"])
      #expect(sheet.rows.map(\.cells) == [["“é”", "it’s"], ["3", "café – là"]])
    }
  }

  @Test func `a file is read the same however its blocks are cut`() throws {
    var dice = SplitMix(seed: 23)
    var text = "When,Who,Why\r\n"
    for row in 0..<9_000 {
      switch dice.below(300) {
      case 0: text += "\(row),\"open,x\r\n"
      case 1: text += "\(row),\"two\r\nlines\",é\r\n"
      case 2: text += "\(row),b\r"
      default: text += "\(row),\"b, \"\"c\"\"\",why not\r\n"
      }
    }
    let bytes = Array(text.utf8)
    let whole = try TableReader.read(bytes, kind: .csv)
    #expect(whole[0].rows.count > 8_000)
    for size in [997, 65_536] {
      var at = 0
      let input = try TextInput(size: bytes.count) { () throws(TableError) in
        let end = min(bytes.count, at + size)
        defer { at = end }
        return Array(bytes[at..<end])
      }
      var collector = SheetCollector(name: nil)
      try TableSource(input).read(into: &collector)
      #expect(collector.finish() == whole)
    }
  }

  @Test func `every record of any text is a row, a failure, listed or blank`() throws {
    var dice = SplitMix(seed: 31)
    let pieces = [
      "a", "1", "2019-01-02", "\"", "\"x\"", ",", ",", ",", "\n", "\n", "\r\n", "Total",
      "When,Who\n", " ",
    ]
    for _ in 0..<800 {
      let text =
        "When,Who,Why\n"
        + (0..<dice.below(60)).map { _ in pieces[dice.below(pieces.count)] }.joined()
      var records = try CSVRows(try TextInput(Array(text.utf8)))
      var wanted = 0
      while let record = try records.next() { wanted += record.gap + 1 }
      let sheets = try read(text)
      let found = sheets.reduce(0) {
        $0 + $1.rows.count + $1.failures.count + $1.listed.count + $1.blank
      }
      #expect(found == wanted + records.blankAtEnd, "\(text)")
    }
  }

  /// "a,b\n1,2\n", packed by the four programs.
  static let packed: [String: [UInt8]] = [
    "gzip": [
      0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0xD4, 0x49, 0xE2, 0x32,
      0xD4, 0x31, 0xE2, 0x02, 0x00, 0x7B, 0x07, 0x97, 0x0A, 0x08, 0x00, 0x00, 0x00,
    ],
    "bzip2": [
      0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 0xBF, 0x87, 0x40, 0x7F, 0x00,
      0x00, 0x03, 0x59, 0x00, 0x00, 0x10, 0x00, 0x04, 0x30, 0x00, 0x30, 0x00, 0x20, 0x00, 0x30,
      0xC0, 0x08, 0x69, 0xB2, 0x88, 0x23, 0x27, 0x8B, 0xB9, 0x22, 0x9C, 0x28, 0x48, 0x5F, 0xC3,
      0xA0, 0x3F, 0x80,
    ],
    "xz": [
      0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 0x00, 0x04, 0xE6, 0xD6, 0xB4, 0x46, 0x02, 0x00, 0x21,
      0x01, 0x16, 0x00, 0x00, 0x00, 0x74, 0x2F, 0xE5, 0xA3, 0x01, 0x00, 0x07, 0x61, 0x2C, 0x62,
      0x0A, 0x31, 0x2C, 0x32, 0x0A, 0x00, 0xBE, 0x9C, 0xBD, 0x49, 0xB5, 0x12, 0x2A, 0xFE, 0x00,
      0x01, 0x20, 0x08, 0xBB, 0x19, 0xD9, 0xBB, 0x1F, 0xB6, 0xF3, 0x7D, 0x01, 0x00, 0x00, 0x00,
      0x00, 0x04, 0x59, 0x5A,
    ],
    "zstd": [
      0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58, 0x41, 0x00, 0x00, 0x61, 0x2C, 0x62, 0x0A, 0x31, 0x2C,
      0x32, 0x0A,
    ],
  ]

  @Test(arguments: packed.keys.sorted())
  func `packed tables are unpacked, cut ones refused`(packing: String) throws {
    let bytes = try #require(Self.packed[packing])
    let input = try TextInput(bytes + bytes)
    #expect(input.packing == [packing])
    let sheet = try TableReader.read(bytes + bytes, kind: .csv)[0]
    #expect(sheet.rows.map(\.cells) == [["1", "2"], ["1", "2"]])
    for length in 1..<bytes.count {
      #expect(throws: TableError.self) {
        try TableReader.read(Array(bytes[..<length]), kind: .jsonl)
      }
    }
  }

  @Test func `a bomb is refused before it fills the memory`() throws {
    let bytes = try #require(Self.packed["gzip"])
    var limits = PackedLimits()
    limits.bytes = 5
    #expect(throws: TableError(reason: .outputLimit, detail: "it unpacks to more than 0 MB")) {
      try TextInput(bytes, limits: limits)
    }
  }
}
