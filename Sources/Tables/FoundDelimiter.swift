// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What stands between the cells of a text table, told from its beginning.
package struct FoundDelimiter: Sendable {
  package var byte = UInt8(ascii: ",")
  /// How many cells most rows have.
  package var width = 1
  /// Where the rows begin: after a first line `sep=;`, by which Excel is told the delimiter.
  package var start = 0
  package var why = "no other stands in most rows"
  private static let rowsTried = 200
  private static let bytesTried = 1 << 16

  /// The delimiter under which most records have the same number of cells, and more than one; of two
  /// equally good ones, that which gives more cells. A comma if none does.
  /// - Parameter text: UTF-8; the beginning is enough.
  package init(in text: [UInt8]) {
    if let named = Self.named(text) {
      (byte, start) = (named.byte, named.end)
      why = "the first line names it"
      width = Self.widths(text, from: named.end, delimiter: named.byte)?.width ?? 1
      return
    }
    var best = 0.0
    for candidate in [",", ";", "\t", "|"] as [Unicode.Scalar] {
      let delimiter = UInt8(candidate.value)
      guard let found = Self.widths(text, from: 0, delimiter: delimiter), found.width > 1 else {
        continue
      }
      let share = Double(found.fitting) / Double(found.records)
      if (share, found.width) > (best, width) {
        (best, byte, width) = (share, delimiter, found.width)
        why = "\(found.fitting) of the first \(found.records) rows have \(found.width) cells by it"
      }
    }
  }

  package var found: TableForm.Found {
    let name =
      switch byte {
      case UInt8(ascii: ","): "comma"
      case UInt8(ascii: ";"): "semicolon"
      case UInt8(ascii: "\t"): "tab"
      case UInt8(ascii: "|"): "pipe"
      default: "'" + String(Character(Unicode.Scalar(byte))) + "'"
      }
    return TableForm.Found(name, why: why)
  }

  /// The commonest number of cells above one, if any row has more than one.
  private static func widths(
    _ text: [UInt8], from start: Int, delimiter: UInt8
  ) -> (width: Int, fitting: Int, records: Int)? {
    let sample = Array(text[min(start, text.count)..<min(text.count, start + bytesTried)])
    var scanner = CSVScanner(sample, delimiter: delimiter)
    var fields: [CSVScanner.Field] = []
    var counts: [Int: Int] = [:]
    var records = 0
    while !scanner.isAtEnd, records < rowsTried {
      let begin = scanner.at
      let ending = scanner.record(into: &fields)
      // The last record of the sample may be cut by the sample itself.
      if scanner.isAtEnd, sample.count < text.count - start, records > 0 { break }
      if ending == .insideQuotes {
        scanner.at = scanner.lineEnd(from: begin)
        records += 1
        continue
      }
      if fields.count == 1, fields[0].start == fields[0].end { continue }
      counts[fields.count, default: 0] += 1
      records += 1
    }
    let wide = counts.filter { $0.key > 1 }.max { ($0.value, $0.key) < ($1.value, $1.key) }
    return wide.map { ($0.key, $0.value, records) }
  }

  private static func named(_ text: [UInt8]) -> (byte: UInt8, end: Int)? {
    guard text.count > 5, text[..<4].elementsEqual("sep=".utf8),
      text[5] == 0x0A || text[5] == 0x0D, text[4] < 0x80, text[4] != 0x22,
      text[4] >= 0x20 || text[4] == 0x09
    else { return nil }
    return (text[4], text[5] == 0x0D && text.count > 6 && text[6] == 0x0A ? 7 : 6)
  }
}

/// How the lines of a text end.
package enum LineEnds {
  package static func found(in text: [UInt8]) -> TableForm.Found {
    var (crlf, lf, cr) = (0, 0, 0)
    var at = 0
    while at < text.count {
      if text[at] == 0x0A {
        lf += 1
      } else if text[at] == 0x0D {
        if at + 1 < text.count, text[at + 1] == 0x0A {
          crlf += 1
          at += 1
        } else {
          cr += 1
        }
      }
      at += 1
    }
    let kinds = [("CRLF", crlf), ("LF", lf), ("CR", cr)].filter { $0.1 > 0 }
    let counts = kinds.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    guard let first = kinds.first else { return TableForm.Found("none", why: "it is one line") }
    return TableForm.Found(
      kinds.count == 1 ? first.0 : "mixed", why: counts + " in the beginning, quoted cells included"
    )
  }
}
