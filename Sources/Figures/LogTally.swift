// SPDX-License-Identifier: Apache-2.0
import Evidence

/// What one log shows, counted in one pass over its events.
package struct LogTally: Sendable {
  /// Days in a row on which one account was active.
  package struct Streak: Hashable, Sendable {
    package var account: String
    package var days: Int
    /// Days since 1970-01-01 on the wall of the case's zone.
    package var first: Int64
    package var last: Int64
  }

  package struct Account: Hashable, Sendable {
    package var name: String
    package var events: Int
    package var activeDays: Int
    package var longest: Streak?
  }

  /// Events of the log, with a named account, and with a time that tells the day, or the hour too.
  package var events = 0
  package var named = 0
  package var dated = 0
  package var timed = 0
  package var actions: Set<String> = []
  /// Without a reason (purpose or text), or with one that says nothing.
  package var reasonKnown = 0
  package var reasonBlank = 0
  package var reasonUnstated = 0
  package var hasReasons = false
  /// Timed events by hour of the day, and those outside Monday to Friday, 08:00–17:00.
  package var byHour = [Int](repeating: 0, count: 24)
  package var outsideOffice = 0
  /// Days of an account with at least one timed event, and those of them whose first and last event
  /// are more than twelve hours apart.
  package var accountDays = 0
  package var longDays = 0
  package var activeDays = 0
  package var firstDay: Int64?
  package var lastDay: Int64?
  /// Most events first, then by name.
  package var accounts: [Account] = []
  /// Of five days and more, longest first, then by account and first day.
  package var streaks: [Streak] = []

  package init() {}

  /// The days in a row from which a streak is listed.
  package static let listed = 5

  /// One log per source, in order of `record.sources`; events that are rows but whose status is not
  /// `logged` are counted elsewhere.
  package static func tallies(of record: CaseRecord) -> [(source: SourceID, tally: LogTally)] {
    var slots: [SourceID: Int] = [:]
    var counters: [Counter] = []
    var clock = LocalClock(zone: record.zone)
    for event in record.events where event.status == .logged {
      guard let source = event.citations.first?.source else { continue }
      if slots[source] == nil {
        slots[source] = counters.count
        counters.append(Counter())
      }
      if let slot = slots[source] { counters[slot].count(event, &clock) }
    }
    let order = record.sources.map(\.id).filter { slots[$0] != nil }
    let rest = slots.keys.filter { !order.contains($0) }.sorted()
    return (order + rest).compactMap { id in slots[id].map { (id, counters[$0].tally()) } }
  }

  private struct Counter {
    struct Hours {
      var first: Int64
      var last: Int64
    }

    var out = LogTally()
    var numbers: [String: Int] = [:]
    var names: [String] = []
    var events: [Int] = []
    /// (account, day) packed into one number, so that a million of them sort fast.
    var accountDays: Set<Int64> = []
    var hours: [Int64: Hours] = [:]
    var days: Set<Int64> = []
    /// Makes days before 1970 positive.
    static let offset: Int64 = 1 << 31

    mutating func count(_ event: Event, _ clock: inout LocalClock) {
      out.events += 1
      if let action = event.action { out.actions.insert(action) }
      countReason(event)
      var account: Int?
      if let name = event.parties[.actor], !name.isEmpty {
        out.named += 1
        let number = numbers[name] ?? names.count
        if number == names.count {
          numbers[name] = number
          names.append(name)
          events.append(0)
        }
        events[number] += 1
        account = number
      }
      // A stretch wider than a day (25 hours when clocks go back) does not tell the day.
      guard let time = event.time, time.to - time.from <= 90_000 else { return }
      let wall = clock.wall(time.from)
      let day = LocalClock.floor(wall, by: 86_400)
      out.dated += 1
      days.insert(day)
      if let account { accountDays.insert(Int64(account) << 32 | (day + Self.offset)) }
      guard time.to - time.from <= 3_600 else { return }
      let hour = Int((wall - day * 86_400) / 3_600)
      out.timed += 1
      out.byHour[hour] += 1
      if Calendar1970.weekday(day: day) > 4 || hour < 8 || hour >= 17 { out.outsideOffice += 1 }
      if let account {
        let key = Int64(account) << 32 | (day + Self.offset)
        let known = hours[key] ?? Hours(first: time.from, last: time.from)
        hours[key] = Hours(first: min(known.first, time.from), last: max(known.last, time.from))
      }
    }

    private mutating func countReason(_ event: Event) {
      let written = event.facts[.reason]
      let purpose = event.facts[.purpose]
      guard written != nil || purpose != nil else { return }
      out.hasReasons = true
      if let written {
        switch written {
        case .unknown: out.reasonBlank += 1
        case .known(let texts):
          let text = texts.joined(separator: " ")
          if text.utf8.allSatisfy({ $0 <= 0x20 }) {
            out.reasonBlank += 1
          } else if !LogTally.hasWord(text) {
            out.reasonUnstated += 1
          } else {
            out.reasonKnown += 1
          }
        }
      } else if purpose?.value == ["unstated"] {
        out.reasonUnstated += 1
      } else if purpose?.value == nil {
        out.reasonBlank += 1
      } else {
        out.reasonKnown += 1
      }
    }

    func tally() -> LogTally {
      var out = out
      out.activeDays = days.count
      (out.firstDay, out.lastDay) = (days.min(), days.max())
      out.accountDays = hours.count
      out.longDays = hours.values.count { $0.last - $0.first > 12 * 3_600 }

      var longest = [LogTally.Streak?](repeating: nil, count: names.count)
      var active = [Int](repeating: 0, count: names.count)
      var streak: LogTally.Streak?
      var number = -1
      func close() {
        guard let done = streak else { return }
        if done.days > longest[number]?.days ?? 0 { longest[number] = done }
        if done.days >= LogTally.listed { out.streaks.append(done) }
      }
      for key in accountDays.sorted() {
        let (account, day) = (Int(key >> 32), (key & 0xFFFF_FFFF) - Self.offset)
        active[account] += 1
        if account == number, let open = streak, day == open.last + 1 {
          streak?.days += 1
          streak?.last = day
          continue
        }
        close()
        number = account
        streak = Streak(account: names[account], days: 1, first: day, last: day)
      }
      close()
      out.streaks.sort { ($1.days, $0.account, $0.first) < ($0.days, $1.account, $1.first) }
      out.accounts = names.indices.map {
        Account(name: names[$0], events: events[$0], activeDays: active[$0], longest: longest[$0])
      }
      out.accounts.sort { ($1.events, $0.name) < ($0.events, $1.name) }
      return out
    }
  }

  /// Whether a text has two letters in a row: "." and "-" and "x" and "123" say nothing.
  static func hasWord(_ text: String) -> Bool {
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar.properties.isAlphabetic ? run + 1 : 0
      if run == 2 { return true }
    }
    return false
  }
}

extension Slot {
  /// The reason as a log writes it, where a mapping keeps it beside the purpose.
  static let reason: Slot = "reason"
}
