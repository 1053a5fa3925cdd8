// SPDX-License-Identifier: Apache-2.0

import Casework
import Evidence

/// What `brightline map` says to people.
struct MapText {
  let style: TextStyle
  let verbose: Bool

  // MARK: What was found

  func form(_ reading: TableReading) -> [String] {
    let form = reading.form
    let kind =
      switch form.kind {
      case .delimited: "a text table"
      case .jsonLines: "JSON Lines"
      case .workbook: "an XLSX workbook"
      }
    let packing =
      form.packing.isEmpty ? "" : ", packed with \(form.packing.joined(separator: " in "))"
    var lines = [style(.bold, "\(reading.url.lastPathComponent.printable): \(kind)\(packing)")]
    for (name, found) in [
      ("encoding", form.encoding), ("delimiter", form.delimiter), ("line ends", form.lineEnds),
    ] {
      if let found { lines.append("  \(name): \(found.value) — \(found.why)") }
    }
    lines += form.remarks.map { "  " + style(.yellow, $0.printable) }
    return lines
  }

  func table(_ table: TableProfile, number: Int, isChosen: Bool, of count: Int) -> [String] {
    var lines = [""]
    let name = table.name.map { "\($0.printable)" } ?? "the table"
    let mark = count > 1 ? "\(number + 1) " : ""
    let header = table.header.map { ", header in row \($0)" } ?? ""
    lines.append(
      style(.bold, "\(mark)\(name)")
        + ": \(AddReport.count(table.rows, "row"))\(header), \(AddReport.count(table.columns.count, "column"))"
        + (isChosen && count > 1 ? "  ← mapped below" : ""))
    if !isChosen, !verbose { return lines + accounts(table) }
    lines += accounts(table)
    let width = min(28, table.columns.map { $0.name.count }.max() ?? 0)
    for column in table.columns {
      lines.append(
        "  " + padded(column.name.printable.clipped(to: width), width) + "  " + self.column(column))
      for line in order(column) { lines.append("      " + line) }
    }
    return lines
  }

  /// Rows that are none of the table's.
  private func accounts(_ table: TableProfile) -> [String] {
    var lines: [String] = []
    let kinds = ListedRow.Kind.allCases.compactMap { kind in
      table.listed[kind].map { AddReport.count($0, kind.rawValue) }
    }
    if table.blank > 0 || !kinds.isEmpty {
      let blank = table.blank > 0 ? [AddReport.count(table.blank, "blank row")] : []
      lines.append("  not of the table: \((kinds + blank).joined(separator: ", "))")
    }
    let shown =
      verbose
      ? table.listedRows : table.listedRows.filter { $0.kind != .header && $0.kind != .title }
    for row in shown.prefix(verbose ? 20 : 5) {
      lines.append(
        "    row \(row.number), \(row.kind.rawValue): \(row.text.printable.clipped(to: 80))")
    }
    if table.failed > 0 {
      lines.append(
        "  "
          + style(
            .red, "\(AddReport.count(table.failed, "row")) that cannot be read as the header has it"
          ))
      for failure in table.failures.prefix(verbose ? 20 : 5) {
        lines.append("    row \(failure.row ?? 0): \(failure.detail)")
      }
    }
    return lines
  }

