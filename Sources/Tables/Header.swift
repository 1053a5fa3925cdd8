// SPDX-License-Identifier: Apache-2.0

/// Finds and names the columns of a table.
///
/// The header is the first row with two or more cells in use that the rows below it fit: of the
/// next ten rows, more than half have as many cells as it has (in a workbook, no more), and it
/// names more than half of the columns these use. It is passed over for one of the three rows below
/// it that names all these columns in words while the rows below have numbers or dates: then it was
/// a title. Where no row is such, as in a list of one column, it is the first.
enum Header {
  private static let rowsTried = 50
  private static let rowsBelow = 10

  static func isBlank(_ cell: String?) -> Bool {
    guard let cell else { return true }
    return cell.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }

  static func isBlank(_ cells: [String?]) -> Bool { cells.allSatisfy { isBlank($0) } }

  /// The number of cells up to the last that is in use.
  static func used(_ cells: [String?]) -> Int {
    (cells.lastIndex { !isBlank($0) } ?? -1) + 1
  }

  /// The index of the header among rows of which none is blank.
  /// - Parameter exact: whether a row below must have as many cells, as in a CSV file.
  static func find(in rows: some RandomAccessCollection<[String?]>, exact: Bool) -> Int? {
    if rows.isEmpty { return nil }
    let first = Array(rows.prefix(rowsTried + rowsBelow))
    for at in first.indices.prefix(rowsTried) {
      let named = first[at].count { !isBlank($0) }
      guard named >= 2, !isLabelled(first[at]) else { continue }
      let below = first[(at + 1)...].prefix(rowsBelow)
      let width = exact ? first[at].count : used(first[at])
      let fitting = below.count { row in
        let cells = exact ? row.count : used(row)
        return exact ? cells == width || cells == width - 1 || used(row) == width : cells <= width
      }
      let extents = below.map { used($0) }.sorted()
      let typical = extents.isEmpty ? 0 : extents[extents.count / 2]
      guard below.isEmpty || (fitting * 2 > below.count && named * 2 > typical) else { continue }
      if named < typical,
        let later = (at + 1..<at + 4).first(where: { later in
          later < first.count && isHeading(first[later], of: typical, above: first[(later + 1)...])
        })
      {
        return later
      }
      return at
    }
    return 0
  }

  /// "Agency: | Fairview": what a report says of itself above its table.
  static func isLabelled(_ row: [String?]) -> Bool {
    guard let label = row.first(where: { !isBlank($0) }) ?? nil else { return false }
    return row.count { !isBlank($0) } <= 4 && trimmed(label).hasSuffix(":")
  }

  /// Whether a row names the columns in words while most rows below it have numbers.
  static func isHeading(
    _ row: [String?], of width: Int, above below: ArraySlice<[String?]>
  ) -> Bool {
    let rows = below.prefix(rowsBelow)
    return row.count { !isBlank($0) } >= width && !row.contains(where: beginsWithDigit)
      && rows.count { $0.contains(where: beginsWithDigit) } * 2 > rows.count
  }

  static func beginsWithDigit(_ cell: String?) -> Bool {
    cell?.utf8.first { $0 != 0x20 }.map { 0x30...0x39 ~= $0 } ?? false
  }

  /// A name for each column, none twice: "column 3" where the header has none, "Name (2)" where
  /// it repeats one.
  static func names(_ cells: [String?], width: Int) -> [String] {
    var names: [String] = []
    // A name that stands in the header itself is never given to another column.
    var taken: Set<String> = []
    let own = Set(cells.compactMap { $0.map(trimmed) })
    for index in 0..<max(width, 0) {
      let given = index < cells.count ? cells[index].map(trimmed) ?? "" : ""
      let base = given.isEmpty ? "column \(index + 1)" : given
      var name = base
      var count = 2
      while taken.contains(name) || (name != given && own.contains(name)) {
        name = "\(base) (\(count))"
        count += 1
      }
      taken.insert(name)
      names.append(name)
    }
    return names
  }

  /// Exactly `width` cells. Cells beyond are blank by the caller's word.
  static func fitted(_ cells: [String?], to width: Int) -> [String?] {
    if cells.count == width { return cells }
    if cells.count > width { return Array(cells[..<width]) }
    return cells + [String?](repeating: nil, count: width - cells.count)
  }

  /// Without the spaces and line ends around it; runs of them inside are one space.
  static func trimmed(_ text: String) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if byte == 0x20 || 0x09...0x0D ~= byte {
        if out.last != 0x20, !out.isEmpty { out.append(0x20) }
      } else {
        out.append(byte)
      }
    }
    if out.last == 0x20 { out.removeLast() }
    return String(decoding: out, as: UTF8.self)
  }
}
