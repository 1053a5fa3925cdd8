// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A table for people: columns as wide as they need, the widest ones clipped to the window.
enum TextTable {
  static func lines(_ columns: [Listing.Column], _ rows: [JSONObject], width: Int?) -> [String] {
    let cells = rows.map { row in
      columns.map { column in
        let text = column.cell(row).printable
        return column.limit.map { text.clipped(to: $0) } ?? text
      }
    }
    var widths = columns.indices.map { index in
      cells.reduce(columns[index].title.count) { max($0, $1[index].count) }
    }
    if let width { shrink(&widths, to: width - 2 * (columns.count - 1)) }
    func line(_ cells: [String]) -> String {
      var out = ""
      for (index, cell) in cells.enumerated() {
        let text = cell.clipped(to: widths[index])
        let gap = String(repeating: " ", count: widths[index] - text.count)
        let padded = columns[index].isNumber ? gap + text : text + gap
        out += (index == 0 ? "" : "  ") + padded
      }
      while out.last == " " { out.removeLast() }
      return out
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    return [line(columns.map(\.title)), rule] + cells.map(line)
  }

  /// Takes from the widest column until all fit; none goes below eight characters.
  private static func shrink(_ widths: inout [Int], to total: Int) {
    while widths.reduce(0, +) > total {
      guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 8
      else { return }
      widths[widest] -= 1
    }
  }
}