  private func column(_ column: ColumnProfile) -> String {
    var parts = [padded(column.kind.rawValue, 8)]
    let present = column.rows - column.blank - column.withheld
    if column.blank > 0 { parts.append("\(share(column.blank, column.rows)) blank") }
    if column.withheld > 0 { parts.append("\(share(column.withheld, column.rows)) withheld") }
    if present > 0, column.kind != .time {
      parts.append("\(column.isEstimate ? "about " : "")\(column.distinct) different")
    }
    switch column.kind {
    case .time:
      let formats = column.times?.formats ?? []
      parts += formats.prefix(2).map { formats.count > 1 ? "\($0.value) (\($0.count))" : $0.value }
      if formats.count > 2 { parts.append("and \(formats.count - 2) more ways") }
      parts += ends(column.least, column.greatest)
    case .number:
      if let numbers = column.numbers {
        parts.append("\(JSONValue.number(numbers.lowest)) to \(JSONValue.number(numbers.highest))")
        switch numbers.decimals {
        case .comma: parts.append("decimal commas (row \(numbers.row ?? 0))")
        case .ambiguous:
          parts.append("a comma or point may part thousands or decimals (row \(numbers.row ?? 0))")
        case .point, .none: break
        }
      }
    case .category, .text, .account, .agency, .person:
      parts.append(
        column.common.prefix(column.kind == .category ? 4 : 3)
          .map { "\($0.value.printable.clipped(to: 28)) (\($0.count))" }.joined(separator: ", "))
    case .key: parts += ends(column.least, column.greatest)
    case .blank: break
    }
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private func ends(_ least: String?, _ greatest: String?) -> [String] {
    guard let least, let greatest else { return [] }
    return ["\(least.printable.clipped(to: 26)) to \(greatest.printable.clipped(to: 26))"]
  }

  private func order(_ column: ColumnProfile) -> [String] {
    guard let times = column.times, let order = times.order else { return [] }
    switch order {
    case .monthFirst:
      return [
        "month first: \(times.monthFirstCount) rows can only be (\(rows(times.monthFirstRows)) …)"
      ]
    case .dayFirst:
      return ["day first: \(times.dayFirstCount) rows can only be (\(rows(times.dayFirstRows)) …)"]
    case .ambiguous:
      return [
        style(
          .yellow, "month or day first: nothing decides; \(times.eitherCount) rows could be either")
      ]
    case .contradictory:
      return [
        style(
          .yellow,
          "two orders: \(times.monthFirstCount) rows only month first (\(rows(times.monthFirstRows))), "
            + "\(times.dayFirstCount) only day first (\(rows(times.dayFirstRows)))")
      ]
    }
  }

  // MARK: The proposal

  func proposal(_ proposal: MappingProposal, showsFile: Bool) -> [String] {
    var lines = [""]
    if let kind = proposal.kind {
      lines.append(style(.bold, "Kind: \(kind.kind)") + " — \(kind.says), \(kind.points) points")
      lines +=
        kind.evidence.map { "  + \($0.printable)" } + kind.against.map { "  − \($0.printable)" }
    } else {
      lines.append(style(.yellow, "No kind of table fits well enough."))
    }
    let others = proposal.fits.filter { $0.kind != proposal.kind?.kind && $0.points > 0 }.prefix(
      verbose ? 9 : 2)
    if !others.isEmpty {
      lines.append(
        "  otherwise: " + others.map { "\($0.kind) (\($0.points))" }.joined(separator: ", "))
    }
    lines.append(style(.bold, "Slots"))
    for slot in [proposal.time] + proposal.slots {
      let mark = slot.isUnsure ? style(.yellow, "?") : " "
      lines.append(" \(mark) \(padded(slot.slot, 18)) \(slot.value.printable.clipped(to: 60))")
      lines.append("     \(slot.why.printable)")
    }
    if !proposal.questions.isEmpty {
      lines.append(style(.bold, "To settle"))
      lines += proposal.questions.map { " " + style(.yellow, "?") + " \($0.printable)" }
    }
    if showsFile {
      lines += ["", style(.faint, "— the mapping; --write FILE.mapping.yaml writes it —")]
      lines += proposal.yaml.split(separator: "\n", omittingEmptySubsequences: false).map {
        String($0).printable
      }
    }
    return lines
  }

  // MARK: A mapping explained

  func explanation(_ found: MappingExplanation, of reading: TableReading) -> [String] {
    let other = found.notEvents.reduce(0) { $0 + $1.count }
    let events = found.events.reduce(0) { $0 + $1.count }
    var lines = [
      style(.bold, "\(AddReport.count(found.rows, "row"))")
        + ": \(AddReport.count(events, "event")), \(AddReport.count(found.failed, "failure")), \(other) no event"
    ]
    for event in found.events {
      lines.append("  \(padded(String(event.count), 9)) \(event.name.printable)")
    }
    if found.withoutTime > 0 { lines.append("  \(found.withoutTime) of the events have no time") }
    if !found.failures.isEmpty {
      lines.append(style(.bold, "Failures"))
      for failure in found.failures.prefix(verbose ? 20 : 8) {
        lines.append("  \(failure.row.map { "row \($0): " } ?? "")\(failure.detail.printable)")
      }
    }
    if !found.notEvents.isEmpty {
      lines.append(style(.bold, "No event"))
      for entry in found.notEvents.prefix(verbose ? 50 : 8) {
        lines.append(
          "  \(padded(String(entry.count), 9)) \(entry.why.printable) (\(rows(entry.rows)))")
      }
    }
    for slot in found.slots where slot.meanings.contains(where: { $0.value != "the text itself" }) {
      lines.append(
        style(.bold, slot.slot) + ": known in \(slot.known) of \(slot.known + slot.unknown)")
      for meaning in slot.meanings.prefix(verbose ? 50 : 12) {
        let value = meaning.value ?? "unknown, \(meaning.reason?.rawValue ?? "")"
        let texts = meaning.texts.prefix(meaning.value == nil ? 8 : 3)
          .map { "\"\($0.value.printable.clipped(to: 40))\" (\($0.count))" }
        let blank = meaning.blank > 0 ? ["blank (\(meaning.blank))"] : []
        lines.append(
          "  \(padded(String(meaning.rows), 9)) \(value.printable)\(texts.isEmpty && blank.isEmpty ? "" : ": ")"
            + (texts + blank).joined(separator: ", "))
      }
    }
    let failed = reading.tables.reduce(0) { $0 + $1.failed }
    if failed > 0 {
      lines.append(
        style(
          .red,
          "\(failed) rows of the file are not among these: they cannot be read (brightline map FILE)."
        ))
    }
    return lines
  }

  // MARK: Agencies

  func agencies(_ count: AgencyCount) -> [String] {
    let total = count.names.count
    var lines = [
      style(.bold, "\(AddReport.count(total, "name"))")
        + " in \(AddReport.count(count.cells, "cell")) of the column '\(count.column.printable)'"
    ]
    if let home = count.home {
      let guess = count.homeGuess.map {
        " — \($0.names) of \($0.of) names tell it, more than any other; --state sets it"
      }
      lines.append("  home state: \(home)\(guess ?? "")")
    } else {
      lines.append(
        "  "
          + style(
            .yellow, "no home state: the state's own cannot be told from others'; say --state"))
    }
    for (kind, names) in count.counts where names > 0 {
      lines.append("  \(padded(kind.rawValue, 14)) \(names) of \(total) (\(share(names, total)))")
      if kind == .otherState || (kind == .unsure && count.home == nil) {
        let states = Dictionary(grouping: count.names.filter { $0.answer.class == kind }) {
          $0.answer.state ?? "none told"
        }
        let sorted = states.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        lines.append(
          "      " + sorted.map { "\($0.key) \($0.value.count)" }.joined(separator: ", "))
      }
      if kind == .federal {
        let of = Dictionary(grouping: count.names.filter { $0.answer.class == .federal }) {
          $0.answer.agency ?? $0.answer.rule
        }
        for (agency, names) in of.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        ) {
          lines.append(
            "      \(agency): \(names.count) — \(names.prefix(4).map { $0.name.printable }.joined(separator: ", "))"
          )
        }
      }
    }
    if !count.cutRows.isEmpty {
      lines.append(
        "  "
          + style(
            .yellow,
            "lists that end in the middle of a name: \(rows(Array(count.cutRows.prefix(10)))); names after it are missing"
          ))
    }
    // Without a home state every local agency is unsure for the same reason.
    let unsure = count.names.filter {
      $0.answer.class == .unsure && (count.home != nil || $0.answer.state == nil)
    }
    if !unsure.isEmpty {
      lines.append(style(.bold, "Unsure"))
      for name in unsure.prefix(verbose ? .max : 60) {
        lines.append(
          "  row \(name.row): \(name.name.printable.clipped(to: 60)) — \(name.answer.rule)")
      }
      if unsure.count > 60, !verbose {
        lines.append("  and \(unsure.count - 60) more; --verbose lists all")
      }
    }
    let other = count.names.filter { $0.otherState != nil }
    if !other.isEmpty {
      lines.append(style(.bold, "The table's own state is another"))
      for name in other {
        lines.append("  row \(name.row): \(name.name.printable): \(name.otherState ?? "")")
      }
    }
    if verbose {
      lines.append(style(.bold, "All"))
      for name in count.names {
        lines.append(
          "  \(padded(name.answer.class.rawValue, 14)) \(name.name.printable.clipped(to: 50)) — \(name.answer.rule): "
            + name.answer.words.joined(separator: ", "))
      }
    }
    return lines
  }

  // MARK: Words

  private func rows(_ rows: [Int]) -> String {
    (rows.count == 1 ? "row " : "rows ") + rows.map(String.init).joined(separator: ", ")
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func share(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "0 %" }
    let tenths = (part * 1_000 + whole / 2) / whole
    return tenths % 10 == 0 || tenths >= 100
      ? "\((tenths + 5) / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}
