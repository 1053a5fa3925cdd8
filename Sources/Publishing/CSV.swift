// SPDX-License-Identifier: Apache-2.0
import Evidence

/// Tables for spreadsheets, as RFC 4180 has them.
enum CSV {
  static func line(_ cells: [String]) -> String {
    cells.map(quoted).joined(separator: ",") + "\r\n"
  }

  /// The members of an object in the order of `columns`; what it lacks stays empty. Cleaned once
  /// more, because a cell can join what were two strings.
  static func line(_ object: JSONObject, columns: [String], cleaning scrubber: Scrubber) -> String {
    line(columns.map { object[$0].map { scrubber.cleaned(cell($0)).text } ?? "" })
  }

  /// One cell: plain values as they are, lists joined by "; ", parties and citations as people write
  /// them, anything else as JSON.
  static func cell(_ value: JSONValue) -> String {
    switch value {
    case .null: return ""
    case .bool(let flag): return flag ? "true" : "false"
    case .int(let number): return String(number)
    case .double(let number): return JSONValue.number(number)
    case .string(let text): return safe(text)
    case .array(let values):
      if values.contains(where: { if case .array = $0 { true } else { false } }) {
        return value.json
      }
      return safe(values.map { plain($0) }.joined(separator: "; "))
    case .object: return safe(plain(value))
    }
  }

  private static func plain(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): return text
    case .object(let object): return words(object) ?? value.json
    case .null, .bool, .int, .double, .array: return cell(value)
    }
  }

  private static func words(_ object: JSONObject) -> String? {
    func text(_ key: String) -> String? {
      switch object[key] {
      case .string(let text)?: text
      case .int(let number)?: String(number)
      default: nil
      }
    }
    if let reason = text("unknown") {
      return "[" + (["unknown: \(reason)", text("code")].compactMap { $0 }).joined(separator: " ")
        + "]"
    }
    if object["address"] != nil, object["person"] != nil {
      switch (text("name"), text("address")) {
      case (let name?, let address?): return "\(name) <\(address)>"
      case (let name, let address): return name ?? address ?? ""
      }
    }
    if let from = text("from"), let to = text("to"), object.members.count == 2 {
      return "\(from)/\(to)"
    }
    if let source = text("source"), let quote = text("quote") {
      let places: [String?] = [
        text("bates"), text("page").map { "p. " + $0 }, text("row").map { "row " + $0 },
        text("mail").map { "mail " + $0 }, text("line").map { "line " + $0 },
      ]
      let place = places.lazy.compactMap { $0 }.first ?? ""
      return "\(source.prefix(12)) \(place): “\(quote)”"
    }
    return nil
  }

  /// A text that a spreadsheet would take for a formula gets an apostrophe before it.
  private static func safe(_ text: String) -> String {
    let first = text.unicodeScalars.first { $0 != " " && $0 != "\u{A0}" && $0 != "\0" }
    switch first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": return "'" + text
    default: return text
    }
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 < 0x20 }) else { return cell }
    var out = "\""
    for scalar in cell.unicodeScalars {
      switch scalar {
      case "\"": out += "\"\""
      // No spreadsheet and no database takes a null byte.
      case "\0": out += "\u{2400}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
