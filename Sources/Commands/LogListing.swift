// SPDX-License-Identifier: Apache-2.0

import Casework
import Evidence

extension AuditLog.Line {
  func object(in logs: LogSet) -> JSONObject {
    var out = JSONObject()
    out["instrument"] = .orNull(finding.instrument)
    out["rule"] = .orNull(finding.rule)
    out["verdict"] = .string(finding.verdict.rawValue)
    out["rows"] = .int(rows)
    out["events"] = .int(events)
    out["until"] = .array(finding.until.map { .object($0.object) })
    out["why"] = .strings(finding.why)
    out["first"] = .array(
      first.map { row in
        let place = logs.place(of: row)
        var one = JSONObject()
        one["log"] = .string(logs.logs[place.log].name)
        one["row"] = .int(place.row)
        return .object(one)
      })
    return out
  }
}

/// The findings on logs for people to read.
struct LogListing {
  let audit: AuditLog
  let lines: [AuditLog.Line]
  let style: TextStyle

  /// What is to be looked at first, and of that what is said of most rows.
  static func ordered(_ lines: [AuditLog.Line], only verdict: Verdict?) -> [AuditLog.Line] {
    lines.filter { verdict == nil || $0.finding.verdict == verdict }
      .enumerated().sorted {
        ($0.element.finding.verdict.rank, -$0.element.rows, $0.offset)
          < ($1.element.finding.verdict.rank, -$1.element.rows, $1.offset)
      }.map(\.element)
  }

  func print() {
    for line in lines { Self.print(line, audit.logs, style) }
    Self.print(audit.logs)
    let findings = audit.findings
    if findings.alone > 0 {
      Terminal.print("  \(findings.alone.grouped) rows were decided each by itself.")
    }
    if findings.bounded > 0 {
      Terminal.print(
        "  \(findings.bounded.grouped) of them may be about anybody among thousands of "
          + "rows: more may be left open of these than need be, never less.")
    }
    if !audit.unanswered.isEmpty {
      Terminal.print("")
      Terminal.print("What the record does not answer:")
      for (reason, rows) in audit.unanswered.prefix(12) {
        Terminal.print(
          "  \(reason.printable): "
            + Self.share(rows, of: audit.logs.columns.count, "events"))
      }
      if audit.unanswered.count > 12 {
        Terminal.print("  … and \(audit.unanswered.count - 12) more")
      }
    }
  }

  static func print(_ line: AuditLog.Line, _ logs: LogSet, _ style: TextStyle) {
    let finding = line.finding
    Terminal.print(
      "\(style.verdict(finding.verdict))  \(finding.ruleTitle)"
        + (finding.cite.map { " (\($0))" } ?? "")
        + "  " + share(line.rows, of: line.events, "events"))
    for why in finding.why { Terminal.print("  · " + why.printable) }
    for settling in finding.until { Terminal.print("  ? " + settling.sentence) }
    if !line.first.isEmpty {
      let more = line.rows > line.first.count ? " …" : ""
      Terminal.print("  rows " + line.first.map(logs.label).joined(separator: ", ") + more)
    }
    Terminal.print("")
  }

  /// An account of every row.
  static func print(_ logs: LogSet) {
    for (name, reading) in logs.logs {
      Terminal.print(
        (logs.logs.count == 1 ? "" : name + ": ")
          + "\(reading.rows.grouped) rows: \(reading.events.grouped) events, "
          + "\(reading.failed.grouped) that could not be read, "
          + "\((reading.notEvents.values.reduce(0) { $0 + $1.count }).grouped) that are no event "
          + "of the mapping.")
      for (why, entry) in reading.notEvents.sorted(by: { $0.key < $1.key }) {
        Terminal.print(
          "  no event: \(why): \(entry.count.grouped), rows "
            + entry.first.map(String.init).joined(separator: ", ")
            + (entry.count > entry.first.count ? " …" : ""))
      }
      for failure in reading.failures.prefix(8) {
        Terminal.print(
          "  not read: " + (failure.row.map { "row \($0): " } ?? "") + failure.detail.printable)
      }
      if reading.failed > 8 { Terminal.print("  … and \(reading.failed - 8) more not read") }
    }
  }

  /// "12 of 340 events (3.53 %)".
  static func share(_ rows: Int, of all: Int, _ things: String) -> String {
    "\(rows.grouped) of \(all.grouped) \(things) (\(rows.percent(of: all)) %)"
  }
}

/// Rows in groups, each with how many there are and what they come to.
struct LogGroupTable {
  let groups: LogGroups
  /// So many groups are shown on a terminal.
  private static let shown = 20

  func print() {
    let verdicts = groups.total.verdicts.keys.sorted { $0.rank < $1.rank }
    var columns: [Listing.Column] = [
      .key("value", groups.key, limit: 48), .key("events", number: true),
    ]
    for verdict in verdicts {
      columns.append(
        .with(verdict.rawValue, number: true) { row in
          guard case .object(let counts)? = row["verdicts"],
            case .int(let count)? = counts[verdict.rawValue],
            case .int(let events)? = row["events"]
          else { return "" }
          return "\(Int(count).grouped) (\(Int(count).percent(of: Int(events))) %)"
        })
    }
    Terminal.print("")
    let rows = groups.groups.prefix(Self.shown).map { object($0) } + [object(groups.total)]
    for line in TextTable.lines(columns, rows, width: Terminal.width) { Terminal.print(line) }
    if groups.groups.count > Self.shown {
      Terminal.print(
        "… and \((groups.groups.count - Self.shown).grouped) more; --format csv or json "
          + "has all of them.")
    }
  }

  fileprivate func object(_ group: LogGroups.Group) -> JSONObject {
    var out = JSONObject()
    out["by"] = .string(groups.key)
    out["value"] = .string(group.value)
    out["events"] = .int(group.events)
    var counts = JSONObject()
    for (verdict, count) in group.verdicts.sorted(by: { $0.key.rank < $1.key.rank }) {
      counts[verdict.rawValue] = .int(count)
    }
    out["verdicts"] = .object(counts)
    return out
  }
}

extension LogGroups {
  var objects: [JSONObject] {
    let table = LogGroupTable(groups: self)
    return groups.map { table.object($0) }
  }
}
