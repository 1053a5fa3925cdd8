// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// The columns of a sheet by their names; case and spaces at the ends do not matter.
struct ColumnIndex {
  struct Missing: Error {
    var name: String
    var hint: String
  }

  private var places: [String: Int] = [:]
  private let names: [String]

  init(_ names: [String]) {
    self.names = names
    for (index, name) in names.enumerated() where places[Self.key(name)] == nil {
      places[Self.key(name)] = index
    }
  }

  func callAsFunction(_ name: String) throws(Missing) -> Int {
    if let place = places[Self.key(name)] { return place }
    throw Missing(name: name, hint: NearestWord.hint(name, among: names))
  }

  private static func key(_ name: String) -> String {
    (RowCells.trimmed(name) ?? "").lowercased().split(separator: " ").joined(separator: " ")
  }
}

/// A kind of event tied to the columns of one sheet.
struct BoundTemplate {
  private(set) var conditions: [[(column: Int, matcher: CellMatcher)]] = []
  private(set) var constants: [Slot: SlotFact] = [:]
  private(set) var cells: [(slot: Slot, cell: BoundCell)] = []
  private var named: [(slot: Slot, cell: BoundCell)] = []
  /// Which of the mapping's events it is, from 0.
  let index: Int
  private(set) var time: BoundTime
  private(set) var request: BoundCell?
  private(set) var answers: BoundCell?
  /// The columns it speaks of, from left to right.
  private let quoted: [Int]

  init(
    _ template: EventTemplate, index: Int, columns: ColumnIndex, mapping: Mapping, zone: TimeZone
  ) throws(ColumnIndex.Missing) {
    self.index = index
    var used: Set<Int> = []
    func bound(_ value: CellValue) throws(ColumnIndex.Missing) -> BoundCell {
      var places: [Int] = []
      for name in value.columns { places.append(try columns(name)) }
      used.formUnion(places)
      return BoundCell(value, columns: places, withheld: mapping.withheld)
    }
    for group in template.conditions {
      var all: [(column: Int, matcher: CellMatcher)] = []
      for condition in group {
        let column = try columns(condition.column)
        used.insert(column)
        all.append((column, CellMatcher(condition.test)))
      }
      conditions.append(all)
    }
    for (slot, source) in template.slots {
      switch source {
      case .constant(let fact): constants[slot] = fact
      case .cell(let value): cells.append((slot, try bound(value)))
      }
    }
    for (slot, value) in template.parties { named.append((slot, try bound(value))) }
    request = try template.request.map { (value) throws(ColumnIndex.Missing) in try bound(value) }
    answers = try template.answers.map { (value) throws(ColumnIndex.Missing) in try bound(value) }
    time = try BoundTime(template.time, columns: columns, mapping: mapping, zone: zone)
    used.formUnion(time.columns)
    quoted = used.sorted()
  }

  /// Reads no others from cells; all if nil.
  mutating func read(only slots: Set<Slot>?) {
    if let slots { cells.removeAll { !slots.contains($0.slot) } }
  }

  /// The truth of each condition on some of the columns, and what each value read from them alone is.
  mutating func part(
    of row: RowCells, on columns: Set<Int>
  ) -> (tests: [Bool], facts: [SlotFact]) {
    var tests: [Bool] = []
    for group in conditions.indices {
      for index in conditions[group].indices where columns.contains(conditions[group][index].column)
      {
        tests.append(
          conditions[group][index].matcher.holds(row[conditions[group][index].column]))
      }
    }
    var facts: [SlotFact] = []
    for index in cells.indices where !columns.isDisjoint(with: cells[index].cell.columns) {
      facts.append(cells[index].cell.fact(row))
    }
    return (tests, facts)
  }

  mutating func holds(_ row: RowCells) -> Bool {
    if conditions.isEmpty { return true }
    for group in conditions.indices {
      var all = true
      for index in conditions[group].indices {
        let column = conditions[group][index].column
        if !conditions[group][index].matcher.holds(row[column]) {
          all = false
          break
        }
      }
      if all { return true }
    }
    return false
  }

  /// The cells it speaks of as they stand in the row, joined by " | ".
  func quote(_ row: RowCells) -> String {
    var out = ""
    for column in quoted {
      guard let text = row[column] else { continue }
      if !out.isEmpty { out += " | " }
      out += text
    }
    return out
  }

