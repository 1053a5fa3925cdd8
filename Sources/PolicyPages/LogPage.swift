// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy
import Templates

/// What the rows of logs come to, as one page for people: the findings with how many rows each is
/// said of, the rows by account or month, what the record does not answer, and an account of every
/// row.
package struct LogPage: Sendable {
  /// What one rule says alike of rows.
  package struct Entry: Sendable {
    package var finding: Finding
    package var rows: Int
    /// The first of them, as people name them; not all.
    package var first: [String]

    package init(finding: Finding, rows: Int, first: [String]) {
      (self.finding, self.rows, self.first) = (finding, rows, first)
    }
  }

  /// Rows by something they have in common, each counted once.
  package struct Table: Sendable {
    package struct Row: Sendable {
      package var value: String
      package var events: Int
      package var verdicts: [Verdict: Int]

      package init(value: String, events: Int, verdicts: [Verdict: Int]) {
        (self.value, self.events, self.verdicts) = (value, events, verdicts)
      }
    }

    package var key: String
    package var rows: [Row]
    package var total: Row

    package init(key: String, rows: [Row], total: Row) {
      (self.key, self.rows, self.total) = (key, rows, total)
    }
  }

  /// One log with what became of its rows.
  package struct Account: Sendable {
    package var name: String
    package var rows: Int
    package var events: Int
    package var failed: Int
    /// Rows that are no event, by why.
    package var notEvents: [(why: String, rows: Int, first: [Int])]
    /// The first that could not be read, with why.
    package var failures: [String]

    package init(
      name: String, rows: Int, events: Int, failed: Int,
      notEvents: [(why: String, rows: Int, first: [Int])], failures: [String]
    ) {
      (self.name, self.rows, self.events, self.failed) = (name, rows, events, failed)
      (self.notEvents, self.failures) = (notEvents, failures)
    }
  }

  package var title: String
  package var events: Int
  package var entries: [Entry]
  package var tables: [Table]
  package var unanswered: [(reason: String, rows: Int)]
  package var accounts: [Account]
  /// Files of the policies, the zone of days and the program's version, for the foot of the page.
  package var policies: [String]
  package var zone: String
  package var version: String

  /// Groups shown of one table; the rest are counted.
  private static let shown = 60

  package init(
    title: String, events: Int, entries: [Entry], tables: [Table],
    unanswered: [(reason: String, rows: Int)], accounts: [Account], policies: [String],
    zone: String, version: String
  ) {
    (self.title, self.events, self.entries, self.tables) = (title, events, entries, tables)
    (self.unanswered, self.accounts, self.policies) = (unanswered, accounts, policies)
    (self.zone, self.version) = (zone, version)
  }

  /// One HTML text that needs nothing else.
  ///
  /// - Parameter templates: file name → text; `log.mustache` is the page.
  package func html(templates: [String: String]) throws(TemplateError) -> String {
    let toLookAt = entries.filter { $0.finding.verdict.isToLookAt }
    let view: View = [
      "title": title, "events": events.grouped, "version": version, "zone": zone,
      "policies": policies.joined(separator: ", "),
      "accounts": accounts.map(view),
      "toLookAt": toLookAt.map(view), "hasToLookAt": !toLookAt.isEmpty,
      "others": entries.filter { !$0.finding.verdict.isToLookAt }.map(view),
      "hasOthers": toLookAt.count < entries.count,
      "tables": tables.map(view),
      "unanswered": unanswered.map { one -> View in
        share(one.rows).merging(["reason": one.reason]) { $1 }
      },
      "hasUnanswered": !unanswered.isEmpty,
      "verdicts": Set(entries.map(\.finding.verdict)).sorted { $0.rank < $1.rank }.map {
        verdict -> View in
        [
          "class": verdict.rawValue, "verdict": PlainWords.verdict(verdict),
          "meaning": PlainWords.meaning(verdict),
        ]
      },
    ]
    return try PageRenderer(templates: templates).page("log", view)
  }

  private func share(_ rows: Int) -> View {
    [
      "rows": rows.grouped, "of": events.grouped,
      "percent": rows.percent(of: events),
    ]
  }

  private func view(_ entry: Entry) -> View {
    let finding = entry.finding
    let own: View = [
      "class": finding.verdict.rawValue, "verdict": PlainWords.verdict(finding.verdict),
      "rule": finding.ruleTitle, "cite": finding.cite as Any? ?? false,
      "why": finding.why,
      "until": finding.until.map { one -> View in
        [
          "facts": one.facts.joined(separator: " and "),
          "settles": PlainWords.verdict(one.settles),
        ]
      },
      "first": entry.first.isEmpty
        ? false
        : entry.first.joined(separator: ", ") + (entry.rows > entry.first.count ? " …" : ""),
    ]
    return own.merging(share(entry.rows)) { $1 }
  }

  private func view(_ table: Table) -> View {
    let verdicts = table.total.verdicts.keys.sorted { $0.rank < $1.rank }
    func row(_ row: Table.Row) -> View {
      [
        "value": row.value, "events": row.events.grouped,
        "cells": verdicts.map { verdict -> View in
          let count = row.verdicts[verdict] ?? 0
          return [
            "count": count.grouped, "percent": count.percent(of: row.events),
            "isNone": count == 0, "class": verdict.rawValue,
          ]
        },
      ]
    }
    return [
      "key": table.key,
      "head": verdicts.map { ["class": $0.rawValue, "verdict": PlainWords.verdict($0)] as View },
      "list": table.rows.prefix(Self.shown).map(row), "total": row(table.total),
      "more": table.rows.count > Self.shown
        ? (table.rows.count - Self.shown).grouped as Any : false,
    ]
  }

  private func view(_ account: Account) -> View {
    [
      "name": account.name, "rows": account.rows.grouped,
      "events": account.events.grouped, "failed": account.failed.grouped,
      "notEvents": account.notEvents.map { one -> View in
        [
          "why": one.why, "rows": one.rows.grouped,
          "first": one.first.map(String.init).joined(separator: ", ")
            + (one.rows > one.first.count ? " …" : ""),
        ]
      },
      "failures": account.failures,
      "more": account.failed > account.failures.count
        ? (account.failed - account.failures.count).grouped as Any : false,
    ]
  }
}
