// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Applies a mapping to the sheets of one table.
struct MappingRun {
  private let mapping: Mapping
  private let source: SourceID
  private let zone: TimeZone
  private let place: String?
  private var out = MappedEvents()
  /// What is made of each cell's text, where somebody asked for it.
  var tally: MappingTally?
  private var lacksColumns = false
  /// The first event of each request's number, and the events that answer one.
  private var requests: [String: String] = [:]
  private var answering: [(event: Int, request: String)] = []

  init(mapping: Mapping, source: SourceID, zone: TimeZone, place: String?) {
    (self.mapping, self.source, self.zone, self.place) = (mapping, source, zone, place)
  }

  mutating func read(_ sheet: Sheet) {
    out.rows += sheet.rows.count
    if !mapping.sheets.isEmpty, let name = sheet.name,
      !mapping.sheets.contains(where: { $0.matches(name) })
    {
      return reject(sheet, why: "the mapping is not for this sheet")
    }
    let columns = ColumnIndex(sheet.columns)
    var bound: [BoundTemplate] = []
    for (index, template) in mapping.templates.enumerated() {
      do throws(ColumnIndex.Missing) {
        bound.append(
          try BoundTemplate(
            template, index: index, columns: columns, mapping: mapping, zone: zone))
      } catch {
        lacksColumns = true
        out.failures.append(
          Failure(
            sheet: sheet.name, reason: .badHeader,
            detail: "the mapping \(mapping.name) names the column '\(error.name)', which is not "
              + "there" + error.hint + "; the columns are "
              + sheet.columns.joined(separator: ", ")))
        return reject(sheet, why: "the sheet has no column '\(error.name)'")
      }
    }
    for row in sheet.rows { read(row, sheet: sheet.name, templates: &bound) }
  }

  private mutating func reject(_ sheet: Sheet, why: String) {
    for row in sheet.rows {
      out.notEvents.append(.init(sheet: sheet.name, row: row.number, why: why))
    }
  }

  private mutating func read(_ row: Row, sheet: String?, templates: inout [BoundTemplate]) {
    let cells = RowCells(cells: row.cells)
    let place = Citation.Place.row(sheet: sheet, row: row.number)
    var made = 0
    var why: String?
    var wrong: [String] = []
    for index in templates.indices {
      if mapping.rows == .first, made > 0 || why != nil || !wrong.isEmpty { break }
      guard templates[index].holds(cells) else { continue }
      var time: TimeSpan?
      switch templates[index].time.span(cells) {
      case .none: break
      case .span(let span): time = span
      case .unreadable(let detail):
        if !wrong.contains(detail) { wrong.append(detail) }
        continue
      }
      let facts = templates[index].facts(
        cells, citation: Citation(source: source, place: place, quote: ""))
      if case .unknown(let unknown) = facts[.action], unknown.reason != .redacted,
        let text = unknown.citation?.quote, !text.isEmpty
      {
        why = "no action is given for '\(text)'"
        continue
      }
      made += 1
      tally?.add(templates[index].index, facts, templates[index].texts(cells), time: time)
      add(
        templates[index], cells, facts: facts, time: time,
        id: "\(source.short).\(sheet ?? "-").r\(row.number)" + (made > 1 ? ".\(made)" : ""),
        citation: Citation(source: source, place: place, quote: templates[index].quote(cells)))
    }
    if !wrong.isEmpty {
      out.failures.append(
        Failure(
          sheet: sheet, row: row.number, reason: .badRow, detail: wrong.joined(separator: "; ")))
    } else if made == 0 {
      out.notEvents.append(
        .init(sheet: sheet, row: row.number, why: why ?? "no event of the mapping describes it"))
    }
  }

  private mutating func add(
    _ template: BoundTemplate, _ cells: RowCells, facts: [Slot: SlotFact], time: TimeSpan?,
    id: String, citation: Citation
  ) {
    var facts = facts
    var event = Event(
      id: id, facts: [:], time: time, place: place, status: .logged,
      parties: template.parties(cells), origin: mapping.name, citations: [citation])
    if let number = template.answers?.text(cells) {
      answering.append((out.events.count, number))
      facts["request"] = .known([number])
    }
    if let number = template.request?.text(cells) {
      if requests[number] == nil { requests[number] = id }
      facts["request"] = .known([number])
    }
    event.facts = facts
    out.events.append(event)
  }

  /// What was made so far, which is then forgotten: for tables too long to hold.
  mutating func take() -> MappedEvents {
    defer {
      out = MappedEvents()
      answering = []
    }
    return out
  }

  /// Joins answers to their requests and states the coverage.
  mutating func finish() -> MappedEvents {
    for answer in answering {
      let request = requests[answer.request]
      if request != out.events[answer.event].id { out.events[answer.event].answers = request }
    }
    // A table that is not as the mapping says is not known to be complete for anything.
    if !lacksColumns {
      out.coverage = mapping.claims(source: source, zone: zone)
    }
    return out
  }
}
