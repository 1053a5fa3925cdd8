// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestArchives
import TestSupport
import Testing

@testable import Tables
@testable import Workbook

struct WorkbookTests {
  private static let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
  private static let relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// A workbook of one visible and one hidden sheet.
  private func book(
    _ rows: String, texts: String = "", formats: String = "", workbook: String = "",
    second: String = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
  ) -> [UInt8] {
    var zip = ZipFile()
    zip.add(
      "_rels/.rels",
      """
      \(Self.xml)<Relationships><Relationship Id="r1" Type="\(Self.relations)/officeDocument" \
      Target="/xl/workbook.xml"/></Relationships>
      """)
    zip.add(
      "xl/workbook.xml",
      """
      \(Self.xml)<workbook xmlns:r="\(Self.relations)">\(workbook)<sheets>\
      <sheet name="Log &amp; more" sheetId="1" r:id="a"/>\
      <sheet name="Kept back" state="veryHidden" sheetId="2" r:id="b"/></sheets></workbook>
      """)
    zip.add(
      "xl/_rels/workbook.xml.rels",
      """
      \(Self.xml)<Relationships>\
      <Relationship Id="a" Type="\(Self.relations)/worksheet" Target="worksheets/sheet1.xml"/>\
      <Relationship Id="b" Type="\(Self.relations)/worksheet" Target="../xl/worksheets/two.xml"/>\
      <Relationship Id="s" Type="\(Self.relations)/sharedStrings" Target="sharedStrings.xml"/>\
      <Relationship Id="f" Type="\(Self.relations)/styles" Target="styles.xml"/></Relationships>
      """)
    zip.add("xl/sharedStrings.xml", "\(Self.xml)<sst>\(texts)</sst>")
    zip.add("xl/styles.xml", "\(Self.xml)<styleSheet>\(formats)</styleSheet>")
    zip.add(
      "xl/worksheets/sheet1.xml",
      "\(Self.xml)<worksheet><sheetData>\(rows)</sheetData></worksheet>")
    zip.add(
      "xl/worksheets/two.xml",
      "\(Self.xml)<worksheet><sheetData>\(second)</sheetData></worksheet>")
    return zip.bytes
  }

  private func cells(_ bytes: [UInt8]) throws -> [[String?]] {
    try Workbook(bytes).sheets[0].rows.map(\.cells)
  }

