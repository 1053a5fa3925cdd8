// SPDX-License-Identifier: Apache-2.0

/// Reads the rows of one sheet.
final class SheetParser: XMLHandler {
  private let texts: [String]
  private let formats: [NumberFormat]
  private let from1904: Bool
  /// What is left of the limit on cells.
  private(set) var cellsLeft: Int
  private(set) var rows: [Workbook.Row] = []
  private(set) var merges: [Workbook.Merge] = []
  private static let mergesRead = 200_000

  private enum Kind { case number, shared, text, logical, error, date }
  private enum Inside { case nothing, value, formula, inline }

  private var number = 0
  private var cells: [String?] = []
  private var width = 0
  private var column = -1
  private var kind = Kind.number
  private var format = 0
  private var raw: [UInt8] = []
  private var formula: [UInt8] = []
  private var inline = RichText()
  private var hasInline = false
  private var inside = Inside.nothing
  private var inData = false

  init(texts: [String], formats: [NumberFormat], from1904: Bool, cellsLeft: Int) {
    (self.texts, self.formats) = (texts, formats)
    (self.from1904, self.cellsLeft) = (from1904, cellsLeft)
  }

  func start(_ name: XMLName, _ attributes: PartAttributes) {
    switch name {
    case .c where inData:
      column += 1
      var (column, kind, format) = (column, Kind.number, 0)
      attributes.forEach { name, text in
        switch name {
        case .r: column = Self.column(text) ?? column
        case .s: format = Self.number(text) ?? 0
        case .t: kind = Self.kind(text)
        default: break
        }
      }
      (self.column, self.kind, self.format, hasInline) = (column, kind, format, false)
      raw.removeAll(keepingCapacity: true)
      formula.removeAll(keepingCapacity: true)
    case .v: inside = .value
    case .f: inside = .formula
    case .is:
      (inside, hasInline) = (.inline, true)
      inline.begin()
    case .row where inData:
      number += 1
      attributes.forEach { name, text in
        if name == .r { number = Self.number(text) ?? number }
      }
      cells = []
      cells.reserveCapacity(width)
      column = -1
    case .sheetData: inData = true
    case .mergeCell:
      attributes.forEach { name, text in
        if name == .ref, merges.count < Self.mergesRead, let area = Self.area(text) {
          merges.append(area)
        }
      }
    default: if inside == .inline { inline.start(name) }
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    switch inside {
    case .nothing: break
    case .value: raw.append(contentsOf: bytes)
    case .formula: formula.append(contentsOf: bytes)
    case .inline: inline.text(bytes)
    }
  }

  func end(_ name: XMLName) throws(WorkbookError) {
    switch name {
    case .v, .f, .is: inside = .nothing
    case .c where inData:
      if let text = try content() { try put(text) }
    case .row where inData:
      width = max(width, cells.count)
      if !cells.isEmpty { rows.append(Workbook.Row(number: number, cells: cells)) }
    case .sheetData: inData = false
    default: if inside == .inline { inline.end(name) }
    }
  }

  private func put(_ text: String) throws(WorkbookError) {
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

  private func content() throws(WorkbookError) -> String? {
    if raw.isEmpty {
      if hasInline {
        let text = inline.value
        return text.isEmpty ? nil : text
      }
      return formula.isEmpty ? nil : "=" + String(decoding: formula, as: UTF8.self)
    }
    switch kind {
    case .shared:
      guard let index = raw.withUnsafeBufferPointer({ Self.number($0) }), texts.indices ~= index
      else { throw .damaged("a cell names a shared text that is not there") }
      return texts[index].isEmpty ? nil : texts[index]
    case .text: return RichText.unescaped(raw)
    case .error, .date: return String(decoding: raw, as: UTF8.self)
    case .logical: return raw == [UInt8(ascii: "1")] ? "TRUE" : "FALSE"
    case .number:
      let shown = formats.indices ~= format ? formats[format] : .number
      let text = String(decoding: raw, as: UTF8.self)
      if shown == .number, Self.isPlain(raw) { return text }
      guard let number = Double(text) else { return text }
      if let date = shown.iso(number, from1904: from1904) { return date }
      return number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
    }
  }

  /// Whether a number is written as short as can be: at most 15 digits, no needless zeros.
  private static func isPlain(_ raw: [UInt8]) -> Bool {
    guard raw.count < 16 else { return false }
    let zero = UInt8(ascii: "0")
    var point: Int?
    for (index, byte) in raw.enumerated() {
      if byte == UInt8(ascii: "."), point == nil, index > 0 {
        point = index
      } else if !(zero...UInt8(ascii: "9") ~= byte) {
        return false
      }
    }
    if raw[0] == zero, raw.count > 1, point != 1 { return false }
    // Below 0.0001 numbers are written with an exponent.
    if raw[0] == zero, point == 1, raw.count > 5, raw[2...5].allSatisfy({ $0 == zero }) {
      return false
    }
    return point.map { $0 < raw.count - 1 && raw.last != zero } ?? true
  }

  private static func kind(_ text: UnsafeBufferPointer<UInt8>) -> Kind {
    switch (text.first, text.count) {
    case (UInt8(ascii: "s"), 1): .shared
    case (UInt8(ascii: "s"), _): .text
    case (UInt8(ascii: "i"), _): .text
    case (UInt8(ascii: "b"), _): .logical
    case (UInt8(ascii: "e"), _): .error
    case (UInt8(ascii: "d"), _): .date
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

  /// The area of a reference such as "A1:B7".
  private static func area(_ text: UnsafeBufferPointer<UInt8>) -> Workbook.Merge? {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    func corner(_ part: Slice<UnsafeBufferPointer<UInt8>>) -> (row: Int, column: Int)? {
      let letters = part.prefix { !(0x30...0x39 ~= $0) }
      guard let column = column(UnsafeBufferPointer(rebasing: letters)),
        let row = number(UnsafeBufferPointer(rebasing: part[letters.endIndex...])), row > 0
      else { return nil }
      return (row, column)
    }
    guard let from = corner(text[..<colon]), let to = corner(text[(colon + 1)...]),
      from.row <= to.row, from.column <= to.column
    else { return nil }
    return Workbook.Merge(rows: from.row...to.row, columns: from.column...to.column)
  }

  private static func number(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var out = 0
    for byte in text {
      guard 0x30...0x39 ~= byte, out < 1 << 40 else { return nil }
      out = out * 10 + Int(byte - 0x30)
    }
    return text.isEmpty ? nil : out
  }
}
