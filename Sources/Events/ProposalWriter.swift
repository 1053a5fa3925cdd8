// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Writes a first mapping for one table.
package struct ProposalWriter {
  let rules: ProposalRules
  let profile: TableProfile
  let file: String
  let wishes: MappingProposal.Wishes
  let titles: [String]
  let agencies: [(name: String, answer: AgencyRules.Answer)]
  var questions: [String] = []
  var lines: [MappingProposal.SlotLine] = []
  var taken: Set<String> = []
  var usesPurposes = false
  var usesAgencies = false
  var usesClasses = false

  /// - Parameters:
  ///   - file: the name of the file.
  ///   - agencies: names that stand in the table with what they were told to be.
  package init(
    rules: ProposalRules, profile: TableProfile, file: String, wishes: MappingProposal.Wishes,
    agencies: [(name: String, answer: AgencyRules.Answer)] = []
  ) {
    (self.rules, self.profile, self.file) = (rules, profile, file)
    (self.wishes, self.agencies) = (wishes, agencies)
    titles =
      [file] + (profile.name.map { [$0] } ?? [])
      + profile.listedRows.filter { $0.kind == .title }.map(\.text)
  }

  /// - Parameter readable: whether a name is a known column; wishes may name none other.
  package mutating func propose() throws(ProposalError) -> MappingProposal {
    for (slot, column) in wishes.columns where self.column(named: column) == nil {
      throw ProposalError(
        description: "--set \(slot)=\(column): the table has no column '\(column)'"
          + NearestWord.hint(column, among: profile.columns.map(\.name))
          + " The columns are \(profile.columns.map(\.name).joined(separator: ", "))")
    }
    let fits = KindFinder(rules: rules, profile: profile, titles: titles).fits()
    let chosen = try chosenKind(fits)
    let time = time(chosen.map(\.kind))
    if let rule = chosen?.kind { fill(rule) } else { fillUnknown() }
    let yaml = text(chosen?.fit, time)
    return MappingProposal(
      kind: chosen?.fit, fits: fits, time: time, slots: lines, questions: questions, yaml: yaml)
  }

  private mutating func chosenKind(
    _ fits: [MappingProposal.Fit]
  ) throws(ProposalError) -> (kind: ProposalRules.Kind, fit: MappingProposal.Fit)? {
    if let name = wishes.kind {
      guard let kind = rules.kinds.first(where: { $0.name == name }) else {
        throw ProposalError(
          description: "--kind \(name): there is no such kind"
            + NearestWord.hint(name, among: rules.kindNames)
            + " The kinds are \(rules.kindNames.joined(separator: ", "))")
      }
      let fit =
        fits.first { $0.kind == name }
        ?? MappingProposal.Fit(kind: name, says: kind.says, points: 0, evidence: [], against: [])
      return (kind, fit)
    }
    guard let best = fits.first, let kind = rules.kinds.first(where: { $0.name == best.kind })
    else {
      questions.append("No kind of table fits; say --kind.")
      return nil
    }
    if best.points < kind.needs {
      questions.append(
        "No kind of table fits well: the nearest is \(best.kind) with \(best.points) points of the "
          + "\(kind.needs) it takes; say --kind.")
      return nil
    }
    if fits.count > 1, fits[1].points + 1 >= best.points {
      questions.append(
        "It may be \(best.kind) (\(best.points) points) or \(fits[1].kind) (\(fits[1].points)); "
          + "say --kind if the first is wrong.")
    }
    return (kind, best)
  }

  private func column(named name: String) -> ColumnProfile? {
    let words = KindFinder.words(name)
    return profile.columns.first { $0.name == name }
      ?? profile.columns.first { KindFinder.words($0.name) == words }
  }

  // MARK: Time

  private mutating func time(_ kind: ProposalRules.Kind?) -> MappingProposal.SlotLine {
    let all = profile.columns.filter { $0.kind == .time }
    let dated = all.filter { ($0.times?.withDate ?? 0) > 0 }
    var found: (column: ColumnProfile, why: String)?
    if let wish = wishes.columns["time"].flatMap({ column(named: $0) }) {
      found = (wish, "you set it")
    } else {
      for phrase in kind?.times ?? [] where found == nil {
        if let column = dated.first(where: {
          phrase.phrase.isFound(in: KindFinder.split(KindFinder.words($0.name)))
        }) {
          found = (column, "its name has '\(phrase.text)' and its values are times")
        }
      }
      if found == nil, let first = dated.first {
        found = (first, dated.count == 1 ? "the only column of dates" : "the first column of dates")
      }
    }
    guard let found else {
      let isExpected = kind.map { $0.name != "sharing-list" } ?? true
      if isExpected {
        questions.append(
          "No column holds dates: events have no time, and rules by day cannot be decided.")
      }
      return MappingProposal.SlotLine(
        slot: "time", value: "none", why: "no column holds dates", isUnsure: isExpected)
    }
    taken.insert(found.column.name)
    var parts: [String] = []
    var why = found.why
    let clockless =
      (found.column.times?.withClock ?? 0) * 2 < found.column.rows - found.column.blank
    let clock = all.first {
      ($0.times?.withDate ?? 0) == 0 && ($0.times?.withClock ?? 0) > 0
    }
    if clockless, let clock {
      parts = ["date: \(Self.quoted(found.column.name))", "time: \(Self.quoted(clock.name))"]
      taken.insert(clock.name)
      why += "; '\(clock.name)' holds the time of day"
    } else {
      parts = ["column: \(Self.quoted(found.column.name))"]
    }
    let others = dated.map(\.name).filter { $0 != found.column.name }
    if !others.isEmpty {
      why += "; other dates stand in \(others.map { "'\($0)'" }.joined(separator: ", "))"
    }
    var isUnsure = false
    if let order = order(found.column, &isUnsure) { parts.append("order: \(order)") }
    if let zone = zone(found.column) { parts.append("zone: \(zone)") }
    return MappingProposal.SlotLine(
      slot: "time", value: "{\(parts.joined(separator: ", "))}", why: why, isUnsure: isUnsure,
      column: found.column.name)
  }

  private mutating func order(_ column: ColumnProfile, _ isUnsure: inout Bool) -> String? {
    if let order = wishes.order { return order == .dayFirst ? order.rawValue : nil }
    guard let times = column.times, let order = times.order else { return nil }
    switch order {
    case .monthFirst: return nil
    case .dayFirst: return order.rawValue
    case .ambiguous:
      isUnsure = true
      questions.append(
        "'\(column.name)': nothing tells whether the month or the day comes first: in "
          + "\(times.eitherCount) rows it could be either. Month first is taken; say --order day-first "
          + "if that is wrong.")
      return nil
    case .contradictory:
      isUnsure = true
      let isDay = times.dayFirstCount > times.monthFirstCount
      questions.append(
        "'\(column.name)' is written in two orders: \(times.monthFirstCount) rows can only be month "
          + "first (\(Self.rows(times.monthFirstRows))), \(times.dayFirstCount) only day first "
          + "(\(Self.rows(times.dayFirstRows))), \(times.eitherCount) either. \(isDay ? "Day" : "Month") "
          + "first is taken, as most are; the others will be listed as failures, and those that could be "
          + "either may be wrong.")
      return isDay ? DateOrder.dayFirst.rawValue : nil
    }
  }

  private mutating func zone(_ column: ColumnProfile) -> String? {
    if let zone = wishes.zone { return zone }
    let words = KindFinder.split(KindFinder.words(column.name))
    if let found = rules.zones.first(where: { $0.words.contains { $0.isFound(in: words) } }) {
      return found.zone
    }
    let present = column.rows - column.blank - column.withheld
    if (column.times?.withOffset ?? 0) * 10 < present * 9 {
      questions.append(
        "'\(column.name)' does not tell its time zone: the case's own is taken; say --zone UTC, or "
          + "another, if the program that wrote it used that.")
    }
    return nil
  }

  static func rows(_ rows: [Int]) -> String {
    (rows.count == 1 ? "row " : "rows ") + rows.map(String.init).joined(separator: ", ")
  }

  // MARK: Slots

  private mutating func fill(_ kind: ProposalRules.Kind) {
    for (slot, rule) in kind.event { add(slot, rule) }
    for (slot, role) in kind.parties {
      if let (column, why) = self.column(for: role, freeFirst: false) {
        lines.append(
          MappingProposal.SlotLine(
            slot: "parties.\(slot)", value: "{column: \(Self.quoted(column.name))}", why: why,
            isUnsure: false, column: column.name))
      }
    }
    for (slot, name) in wishes.columns.sorted(by: { $0.key < $1.key })
    where slot != "time" && !lines.contains(where: { $0.slot == slot }) {
      if let column = column(named: name) {
        lines.append(
          MappingProposal.SlotLine(
            slot: slot, value: "{column: \(Self.quoted(column.name))}", why: "you set it",
            isUnsure: false, column: column.name))
      }
    }
  }

  /// Without a kind, the act itself is what a person has to say.
  private mutating func fillUnknown() {
    lines.append(
      MappingProposal.SlotLine(
        slot: "action", value: "contact-other",
        why: "no kind was told; write the act each row is", isUnsure: true))
    questions.append("The act of each row is not known; `contact-other` only holds its place.")
    for slot in ["person", "account"] {
      add(slot, .role(slot, table: nil, patterns: nil, or: nil))
    }
    add("purpose", .role("reason", table: nil, patterns: "purposes", or: nil))
  }

  private mutating func add(_ slot: String, _ rule: ProposalRules.SlotRule) {
    switch rule {
    case .value(let value):
      lines.append(
        MappingProposal.SlotLine(
          slot: slot, value: Self.scalar(value), why: "the kind of table says so", isUnsure: false))
    case .ask(let ask, let usual):
      if slot == "actor", let actor = wishes.actor {
        lines.append(
          MappingProposal.SlotLine(slot: slot, value: actor, why: "you set it", isUnsure: false))
      } else if slot == "actor", let (actor, why) = actorOfTitles() {
        lines.append(MappingProposal.SlotLine(slot: slot, value: actor, why: why, isUnsure: false))
      } else {
        let hint = usual.isEmpty ? "" : ": \(usual.joined(separator: ", ")) …"
        lines.append(
          MappingProposal.SlotLine(
            slot: slot, value: "{unknown: not-stated}",
            why: "the table does not tell \(ask)\(hint)",
            isUnsure: true))
        questions.append("`\(slot)` is unknown: the table does not tell \(ask). Say --actor.")
      }
    case .role(let role, let table, let patterns, let other):
      let wish = wishes.columns[slot].flatMap { column(named: $0) }
      guard let (column, why) = wish.map({ ($0, "you set it") }) ?? self.column(for: role) else {
        if let other { add(slot, other) }
        return
      }
      if table != nil, agencies.isEmpty { return }
      var value = "column: \(Self.quoted(column.name))"
      if column.lists * 2 > column.rows - column.blank, table != nil { value += ", split: \",\"" }
      if let table {
        value += ", table: \(table)"
        if table == "classes" { usesClasses = true } else { usesAgencies = true }
      }
      if let patterns {
        value += ", patterns: \(patterns)"
        usesPurposes = true
      }
      taken.insert(column.name)
      lines.append(
        MappingProposal.SlotLine(
          slot: slot, value: "{\(value)}", why: why, isUnsure: false, column: column.name))
    }
  }

  /// Whose table it is, if its name or a title says so.
  private func actorOfTitles() -> (String, String)? {
    for title in titles {
      let words = KindFinder.split(KindFinder.words(title))
      for (actor, phrases) in rules.actors {
        if let found = phrases.first(where: { $0.phrase.isFound(in: words) }) {
          return (actor, "'\(found.text)' stands in '\(title.prefix(80))'")
        }
      }
    }
    return nil
  }

  /// The column that a role names best; one not yet taken before one that is, or the other way.
  private func column(for role: String, freeFirst: Bool = true) -> (ColumnProfile, String)? {
    guard let rule = rules.roles[role] else { return nil }
    for isFree in [freeFirst, !freeFirst] {
      for (phrase, text) in rule.names {
        for column in profile.columns where column.kind != .time || rule.kinds.contains(.time) {
          guard isFree != taken.contains(column.name), column.kind != .blank,
            rule.kinds.isEmpty || rule.kinds.contains(column.kind),
            phrase.isFound(in: KindFinder.split(KindFinder.words(column.name)))
          else { continue }
          return (column, "the column '\(column.name)': its name has '\(text)'")
        }
      }
    }
    return nil
  }
}
