// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Reads the records of a text table as they come, holding a window of the text.
struct CSVRows: RowSource {
  private let input: TextInput
  private var scanner: CSVScanner
  private var fields: [CSVScanner.Field] = []
  private var isLast = false
  private var number: Int
  private var cuts = 0
  private(set) var blankAtEnd = 0
  /// How many cells most rows have.
  private let width: Int
  let delimiter: FoundDelimiter

  /// What may lie ahead of a record for its end to be told: the same wherever a block ends.
  private static let window = 1 << 16
  private static let longest = 8 << 20

  init(_ input: TextInput) throws(TableError) {
    self.input = input
    scanner = CSVScanner([], delimiter: UInt8(ascii: ","))
    number = 0
    var head: [UInt8] = []
    while head.count < Self.window * 4, let block = try input.text() { head += block }
    let found = FoundDelimiter(in: head)
    delimiter = found
    width = found.width
    scanner = CSVScanner(head, delimiter: found.byte, at: found.start)
    number = found.start > 0 ? 1 : 0
  }

  mutating func next() throws(TableError) -> RawRow? {
    var gap = 0
    while true {
      try fill(Self.window * 2)
      if scanner.isAtEnd {
        blankAtEnd = gap
        return nil
      }
      let begin = scanner.at
      let ending = try record(from: begin)
      number += 1
      if ending == .insideQuotes || (scanner.at > begin && swallowedRows(begin)) {
        var row = RawRow(number: number, cells: [])
        row.gap = gap
        cuts += 1
        let next = scanner.lineEnd(from: begin)
        if next < scanner.bytes.count,
          ending != .insideQuotes || isWhole(begin..<next) || resumes(at: next)
        {
          row.fault = "a quote is opened and never closed"
          scanner.at = next
        } else {
          let lines = scanner.lines(in: begin..<scanner.bytes.count)
          row.fault =
            "the file ends inside a quoted cell: the row is cut"
            + (lines > 1 ? ", and the \(lines - 1) lines after it are part of that cell" : "")
          scanner.at = scanner.bytes.count
        }
        row.cells = [String(decoding: scanner.bytes[begin..<min(next, begin + 200)], as: UTF8.self)]
        return row
      }
      let cells = fields.map { scanner.text($0) }
      if Header.isBlank(cells) {
        gap += 1
        continue
      }
      var row = RawRow(number: number, cells: cells)
      row.gap = gap
      row.mayBeCut = ending == .file
      return row
    }
  }

  /// One record, with as much of the text behind it as tells where it ends.
  private mutating func record(from begin: Int) throws(TableError) -> CSVScanner.Ending {
    var wanted = Self.window * 2
    // A file in which quotes go wrong again and again is not searched far for each.
    let longest = cuts < 64 ? Self.longest : Self.window * 4
    var begin = begin
    while true {
      scanner.at = begin
      let ending = scanner.record(into: &fields)
      if isLast || scanner.bytes.count - scanner.at >= Self.window { return ending }
      if scanner.at - begin >= longest { return .insideQuotes }
      wanted *= 2
      scanner.at = begin
      try fill(wanted)
      begin = scanner.at
      if !isLast, scanner.bytes.count - begin < wanted { return ending }
    }
  }

  /// Makes sure that this much of the text lies ahead, if there is as much.
  private mutating func fill(_ wanted: Int) throws(TableError) {
    guard !isLast, scanner.bytes.count - scanner.at < wanted else { return }
    scanner.forgetRead()
    while scanner.bytes.count < wanted {
      guard let block = try input.text() else {
        isLast = true
        return
      }
      scanner.bytes += block
    }
  }

  /// Whether a record of several lines is several rows, of which one has a quote too many: each of
  /// its lines has by itself as many cells as a row.
  private func swallowedRows(_ begin: Int) -> Bool {
    guard width > 1, fields.contains(where: { $0.form != .plain }) else { return false }
    var lines = 0
    var at = begin
    let end = scanner.at
    guard scanner.lineEnd(from: begin) < end else { return false }
    // A quote that opens the next line's first cell, after a line that has all its cells.
    let first = scanner.bytes[begin..<min(scanner.lineEnd(from: begin), end)]
    if first.count(where: { $0 == scanner.delimiter }) == width - 1,
      fields.contains(where: { scanner.hasLooseQuote($0, afterLineEnd: true) })
    {
      return true
    }
    var others: [CSVScanner.Field] = []
    while at < end {
      let next = min(scanner.lineEnd(from: at), end)
      var one = CSVScanner(Array(scanner.bytes[at..<next]), delimiter: scanner.delimiter)
      if one.record(into: &others) == .insideQuotes {
        others.removeAll()
        var plain = 1
        for byte in scanner.bytes[at..<next] where byte == scanner.delimiter { plain += 1 }
        guard plain == width else { return false }
      } else if others.count != width {
        return false
      }
      lines += 1
      at = next
    }
    return lines >= 3 || (lines == 2 && fields.contains { scanner.hasLooseQuote($0) })
  }

  /// Whether a line that an open quote runs on from has all its cells all the same, and more than one
  /// from the quote on: then the quote is astray, and the cell goes no further than its line.
  private func isWhole(_ line: Range<Int>) -> Bool {
    guard fields.count < width - 1 else { return false }
    var open = line.lowerBound
    if let last = fields.last {
      // A quoted cell before it may end on a later line.
      guard last.end < line.upperBound,
        let end = scanner.bytes[last.end..<line.upperBound].firstIndex(of: scanner.delimiter)
      else { return false }
      open = end + 1
    }
    let cells = scanner.bytes[open..<line.upperBound].count { $0 == scanner.delimiter } + 1
    return fields.count + cells == width
  }

  /// Whether the lines after an open quote are rows of the table rather than more of that cell:
  /// most of the next twenty have the table's number of cells.
  private func resumes(at start: Int) -> Bool {
    guard width > 1 else { return false }
    let end = min(scanner.bytes.count, start + Self.window)
    var probe = CSVScanner(Array(scanner.bytes[start..<end]), delimiter: scanner.delimiter)
    var others: [CSVScanner.Field] = []
    var (seen, fitting) = (0, 0)
    while !probe.isAtEnd, seen < 20 {
      if probe.record(into: &others) == .insideQuotes { break }
      seen += 1
      if others.count == width || (width > 2 && others.count == width - 1) { fitting += 1 }
    }
    return fitting * 2 > seen
  }
}
