// SPDX-License-Identifier: Apache-2.0

import Evidence
import Workbook

/// A file whose form is known and whose rows are not read yet.
package struct TableSource {
  enum Content {
    case delimited(CSVRows)
    case jsonLines
    case workbook(Workbook)
  }

  package private(set) var form: TableForm
  let content: Content
  private let input: TextInput

  /// - Parameter kind: what the file's name says it is; nil for "look".
  package init(_ input: TextInput, kind: SourceKind? = nil) throws(TableError) {
    self.input = input
    let head = input.head
    if head.isEmpty { throw TableError(reason: .empty, detail: "the file is empty") }
    if head.starts(with: [0x50, 0x4B]) || head.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
      || kind == .xlsx
    {
      form = TableForm(kind: .workbook)
      form.packing = input.packing
      let bytes = try input.wholeBytes(limit: TableReader.largest)
      content = .workbook(try TableReader.book(bytes))
      return
    }
    guard let encoding = input.encoding else {
      throw TableError(reason: .unsupported, detail: "not a text file")
    }
    let isJSON = kind == .jsonl || (kind == nil && JSONLines.seems(head))
    form = TableForm(kind: isJSON ? .jsonLines : .delimited)
    form.packing = input.packing
    let mark = encoding.mark > 0 && encoding.name == .utf8 ? " with a byte order mark" : ""
    form.encoding = TableForm.Found(encoding.name.rawValue + mark, why: encoding.why)
    form.lineEnds = LineEnds.found(in: head)
    if isJSON {
      content = .jsonLines
    } else {
      let rows = try CSVRows(input)
      form.delimiter = rows.delimiter.found
      content = .delimited(rows)
    }
  }

  /// Hands every row to the sink, table after table. A workbook's sheets are read one by one by
  /// their own readers.
  package func read(into sink: inout some TableSink) throws(TableError) {
    switch content {
    case .delimited(let rows):
      var shape = TableShape(rows, exact: true)
      guard try shape.read(into: &sink) > 0 else {
        throw TableError(reason: .empty, detail: "the file has no rows")
      }
    case .jsonLines: try JSONLines(input).read(into: &sink)
    case .workbook: break
    }
  }

  /// What was read though it is unusual; whole only after reading.
  package var remarks: [String] { input.remarks }
}
