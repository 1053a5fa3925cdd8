// SPDX-License-Identifier: Apache-2.0

import Evidence
import TextCoding

/// Reads a CSV file as one sheet.
///
/// A row may lack its last cell, as a program that drops an empty one writes it, and may have empty
/// cells too many. Any other difference from the header is a failure of that row.
enum CSVTable {
  private struct Record {
    var number: Int
    var cells: [String?]
  }

  /// How often reading starts again after a quote that never closes.
  private static let restarts = 16

  static func read(_ bytes: [UInt8]) throws(TableError) -> Sheet {
    let found = try scan(bytes, limit: .max)
    guard let header = Header.find(in: found.records.lazy.map(\.cells), exact: true) else {
      if let first = found.cut.first {
        throw TableError(reason: .damaged, detail: "row \(first.number): \(first.detail)")
      }
      throw TableError(reason: .empty, detail: "the file has no rows")
    }
    return sheet(found.records, header: header, cut: found.cut, lastIsOpen: found.lastIsOpen)
  }

  /// The first `limit` rows that are not blank, none of them taken for a header; and those that are
  /// cut.
  static func rows(
    _ bytes: [UInt8], limit: Int
  ) throws(TableError) -> (rows: [Row], failures: [Failure]) {
    let found = try scan(bytes, limit: limit)
    return (
      found.records.map { Row(number: $0.number, cells: $0.cells) },
      found.cut.map { Failure(row: $0.number, reason: .badRow, detail: $0.detail) }
    )
  }

  private struct Scan {
    var records: [Record] = []
    var cut: [(number: Int, detail: String)] = []
    var lastIsOpen = false
  }

  private static func scan(_ bytes: [UInt8], limit: Int) throws(TableError) -> Scan {
    guard let text = TextDecoding.utf8(bytes) else {
      throw TableError(reason: .unsupported, detail: "not a text file")
    }
    var start = 0
    var number = 0
    let delimiter: UInt8
    if let named = namedDelimiter(text) {
      (delimiter, start, number) = (named.delimiter, named.end, 1)
    } else {
      delimiter = CSVScanner.delimiter(of: text, from: 0)
    }
    var scanner = CSVScanner(text, delimiter: delimiter, at: start)
    var fields: [CSVScanner.Field] = []
    var found = Scan()
    var expected = 0
    while !scanner.isAtEnd, found.records.count < limit {
      let begin = scanner.at
      number += 1
      let ending = scanner.record(into: &fields)
      if ending == .insideQuotes {
        let next = scanner.lineEnd(from: begin)
        if found.cut.count < restarts, next < text.count,
          resumes(scanner, at: next, width: expected)
        {
          found.cut.append((number, "a quote is opened and never closed"))
          scanner.at = next
        } else {
          found.cut.append((number, "the file ends inside a quoted cell: the row is cut"))
        }
        continue
      }
      found.lastIsOpen = ending == .file
      let cells = fields.map { scanner.text($0) }
      if Header.isBlank(cells) { continue }
      expected = max(expected, cells.count)
      found.records.append(Record(number: number, cells: cells))
    }
    return found
  }

  private static func sheet(
    _ records: [Record], header: Int, cut: [(number: Int, detail: String)], lastIsOpen: Bool
  ) -> Sheet {
    var width = records[header].cells.count
    // Delimiters at the end of every line make no columns.
    while width > 1, Header.isBlank(records[header].cells[width - 1]),
      records[(header + 1)...].allSatisfy({
        $0.cells.count < width || Header.isBlank($0.cells[width - 1])
      })
    {
      width -= 1
    }
    var rows: [Row] = []
    rows.reserveCapacity(records.count - header)
    var failures: [Failure] = []
    for (index, record) in records.enumerated().dropFirst(header + 1) {
      let mayBeCut = lastIsOpen && index == records.count - 1
      let isFitting =
        record.cells.count < width
        ? record.cells.count == width - 1 && !mayBeCut : Header.used(record.cells) <= width
      if isFitting {
        rows.append(Row(number: record.number, cells: Header.fitted(record.cells, to: width)))
        continue
      }
      var detail = "it has \(record.cells.count) cells, the header \(width)"
      if mayBeCut, record.cells.count < width { detail += "; the file ends here and may be cut" }
      failures.append(Failure(row: record.number, reason: .badRow, detail: detail))
    }
    let first = records[header].number
    failures += cut.filter { $0.number > first }.map {
      Failure(row: $0.number, reason: .badRow, detail: $0.detail)
    }
    failures.sort { ($0.row ?? 0) < ($1.row ?? 0) }
    return Sheet(
      name: nil, columns: Header.names(records[header].cells, width: width), rows: rows,
      failures: failures)
  }

  /// A first line `sep=;`, by which Excel is told the delimiter.
  private static func namedDelimiter(_ text: [UInt8]) -> (delimiter: UInt8, end: Int)? {
    guard text.count > 5, text[..<4].elementsEqual("sep=".utf8),
      text[5] == 0x0A || text[5] == 0x0D, text[4] < 0x80, text[4] != 0x22,
      text[4] >= 0x20
        || text[4] == 0x09
    else { return nil }
    return (text[4], text[5] == 0x0D && text.count > 6 && text[6] == 0x0A ? 7 : 6)
  }

  /// Whether the lines after an open quote are rows of the table rather than more of that cell:
  /// most of the next twenty have the table's number of cells.
  private static func resumes(_ scanner: CSVScanner, at start: Int, width: Int) -> Bool {
    guard width > 1 else { return false }
    var probe = scanner
    probe.at = start
    var fields: [CSVScanner.Field] = []
    var (seen, fitting) = (0, 0)
    while !probe.isAtEnd, seen < 20 {
      if probe.record(into: &fields) == .insideQuotes { break }
      seen += 1
      if fields.count == width || (width > 2 && fields.count == width - 1) { fitting += 1 }
    }
    return fitting * 2 > seen
  }
}