  /// - Parameter citation: the row; an unknown cites it with the words that stand in its cell.
  mutating func facts(_ row: RowCells, citation: Citation) -> [Slot: SlotFact] {
    var out = constants
    for index in cells.indices {
      var fact = cells[index].cell.fact(row)
      if case .unknown(var unknown) = fact {
        var place = citation
        place.quote = cells[index].cell.text(row) ?? ""
        unknown.citation = place
        fact = .unknown(unknown)
      }
      out[cells[index].slot] = fact
    }
    return out
  }

  /// The same without the places of what is unknown.
  mutating func plainFacts(_ row: RowCells) -> [Slot: SlotFact] {
    var out = constants
    for index in cells.indices { out[cells[index].slot] = cells[index].cell.fact(row) }
    return out
  }

  /// Whom a row is about.
  mutating func person(_ row: RowCells) -> SlotFact {
    for index in cells.indices where cells[index].slot.rawValue == "person" {
      return cells[index].cell.fact(row)
    }
    return constants["person"] ?? .notStated
  }

  /// Whether the mapping or a cell says whom its rows are about.
  var saysPerson: Bool {
    if case .known = constants["person"] { return true }
    return cells.contains { $0.slot.rawValue == "person" }
  }

  /// What stands in the cell of its person instead of a name.
  var withheldPerson: WithheldTexts? {
    cells.first { $0.slot.rawValue == "person" }?.cell.withheld
  }

  /// Something stands where the action is read from.
  func hasActionText(_ row: RowCells) -> Bool {
    cells.first { $0.slot == .action }?.cell.text(row) != nil
  }

  /// The slots that are read from cells, with the texts of these.
  func texts(_ row: RowCells) -> [(slot: Slot, text: String?)] {
    cells.map { ($0.slot, $0.cell.text(row)) }
  }

  func parties(_ row: RowCells) -> [Slot: String] {
    var out: [Slot: String] = [:]
    for (slot, cell) in named {
      if let text = cell.text(row) { out[slot] = text }
    }
    return out
  }
}

/// The time of a row tied to the columns of one sheet.
struct BoundTime {
  enum Reading {
    case none
    case span(TimeSpan)
    /// With what stands there.
    case unreadable(String)
  }

  private enum Place {
    case none
    case column(Int, String)
    case dateAndTime(Int, Int, String)
  }

  private let place: Place
  let source: TimeSource
  let zone: TimeZone
  private let withheld: [Glob]

  init(
    _ source: TimeSource, columns: ColumnIndex, mapping: Mapping, zone: TimeZone
  ) throws(ColumnIndex.Missing) {
    (self.source, self.zone, withheld) = (source, source.zone ?? zone, mapping.withheld)
    switch source.place {
    case .none: place = .none
    case .column(let name): place = .column(try columns(name), name)
    case .dateAndTime(let date, let time):
      place = .dateAndTime(try columns(date), try columns(time), "\(date) and \(time)")
    }
  }

  var columns: [Int] {
    switch place {
    case .none: []
    case .column(let column, _): [column]
    case .dateAndTime(let date, let time, _): [date, time]
    }
  }

  func span(_ row: RowCells) -> Reading { span(texts: columns.map { row[$0] }) }

  /// - Parameter texts: of `columns`.
  func span(texts: [String?]) -> Reading {
    guard let first = texts.first, let text = first else { return .none }
    let name: String
    let moment: Moment?
    switch place {
    case .none: return .none
    case .column(_, let column):
      name = column
      moment = read(text)
    case .dateAndTime(_, _, let both):
      name = both
      moment = read(date: text, time: texts.count > 1 ? texts[1] : nil)
    }
    if let moment { return .span(moment.span(in: zone)) }
    if isWithheld(text) { return .none }
    let shown = texts.compactMap(\.self).joined(separator: " ")
    return .unreadable("\(name): '\(shown.prefix(60))' is no time that can be read")
  }

  private func isWithheld(_ text: String) -> Bool {
    WithheldCell.code(text) != nil || withheld.contains { $0.matches(text) }
  }

  private func read(_ text: String) -> Moment? {
    if source.formats.isEmpty { return source.reader.moment(text) }
    for format in source.formats {
      if let found = format.read(text), let day = found.day {
        return TimeReader.moment(day, found.clock)
      }
    }
    return nil
  }

  private func read(date: String, time: String?) -> Moment? {
    guard let day = read(date) else { return nil }
    guard let time, !isWithheld(time) else { return day }
    let clock =
      source.formats.lazy.compactMap { $0.read(time)?.clock }.first ?? source.reader.clock(time)
    guard let clock, day.precision != .year, day.precision != .month else { return nil }
    return TimeReader.moment(
      TimeReader.Day(year: day.year, month: day.month, day: day.day), clock)
  }
}
