// SPDX-License-Identifier: Apache-2.0
import Evidence

/// What each log shows: who used it most, on how many days in a row, with which reasons, when.
enum LogFigures {
  /// Accounts that get a figure of their own, at most.
  private static let top = 20
  private static let streaks = 100

  static func figures(of record: CaseRecord, names: SourceNames) -> [Figure] {
    LogTally.tallies(of: record).flatMap { source, tally in
      One(
        source: source, name: names[source], tally: tally, rows: record.rows[source] ?? 0,
        zone: record.zone
      ).figures
    }
  }

  /// The figures of one log.
  private struct One {
    var source: SourceID
    var name: String
    var tally: LogTally
    var rows: Int
    var zone: String

    var figures: [Figure] { extent + accounts + days + reasons + hours }

    private var id: String { "log.\(source.short)" }

    private func list(_ condition: String = "true") -> String {
      Query.list(
        "events",
        where: #".status == "logged" and .citations[0].source == "\#(source.hex)" and "#
          + "(\(condition))")
    }

    private func count(
      _ part: String, _ label: String, _ count: Int, of whole: Int? = nil, unit: String,
      where condition: String = "true"
    ) -> Figure {
      .count(
        "\(id).\(part)", label, count, of: whole, unit: unit, status: .logged,
        query: list(condition))
    }

    private func share(
      _ part: String, _ label: String, _ count: Int, of whole: Int, where condition: String
    ) -> Figure {
      .share("\(id).\(part)", label, count, of: whole, status: .logged, query: list(condition))
    }

    private var extent: [Figure] {
      var out = [
        count(
          "events", "Logged events in \(name), of its rows", tally.events,
          of: rows > 0 ? rows : nil, unit: "events"),
        share(
          "unnamed", "Logged events in \(name) that name no account, of all there",
          tally.events - tally.named, of: tally.events, where: "(.parties.actor // \"\") == \"\""),
      ]
      if let first = tally.firstDay, let last = tally.lastDay {
        out.append(
          count(
            "days",
            "Days with a logged event in \(name), of the days from "
              + "\(LocalClock.iso(day: first)) to \(LocalClock.iso(day: last))",
            tally.activeDays, of: Int(last - first + 1), unit: "days"))
      }
      return out
    }

    private var accounts: [Figure] {
      guard !tally.accounts.isEmpty else { return [] }
      let top = tally.accounts.prefix(LogFigures.top)
      return [
        count(
          "accounts", "Accounts that are named in \(name)", tally.accounts.count,
          unit: "accounts", where: "(.parties.actor // \"\") != \"\"")
      ]
        + top.enumerated().map { n, account in
          share(
            "top.\(n + 1)",
            "Logged events in \(name) by \(Self.words(account.name)), of all there",
            account.events, of: tally.events,
            where: ".parties.actor == \(Query.literal(account.name))")
        }
    }

    private var days: [Figure] {
      guard tally.dated > 0, !tally.accounts.isEmpty else { return [] }
      let least = LogTally.listed
      let active = Set(tally.streaks.map(\.account)).count
      var out = [
        share(
          "streak-accounts",
          "Accounts in \(name) with events on \(least) or more days in a row (days in \(zone)), "
            + "of all accounts there",
          active, of: tally.accounts.count, where: "(.parties.actor // \"\") != \"\""),
        count(
          "streaks",
          "Times that an account in \(name) was active on \(least) or more days in a row (days in "
            + "\(zone))",
          tally.streaks.count, unit: "streaks", where: "(.parties.actor // \"\") != \"\""),
      ]
      for (n, streak) in tally.streaks.prefix(LogFigures.streaks).enumerated() {
        let (first, last) = (LocalClock.iso(day: streak.first), LocalClock.iso(day: streak.last))
        out.append(
          count(
            "streak.\(n + 1)",
            "Days in a row on which \(Self.words(streak.account)) has events in \(name), from "
              + "\(first) to \(last) (days in \(zone))",
            streak.days, unit: "days",
            where: ".parties.actor == \(Query.literal(streak.account)) and "
              + ".time.from[0:10] >= \"\(first)\" and .time.from[0:10] <= \"\(last)\""))
      }
      return out
    }

    private var reasons: [Figure] {
      guard tally.hasReasons else { return [] }
      let whole = tally.reasonKnown + tally.reasonBlank + tally.reasonUnstated
      return [
        share(
          "reason-blank", "Logged events in \(name) whose reason is left blank, of all there",
          tally.reasonBlank, of: whole,
          where: "(.other.reason // .purpose) | type == \"object\" or . == \"\""),
        share(
          "reason-empty",
          "Logged events in \(name) whose reason says nothing, such as a dot, of all there",
          tally.reasonUnstated, of: whole,
          where: "(.other.reason // .purpose) | type == \"string\" and "
            + #"(. == "unstated" or (test("\\p{L}{2}") | not))"#),
      ]
    }

    private var hours: [Figure] {
      guard tally.timed > 0 else { return [] }
      let night = tally.byHour[0..<6].reduce(0, +)
      var out = [
        share(
          "night",
          "Logged events in \(name) between midnight and 06:00 (\(zone)), of those with a time",
          night, of: tally.timed, where: ".time.from[11:13] < \"06\""),
        share(
          "outside-office",
          "Logged events in \(name) outside Monday to Friday, 08:00 to 17:00 (\(zone)), of those "
            + "with a time",
          tally.outsideOffice, of: tally.timed,
          where: "(.time.from[0:10] | strptime(\"%Y-%m-%d\") | strftime(\"%u\") > \"5\") or "
            + ".time.from[11:13] < \"08\" or .time.from[11:13] >= \"17\""),
      ]
      if tally.accountDays > 0 {
        out.append(
          share(
            "long-days",
            "Days of one account in \(name) whose first and last event are more than 12 hours apart"
              + " (days in \(zone)), of all days on which an account was active",
            tally.longDays, of: tally.accountDays, where: "(.parties.actor // \"\") != \"\""))
      }
      return out
    }

    /// "the account ice_rm4", also where the mapping already wrote "account ice_rm4".
    private static func words(_ account: String) -> String {
      account.hasPrefix("account ") ? "the \(account)" : "the account \(account)"
    }
  }
}
