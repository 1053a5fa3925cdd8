// SPDX-License-Identifier: Apache-2.0

import CXML

/// Reads the rows of one sheet after another.
struct SheetParser {
  let texts: [String]
  let formats: [NumberFormat]
  let from1904: Bool
  /// What is left of the limit on cells.
  var cellsLeft: Int

  private enum Kind { case number, shared, text, inline, logical, error, date }

  mutating func rows(_ stream: XMLStream) throws(WorkbookError) -> [Workbook.Row] {
    let (row, cell, value, formula) = (
      stream.known("row"), stream.known("c"), stream.known("v"), stream.known("f")
    )
    let (inline, data) = (stream.known("is"), stream.known("sheetData"))
    let (reference, style, type) = (stream.known("r"), stream.known("s"), stream.known("t"))
    var rows: [Workbook.Row] = []
    var current = Workbook.Row(number: 0, cells: [])
    var width = 0
    var column = -1
    var kind = Kind.number
    var format = 0
    var raw: [UInt8] = []
    var formulaText: [UInt8] = []
    var inlineText: String?
    enum Inside { case nothing, value, formula }
    var inside = Inside.nothing
    var inData = false

    while let node = try stream.next() {
      switch node {
      case .text:
        switch inside {
        case .nothing: break
        case .value: raw.append(contentsOf: stream.textBytes)
        case .formula: formulaText.append(contentsOf: stream.textBytes)
        }
      case .start where !inData:
        inData = stream.name == data
      case .start:
        if stream.name == cell {
          column += 1
          (kind, format, inlineText) = (.number, 0, nil)
          raw.removeAll(keepingCapacity: true)
          formulaText.removeAll(keepingCapacity: true)
          stream.attributes { name, text in
            if name == reference {
              column = Self.column(text) ?? column
            } else if name == style {
              format = Self.number(text) ?? 0
            } else if name == type {
              kind = Self.kind(text)
            }
          }
        } else if stream.name == value {
          inside = .value
        } else if stream.name == formula {
          inside = .formula
        } else if stream.name == inline {
          inlineText = try Self.richText(stream, until: "is")
        } else if stream.name == row {
          var number = current.number + 1
          stream.attributes { name, text in
            if name == reference { number = Self.number(text) ?? number }
          }
          current = Workbook.Row(number: number, cells: [])
          current.cells.reserveCapacity(width)
          column = -1
        }
      case .end:
        if stream.name == value || stream.name == formula {
          inside = .nothing
        } else if stream.name == cell {
          var text = try content(kind, raw, format: format) ?? inlineText
          if text == nil, !formulaText.isEmpty {
            text = "=" + String(decoding: formulaText, as: UTF8.self)
          }
          if let text { try put(text, column, &current.cells) }
        } else if stream.name == row {
          width = max(width, current.cells.count)
          if !current.cells.isEmpty { rows.append(current) }
        } else if stream.name == data {
          inData = false
        }
      }
    }
    return rows
  }

  private mutating func put(
    _ text: String, _ column: Int, _ cells: inout [String?]
  ) throws(WorkbookError) {
    let added = column + 1 - cells.count
    if added > 0 {
      cellsLeft -= added
      if cellsLeft < 0 || column >= 1 << 14 {
        throw .tooLarge("it has more cells than can be read")
      }
      for _ in 1..<added { cells.append(nil) }
      cells.append(text)
    } else {
      cells[column] = text
    }
  }

  private func content(
    _ kind: Kind, _ raw: [UInt8], format: Int
  ) throws(WorkbookError) -> String? {
    if raw.isEmpty { return nil }
    switch kind {
    case .shared:
      guard let index = raw.withUnsafeBufferPointer({ Self.number($0) }), texts.indices ~= index
      else { throw .damaged("a cell names a shared text that is not there") }
      return texts[index].isEmpty ? nil : texts[index]
    case .text, .inline: return Self.unescaped(String(decoding: raw, as: UTF8.self))
    case .error, .date: return String(decoding: raw, as: UTF8.self)
    case .logical: return raw == [UInt8(ascii: "1")] ? "TRUE" : "FALSE"
    case .number:
      let shown = formats.indices ~= format ? formats[format] : .number
      // Most numbers are short counts, already as short as they can be.
      if shown == .number, raw.count < 16, raw[0] != UInt8(ascii: "0") || raw.count == 1,
        raw.allSatisfy({ 0x30...0x39 ~= $0 })
      {
        return String(decoding: raw, as: UTF8.self)
      }
      let text = String(decoding: raw, as: UTF8.self)
      guard let number = Double(text) else { return text }
      return shown.iso(number, from1904: from1904) ?? Self.plain(number)
    }
  }

  private static func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
  }

  private static func kind(_ text: UnsafeBufferPointer<UInt8>) -> Kind {
    switch String(decoding: text, as: UTF8.self) {
    case "s": .shared
    case "str": .text
    case "inlineStr": .inline
    case "b": .logical
    case "e": .error
    case "d": .date
    default: .number
    }
  }

  /// The column of a reference such as "AB12", from 0.
  private static func column(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var out = 0
    for byte in text {
      let letter = Int(byte & 0xDF) - 0x40
      guard 1...26 ~= letter, out < 1 << 15 else { break }
      out = out * 26 + letter
    }
    return out == 0 ? nil : out - 1
  }

  private static func number(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var out = 0
    for byte in text {
      guard 0x30...0x39 ~= byte, out < 1 << 40 else { return nil }
      out = out * 10 + Int(byte - 0x30)
    }
    return text.isEmpty ? nil : out
  }

  /// The text of an `si` or `is` element: all its runs, without the reading aids of East Asian
  /// texts.
  static func richText(_ stream: XMLStream, until end: String) throws(WorkbookError) -> String {
    let (end, text, aid) = (stream.known(end), stream.known("t"), stream.known("rPh"))
    var out = ""
    var inText = false
    var inAid = false
    while let node = try stream.next() {
      switch node {
      case .text: if inText, !inAid { out += stream.text }
      case .start:
        if stream.name == text { inText = true } else if stream.name == aid { inAid = true }
      case .end:
        if stream.name == end { return unescaped(out) }
        if stream.name == text { inText = false } else if stream.name == aid { inAid = false }
      }
    }
    return unescaped(out)
  }

  /// Characters that XML cannot hold stand as `_x000D_` (ECMA-376, part 1, 22.9.2.19).
  static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "_"), at + 6 < bytes.count, bytes[at + 1] == UInt8(ascii: "x"),
        bytes[at + 6] == UInt8(ascii: "_"),
        let code = UInt32(String(decoding: bytes[(at + 2)..<(at + 6)], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      {
        out.append(contentsOf: String(Character(scalar)).utf8)
        at += 7
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
