// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Rows of one kind in the three formats.
///
/// The objects are the contract of `docs/FORMATS.md`; the text columns are for reading only.
struct Listing {
  struct Column {
    var title: String
    var isNumber = false
    /// The widest it may be on a terminal; nil for as wide as needed.
    var limit: Int?
    var cell: (JSONObject) -> String

    /// A column that shows one member of the object.
    static func key(_ key: String, _ title: String? = nil, number: Bool = false, limit: Int? = nil)
      -> Column
    {
      Column(title: title ?? key, isNumber: number, limit: limit) { $0[key]?.cell ?? "" }
    }

    /// The first digits of a long id or hash.
    static func short(_ key: String) -> Column {
      with(key) { String(($0[key]?.cell ?? "").prefix(12)) }
    }

    static func with(
      _ title: String, number: Bool = false, limit: Int? = nil,
      _ cell: @escaping (JSONObject) -> String
    ) -> Column {
      Column(title: title, isNumber: number, limit: limit, cell: cell)
    }
  }

  var columns: [Column]
  var rows: [JSONObject]
  /// What the listing says in text when it has no rows.
  var empty: String

  func print(_ format: OutputFormat) {
    switch format {
    case .json: for row in rows { Terminal.print(JSONValue.object(row).json) }
    case .csv: for line in CSVText.lines(rows) { Terminal.print(line) }
    case .text:
      if rows.isEmpty {
        Terminal.print(empty)
      } else {
        for line in TextTable.lines(columns, rows, width: Terminal.width) { Terminal.print(line) }
      }
    }
  }
}

extension JSONValue {
  /// For one cell of a table: lists joined by "; ", an unknown as "[redacted]".
  var cell: String {
    switch self {
    case .null: ""
    case .bool(let value): value ? "yes" : "no"
    case .int(let value): String(value)
    case .double(let value): JSONValue.number(value)
    case .string(let value): value
    case .array(let values): values.map(\.cell).joined(separator: "; ")
    case .object(let object):
      if let unknown = object["unknown"] {
        "[\(unknown.cell)]"
      } else if let name = object["name"], name != .null {
        name.cell
      } else if let address = object["address"], address != .null {
        address.cell
      } else if let quote = object["quote"] {
        quote.cell
      } else {
        json
      }
    }
  }

  /// Whether this is the object of a fact that is not known.
  var isUnknown: Bool {
    if case .object(let object) = self { object["unknown"] != nil } else { false }
  }
}

/// CSV as RFC 4180 has it, with every key that occurs as a column, in order of first occurrence.
enum CSVText {
  static func lines(_ rows: [JSONObject]) -> [String] {
    var keys: [String] = []
    var seen: Set<String> = []
    for row in rows {
      for member in row.members where seen.insert(member.key).inserted { keys.append(member.key) }
    }
    return [keys.map(field).joined(separator: ",")]
      + rows.map { row in keys.map { field(row[$0].map(text) ?? "") }.joined(separator: ",") }
  }

  /// Plain values as they are, lists of plain values joined by "; ", anything deeper as JSON.
  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .array(let values) where values.allSatisfy(\.isPlain):
      values.map(\.cell).joined(separator: "; ")
    case .array, .object: value.json
    default: value.cell
    }
  }

  static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { byte in
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D
    }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

extension JSONValue {
  fileprivate var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}
