// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// What each log shows: accounts, days in a row, hours, reasons.
struct LogsPage {
  private static let accounts = 150

  let site: Site

  func view() -> View {
    var view = site.frame("Logs", file: "logs.html")
    view["zone"] = site.record.zone
    view["logs"] = LogTally.tallies(of: site.record).map { source, tally in log(source, tally) }
    return view
  }

  private func log(_ source: SourceID, _ tally: LogTally) -> View {
    let prefix = "log.\(source.short)."
    var view: View = [
      "name": site.names[source], "id": "log-\(source.short)",
      "href": "sources.html#s-\(source.short)",
      "figures": [
        "events", "unnamed", "days", "accounts", "streak-accounts", "long-days", "night",
        "outside-office", "reason-blank", "reason-empty",
      ].compactMap { site.figure(prefix + $0) },
      "accounts": tally.accounts.prefix(Self.accounts).map { account($0, tally) },
      "shown": Wording.count(min(tally.accounts.count, Self.accounts)),
      "count": Wording.counted(tally.accounts.count, "account"),
      "streaks": tally.streaks.map { streak -> View in
        [
          "account": streak.account, "days": Wording.count(streak.days),
          "first": LocalClock.iso(day: streak.first), "last": LocalClock.iso(day: streak.last),
        ]
      },
      "hasStreaks": !tally.streaks.isEmpty,
      "streakCount": Wording.count(tally.streaks.count),
      "timed": Wording.count(tally.timed), "hasHours": tally.timed > 0,
    ]
    let most = Double(max(1, tally.byHour.max() ?? 1))
    view["hours"] = tally.byHour.enumerated().map { hour, count -> View in
      let height = 120 * Double(count) / most
      return [
        "hour": (hour < 10 ? "0" : "") + String(hour), "count": Wording.count(count),
        "share": Wording.percent(Double(count) / Double(max(1, tally.timed))),
        "x": String(8 + hour * 26), "textX": String(8 + hour * 26 + 11),
        "y": JSONValue.number(((140 - height) * 10).rounded() / 10),
        "countY": JSONValue.number(((136 - height) * 10).rounded() / 10),
        "h": JSONValue.number((height * 10).rounded() / 10), "isLabelled": hour % 3 == 0,
        "isOffice": hour >= 8 && hour < 17,
      ]
    }
    return view
  }

  private func account(_ account: LogTally.Account, _ tally: LogTally) -> View {
    let share = Double(account.events) / Double(max(1, tally.events))
    var view: View = [
      "name": account.name, "events": Wording.count(account.events),
      "share": Wording.percent(share), "days": Wording.count(account.activeDays),
      "length": JSONValue.number(
        (1_000 * Double(account.events) / Double(max(1, tally.accounts.first?.events ?? 1)))
          .rounded()
          / 10),
    ]
    if let streak = account.longest {
      view["longest"] = Wording.counted(streak.days, "day")
      let (first, last) = (LocalClock.iso(day: streak.first), LocalClock.iso(day: streak.last))
      view["span"] = first == last ? first : "\(first) to \(last)"
    }
    return view
  }
}
