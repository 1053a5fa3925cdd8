// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The words by which rows of a report are told from rows of its table.
enum RowWords {
  private static let wholes: Set<String> = [
    "total", "totals", "grand total", "grand totals", "sub total", "subtotal", "sub-total",
    "subtotals", "sum", "overall total", "report total", "page total", "total rows", "row count",
    "record count", "total records", "count",
  ]

  /// A quick look that lets most rows pass: whether a cell has the letters of "total", "count" or
  /// "sum" at its beginning or end.
  static func mayBeTotal(_ cells: [String?]) -> Bool {
    for cell in cells {
      guard let cell, let first = cell.utf8.first else { continue }
      switch first | 0x20 {
      case UInt8(ascii: "t"), UInt8(ascii: "g"), UInt8(ascii: "s"), UInt8(ascii: "c"),
        UInt8(ascii: "o"), UInt8(ascii: "r"), UInt8(ascii: "p"), UInt8(ascii: " "):
        return true
      default:
        let last = cell.utf8.last.map { $0 | 0x20 }
        return last == UInt8(ascii: "l") || last == UInt8(ascii: "s") || last == 0x3A
      }
    }
    return false
  }

  /// Whether a row adds up others: its first words say so, the rest are numbers, and it lacks what
  /// rows have.
  static func total(_ row: RawRow, in table: CurrentTable) -> ListedRow.Kind? {
    guard mayBeTotal(row.cells) else { return nil }
    var label: String?
    var hasNumber = false
    for cell in row.cells where !Header.isBlank(cell) {
      let text = Header.trimmed(cell ?? "")
      if label == nil {
        label = text
      } else if isAmount(text) {
        hasNumber = true
      } else if !wholes.contains(plain(text)) {
        return nil
      }
    }
    guard let label else { return nil }
    let words = plain(label)
    let isWhole = wholes.contains(words)
    let isInside =
      words.hasPrefix("total ") || words.hasPrefix("subtotal ") || words.hasPrefix("sub total ")
      || words.hasPrefix("sub-total ") || words.hasPrefix("grand total ")
      || words.hasSuffix(" total") || words.hasSuffix(" totals") || words.hasSuffix(" subtotal")
      || words.hasPrefix("count of ") || words.hasPrefix("number of ")
      || (words.hasSuffix(" count") && row.used < table.typical)
    // "Total: 12" may stand in one cell.
    let counted = words.split(separator: " ")
    let isSpelled =
      counted.count >= 2 && counted.last.map { isAmount(String($0)) } == true
      && wholes.contains(counted.dropLast().joined(separator: " "))
    guard isWhole || isInside || isSpelled else { return nil }
    let lacks = table.filled.contains {
      $0 >= row.cells.count || Header.isBlank(row.cells[$0])
    }
    guard isWhole && (hasNumber || lacks) || lacks else { return nil }
    let isGrand =
      words.hasPrefix("grand") || words.hasPrefix("overall") || words.hasPrefix("report total")
    return isGrand || (isWhole && !words.hasPrefix("sub") && !words.hasPrefix("page"))
      ? .total : .subtotal
  }

  /// "Page 2 of 7", "Printed 3/1/2019 by …", "Report date: …".
  static func isPageLine(_ text: String) -> Bool {
    guard text.utf8.count < 120 else { return false }
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    guard let first = words.first else { return false }
    if first == "page", words.count >= 2, words[1].allSatisfy(\.isNumber), words.count <= 5 {
      return true
    }
    if words.count >= 2, words[words.count - 2] == "page",
      words.last?.allSatisfy(\.isNumber) == true
    {
      return true
    }
    if words.count >= 4, words.suffix(4).first == "page", words.suffix(2).first == "of" {
      return true
    }
    let openings: [[Substring]] = [
      ["printed", "on"], ["printed", "by"], ["run", "date"], ["report", "date"], ["report", "run"],
      ["generated", "on"], ["generated", "by"], ["date", "printed"], ["print", "date"],
      ["run", "by"], ["as", "of"],
    ]
    return openings.contains { words.starts(with: $0) }
      && words.contains { $0.contains(where: \.isNumber) }
  }

  private static func plain(_ text: String) -> String {
    var text = Header.trimmed(text).lowercased()
    while let last = text.last, ":=.-*".contains(last) || last == " " { text.removeLast() }
    while let first = text.first, "*-= ".contains(first) { text.removeFirst() }
    return text.replacing(":", with: "")
  }

  /// A number, an amount of money, a share, a time of hours: "1,204", "$ 12.50", "(3)", "45%", "-".
  static func isAmount(_ text: String) -> Bool {
    var hasDigit = false
    var hasLetter = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": hasDigit = true
      case ",", ".", "$", "€", "£", "%", "(", ")", "-", "+", " ", ":", "\u{A0}", "/": break
      default: hasLetter = true
      }
    }
    return !hasLetter && (hasDigit || text.allSatisfy { "-–— $".contains($0) })
  }
}
