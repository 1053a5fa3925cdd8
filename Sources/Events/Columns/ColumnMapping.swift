// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Synchronization

/// A mapping tied to the columns of a large table, whose rows are told apart only as far as it does.
///
/// Columns that it reads together form a group. All texts of a group that make the same of every
/// event of the mapping are one class, so a row is a few numbers: the classes of its groups, its time
/// and the name of whom it is about.
package struct ColumnMapping: Sendable {
  /// What this way of reading does not do.
  package struct Unsuitable: Error { package var why: String }

  /// The table lacks a column that the mapping names.
  package struct MissingColumn: Error { package var why: String }

  /// Columns that are read together.
  package let groups: [[Int]]
  /// Columns that name whom rows are about, joined by a text.
  package private(set) var names: [(columns: [Int], join: String)] = []
  /// Columns of times: one, or a date and a time of day.
  package private(set) var times: [[Int]] = []

  /// Some of its events are about somebody whom no cell names by itself.
  package let namesPeople: Bool

  private let bound: BoundMapping
  private let place: String?
  /// By template, the place of its time in `times` and of its person in `names`, -1 for none.
  private var timeOf: [Int] = []
  private var nameOf: [Int] = []
  /// By name, what stands there instead of one.
  private var withheldNames: [WithheldTexts?] = []
  private var readers: [FastTime] = []
  private let classes: [ClassBook]
  private let nameClasses: [ClassBook]

  /// - Parameter slots: those that are wanted; all if nil. What only others are read from is not
  ///   read at all, and is unknown.
  /// - Throws: `Unsuitable` and `MissingColumn`.
  package init(
    _ mapping: Mapping, columns: [String], zone: TimeZone, place: String?,
    slots: Set<Slot>? = nil
  ) throws {
    bound = BoundMapping(mapping: mapping, columns: columns, zone: zone, slots: slots)
    self.place = mapping.place ?? place
    let templates: [BoundTemplate]
    do throws(ColumnIndex.Missing) { templates = try bound.tied() } catch {
      throw MissingColumn(
        why: "the mapping \(mapping.name) names the column '\(error.name)', which is not there"
          + error.hint + "; the columns are " + columns.joined(separator: ", "))
    }
    for template in templates where template.request != nil || template.answers != nil {
      throw Unsuitable(why: "the mapping joins answers to requests")
    }
    var sets: [Set<Int>] = []
    for template in templates {
      for condition in template.conditions.joined() { sets.append([condition.column]) }
      for (slot, cell) in template.cells where !Self.isName(slot, cell) {
        sets.append(Set(cell.columns))
      }
      let person = template.cells.first { Self.isName($0.slot, $0.cell) }?.cell
      nameOf.append(Self.place(of: person.map { ($0.columns, $0.value.join) }, in: &names))
      let time = template.time.columns
      timeOf.append(
        time.isEmpty ? -1 : times.firstIndex(of: time) ?? times.count)
      if !time.isEmpty, timeOf.last == times.count {
        times.append(time)
        readers.append(FastTime(template.time))
      } else if let place = timeOf.last, place >= 0, !readers[place].isLike(template.time) {
        throw Unsuitable(why: "one column is read as a time in two ways")
      }
    }
    for name in names.indices {
      withheldNames.append(templates[nameOf.firstIndex(of: name) ?? 0].withheldPerson)
    }
    namesPeople = zip(templates, nameOf).contains { $0.saysPerson && $1 < 0 }
    groups = Self.merged(sets)
    let bound = bound
    classes = groups.map { _ in ClassBook(bound) }
    nameClasses = names.map { _ in ClassBook(bound) }
  }

  /// A person's name as it stands in one or more cells.
  private static func isName(_ slot: Slot, _ cell: BoundCell) -> Bool {
    guard slot.rawValue == "person", cell.value.split == nil else { return false }
    if case .text = cell.value.reading { return true }
    return false
  }

  private static func place(
    of name: (columns: [Int], join: String)?, in names: inout [(columns: [Int], join: String)]
  ) -> Int {
    guard let name else { return -1 }
    if let known = names.firstIndex(where: { $0.columns == name.columns && $0.join == name.join }) {
      return known
    }
    names.append(name)
    return names.count - 1
  }

  private static func merged(_ sets: [Set<Int>]) -> [[Int]] {
    var groups: [Set<Int>] = []
    for set in sets where !set.isEmpty {
      let touching = groups.filter { !$0.isDisjoint(with: set) }
      groups.removeAll { !$0.isDisjoint(with: set) }
      groups.append(touching.reduce(set) { $0.union($1) })
    }
    return groups.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }

  // MARK: Classes

  /// The class of the texts of a group; blank cells are nil. Safe on several threads.
  package func classify(_ group: Int, _ cells: [String?]) -> UInt32 {
    let columns = groups[group]
    return classes[group].number(of: cells) { templates in
      let row = Self.row(columns, cells)
      return templates.indices.map { index in
        let (tests, facts) = templates[index].part(of: row, on: Set(columns))
        return ClassBook.Signature(tests: tests, facts: facts)
      }
    }
  }

  /// The class of a name: 0 for any that is known; what is blank or withheld by what it says. Safe on
  /// several threads.
  package func classify(name: Int, _ text: String?) -> UInt32 {
    if let text, let withheld = withheldNames[name], !withheld.contains(text) { return 0 }
    return nameClasses[name].number(of: [text]) { templates in
      let row = Self.row([names[name].columns[0]], [text])
      return templates.indices.map { index in
        guard nameOf[index] == name else { return ClassBook.Signature(tests: [], facts: []) }
        return ClassBook.Signature(tests: [], facts: [templates[index].person(row)])
      }
    }
  }

  private static func row(_ columns: [Int], _ cells: [String?]) -> RowCells {
    var row = [String?](repeating: nil, count: (columns.max() ?? -1) + 1)
    for (column, cell) in zip(columns, cells) { row[column] = cell }
    return RowCells(cells: row)
  }

  /// Reads the time in the cells of `times[number]`: nil where they hold none that can be read, with
  /// an inner nil where they say none. Safe on several threads.
  package func timeReader(
    _ number: Int
  )
    -> @Sendable (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>?) -> (
      from: Int64, length: UInt32
    )??
  {
    let reader = readers[number]
    return { reader.read($0, $1) }
  }

  // MARK: Events

  /// What a row of some classes is.
  package struct Made: Sendable {
    package var event: Event
    /// The place of its time in `times`, and of its person in `names`; -1 for none.
    package var time: Int
    package var name: Int
    /// The person, where it is not the row that names it.
    package var person: String?
  }

  package enum RowMeaning: Sendable {
    case events([Made])
    /// With why it is none.
    case notEvent(String)
  }

  /// What rows of these classes are: of each group, then of each name.
  package func meaning(of tuple: [UInt32]) -> RowMeaning {
    var cells: [String?] = []
    func put(_ text: String?, _ column: Int) {
      while cells.count <= column { cells.append(nil) }
      cells[column] = text
    }
    for (group, number) in zip(groups.indices, tuple) {
      for (column, text) in zip(groups[group], classes[group].example(number)) {
        put(text, column)
      }
    }
    let row = RowCells(cells: cells)
    var made: [Made] = []
    var why: String?
    var templates = bound.templates()
    let mapping = bound.mapping
    for index in templates.indices {
      if mapping.rows == .first, !made.isEmpty || why != nil { break }
      guard templates[index].holds(row) else { continue }
      var facts = templates[index].plainFacts(row)
      if nameOf[index] >= 0 {
        let name = nameOf[index]
        let number = tuple[groups.count + name]
        facts["person"] =
          number == 0
          ? .known([EventColumns.somebody])
          : templates[index].person(
            Self.row([names[name].columns[0]], nameClasses[name].example(number)))
      }
      if case .unknown(let unknown) = facts[.action], unknown.reason != .redacted,
        templates[index].hasActionText(row)
      {
        why = "no action is given"
        continue
      }
      var person: String?
      if nameOf[index] < 0, case .known(let people) = facts["person"], people.count == 1 {
        person = people[0].lowercased()
        facts["person"] = .known([EventColumns.somebody])
      }
      var event = Event(
        id: "", facts: [:], time: nil, place: place, status: .logged, origin: mapping.name,
        citations: [])
      event.facts = facts
      made.append(
        Made(event: event, time: timeOf[index], name: nameOf[index], person: person))
    }
    return made.isEmpty ? .notEvent(why ?? "no event of the mapping describes it") : .events(made)
  }

  /// What the mapping's author says the table is complete for.
  package func coverage(source: SourceID, zone: TimeZone) -> [Coverage] {
    bound.mapping.claims(source: source, zone: zone)
  }
}