  @Test func `texts, numbers, logical values, errors and formulas are text`() throws {
    let bytes = book(
      """
      <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>\
      <row><c><v>42</v></c><c><v>0.1</v></c><c><v>1E3</v></c><c><v>1.10</v></c>\
      <c><v>0.00001</v></c><c><v>12345678901234567890</v></c></row>\
      <row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>x</v></c>\
      <c><f>A1+1</f></c><c t="inlineStr"><is><t> in </t></is></c>\
      <c t="d"><v>2019-01-02T03:04:05</v></c></row>
      """,
      texts: """
        <si><t>caf\u{E9}_x000D_</t></si>\
        <si><r><t>one </t></r><r><rPr/><t>two</t></r><rPh><t>aid</t></rPh></si>
        """)
    #expect(
      try cells(bytes) == [
        ["caf\u{E9}\r", nil, "one two"],
        ["42", "0.1", "1000", "1.1", "1e-05", "1.2345678901234567e+19"],
        ["TRUE", "#N/A", "x", "=A1+1", " in ", "2019-01-02T03:04:05"],
      ])
    #expect(try Workbook(bytes).sheets[0].rows.map(\.number) == [2, 3, 4])
  }

  private static let formats = """
    <numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd&quot; at &quot;hh:mm"/>\
    <numFmt numFmtId="165" formatCode="[h]:mm"/>\
    <numFmt numFmtId="166" formatCode="[Red]0.00&quot;days&quot;;General"/></numFmts>\
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="21"/>\
    <xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>
    """

  @Test func `numbers under a format of dates are ISO 8601`() throws {
    let row = """
      <row><c s="0"><v>43466</v></c><c s="1"><v>43466</v></c><c s="2"><v>43466.5</v></c>\
      <c s="3"><v>0.75</v></c><c s="4"><v>43466.000011574</v></c><c s="5"><v>1.25</v></c>\
      <c s="6"><v>2.50</v></c><c s="1"><v>1</v></c><c s="1"><v>61</v></c><c s="1"><v>-1</v></c></row>
      """
    #expect(
      try cells(book(row, formats: Self.formats)) == [
        [
          "43466", "2019-01-01", "2019-01-01T12:00:00", "18:00:00", "2019-01-01T00:00:01",
          "30:00:00", "2.5", "1900-01-01", "1900-03-01", "-1",
        ]
      ])
    let old = try cells(
      book(row, formats: Self.formats, workbook: "<workbookPr date1904=\"1\"/>"))
    #expect(old[0][1] == "2023-01-02")
  }

  @Test func `hidden sheets are read and named`() throws {
    let sheets = try TableReader.read(book("<row/>"), kind: .xlsx)
    #expect(sheets.map(\.name) == ["Log & more", "Kept back"])
    #expect(sheets[0].columns.isEmpty)
    #expect(try Workbook(book("<row/>")).sheets.map(\.isHidden) == [false, true])
  }

  @Test func `rows keep the sheet's numbers and cells right of the header are not lost`() throws {
    func cell(_ place: String, _ text: String) -> String {
      "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
    }
    let rows =
      "<row r=\"1\">\(cell("A1", "Report"))</row>"
      + "<row r=\"3\">\(cell("A3", "When"))\(cell("B3", "Who"))</row>"
      + "<row r=\"4\">\(cell("A4", "x"))\(cell("B4", "y"))</row>"
      + "<row r=\"5\">\(cell("A5", " "))</row>"
      + "<row r=\"9\">\(cell("A9", "x"))\(cell("B9", "y"))\(cell("D9", "note"))</row>"
      + "<row r=\"10\">\(cell("B10", "y"))</row>"
    let sheet = try TableReader.read(book(rows), kind: .xlsx)[0]
    #expect(sheet.columns == ["When", "Who", "column 4"])
    #expect(sheet.rows.map(\.number) == [4, 9, 10])
    #expect(sheet.rows[1].cells == ["x", "y", "note"])
  }

  @Test func `bombs, entities and far cells are refused`() throws {
    var limits = WorkbookLimits()
    limits.expandedBytes = 1 << 20
    let big = String(repeating: "<row><c><v>1</v></c></row>", count: 50_000)
    #expect(throws: WorkbookError.tooLarge("it unpacks to more than 1 MB")) {
      try Workbook(book(big), limits: limits)
    }
    limits = WorkbookLimits()
    limits.cells = 10_000
    let far = "<row><c r=\"XFD1\"><v>1</v></c></row>"
    #expect(throws: WorkbookError.tooLarge("it has more cells than can be read")) {
      try Workbook(book(far), limits: limits)
    }
    #expect(throws: WorkbookError.tooLarge("it has more cells than can be read")) {
      try Workbook(book("<row><c r=\"ZZZZZ1\"><v>1</v></c></row>"))
    }
    var zip = ZipFile()
    zip.add(
      "xl/workbook.xml",
      "<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><workbook>&a;</workbook>")
    #expect(throws: WorkbookError.damaged("xl/workbook.xml has a document type declaration")) {
      try Workbook(zip.bytes)
    }
  }

  @Test func `every cut and every changed byte is a workbook or an error`() {
    let whole = book(
      "<row><c><v>1</v></c><c t=\"s\"><v>0</v></c></row>", texts: "<si><t>x</t></si>")
    for length in stride(from: 0, to: whole.count, by: 7) {
      #expect(throws: WorkbookError.self) { try Workbook(Array(whole[..<length])) }
    }
    var dice = SplitMix(seed: 3)
    var read = 0
    for _ in 0..<600 {
      var bytes = whole
      bytes[dice.below(bytes.count)] = UInt8(dice.below(256))
      if (try? Workbook(bytes)) != nil { read += 1 }
    }
    #expect(read < 600)
  }

  @Test func `other formats are told apart`() {
    let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 0, count: 1_020)
    #expect(throws: WorkbookError.self) { try Workbook(old) }
    var locked = old
    for (index, byte) in "EncryptedPackage".utf8.enumerated() { locked[640 + index * 2] = byte }
    #expect(throws: WorkbookError.encrypted) { try Workbook(locked) }
    var zip = ZipFile()
    zip.add("word/document.xml", "<w/>")
    #expect(throws: WorkbookError.unsupported("an archive, but no workbook")) {
      try Workbook(zip.bytes)
    }
  }

  @Test(arguments: [
    ("yyyy-mm-dd", NumberFormat.date), ("m/d/yy h:mm", .dateTime), ("h:mm AM/PM", .time),
    ("[$-409]mmmm d, yyyy;@", .date), ("[h]:mm:ss", .elapsed), ("General", .number),
    ("#,##0.00_);[Red](#,##0.00)", .number), ("0.00E+00", .number), ("\"days\" 0", .number),
    ("mm:ss.0", .time), ("@", .number), ("", .number), ("\\d0", .number),
  ])
  func `a format shows a date, a time or a number`(code: String, expected: NumberFormat) {
    #expect(NumberFormat(code: code) == expected)
  }
}
