// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation
import Templates

/// How fast people answered each other.
struct RepliesPage {
  private static let pairs = 30
  /// The scale of time from a minute to a month, and what its ticks say.
  private static let ticks: [(minutes: Double, words: String)] = [
    (1, "1 min"), (10, "10 min"), (60, "1 h"), (480, "8 h"), (1_440, "1 day"), (10_080, "1 week"),
    (43_200, "1 month"),
  ]
  private static let width = 640.0

  private struct Pair: Hashable {
    var from: String
    var to: String
  }

  let site: Site

  func view() -> View {
    let replies = site.record.replies
    var view = site.frame("Reply times", file: "replies.html")
    view["isEmpty"] = replies.isEmpty
    view["directions"] = directions()
    let groups = Dictionary(grouping: replies) { Pair(from: $0.from, to: $0.to) }
    let order = groups.sorted { a, b in
      a.value.count == b.value.count
        ? (a.key.from, a.key.to) < (b.key.from, b.key.to) : a.value.count > b.value.count
    }
    view["pairs"] = order.prefix(Self.pairs).map { pair($0.key, $0.value) }
    if order.count > Self.pairs { view["leftOut"] = Wording.count(order.count - Self.pairs) }
    view["width"] = JSONValue.number(Self.width)
    view["ticks"] = Self.ticks.map { ["x": Self.x($0.minutes), "words": $0.words] as View }
    view["figures"] =
      (site.options.within.map { "replies.within-\($0)" } + ["replies.zone-assumed"]
      + Reply.Doubt.allCases.map { "replies.doubt.\($0.rawValue)" }).compactMap { site.figure($0) }
    view["zone"] = site.record.zone
    let organizations = organizations()
    view["organizations"] = organizations
    view["hasOrganizations"] = !organizations.isEmpty
    let hours = hours()
    view["hours"] = hours
    view["hasHours"] = !hours.isEmpty
    view["groups"] = answerGroups()
    view["count"] = Wording.counted(replies.count, "answer")
    return view
  }

  /// A table a direction, a row a year, from the figures.
  private func directions() -> [View] {
    let order: [(String, String)] = [
      ("local", "federal"), ("federal", "local"), ("local", "local"), ("federal", "federal"),
    ]
    return order.compactMap { from, to in
      let prefix = "replies.\(from)-to-\(to)."
      let years = site.figures.compactMap { figure -> String? in
        guard figure.id.hasPrefix(prefix), figure.id.hasSuffix(".certain") else { return nil }
        return String(figure.id.dropFirst(prefix.count).dropLast(".certain".count))
      }
      guard !years.isEmpty else { return nil }
      let rows = years.map { year -> View in
        var row: View = ["year": year == "all" ? "All years" : year, "isAll": year == "all"]
        for (key, id) in [
          ("median", "median"), ("office", "median-business"), ("ten", "within-10"),
          ("hour", "within-60"),
          ("certain", "certain"), ("uncertain", "uncertain"),
        ] {
          row[key] = site.figure("\(prefix)\(year).\(id)")
        }
        return row
      }
      return ["from": from, "to": to, "rows": rows]
    }
  }

  /// One strip of dots: each certain answer a full one, each uncertain one hollow.
  private func pair(_ pair: Pair, _ replies: [Reply]) -> View {
    let certain = replies.filter(\.certain)
    // Dots at nearly the same place are stacked upwards.
    var stacks: [Int: Int] = [:]
    var highest = 0
    let dots = replies.sorted { ($0.minutes, $0.message) < ($1.minutes, $1.message) }.map {
      reply -> View in
      let x = Self.position(Double(reply.minutes))
      let bin = Int(x / 7)
      let level = stacks[bin] ?? 0
      stacks[bin] = level + 1
      highest = max(highest, min(level, 9))
      return [
        "x": JSONValue.number((x * 10).rounded() / 10), "level": min(level, 9),
        "class": reply.certain ? "certain" : "uncertain",
      ]
    }
    let base = 10 + highest * 7
    var out: View = [
      "from": site.name(pair.from), "to": site.name(pair.to),
      "dots": dots.map { dot -> View in
        var dot = dot
        dot["y"] = String(base - (dot["level"] as? Int ?? 0) * 7)
        return dot
      },
      "base": String(base + 6), "height": String(base + 26), "textY": String(base + 21),
      "certain": Wording.count(certain.count),
      "uncertain": Wording.count(replies.count - certain.count),
      "hasUncertain": replies.count > certain.count,
    ]
    if let median = Middle.median(certain.map(\.minutes)) {
      out["median"] = Self.words(certain.map(\.minutes), Wording.duration)
      out["office"] = Self.words(certain.map(\.businessMinutes), Wording.worked)
      out["medianX"] = Self.x(median)
    }
    return out
  }

  /// "35 min (12 min – 2 h)"; without a range where there are too few for one.
  private static func words(_ minutes: [Int], _ shown: (Double) -> String) -> String {
    guard let median = Middle.median(minutes) else { return "" }
    let ends = Middle.interval(minutes)?.map(shown) ?? []
    return shown(median)
      + (ends.count == 2 ? " (\(ends[0]) – \(ends[1]))" : "")
  }

  /// The logarithmic scale, with room at both ends.
  private static func position(_ minutes: Double) -> Double {
    let share = log(max(1, min(minutes, 43_200))) / log(43_200)
    return 20 + share * (width - 60)
  }

  private static func x(_ minutes: Double) -> String {
    JSONValue.number((position(minutes) * 10).rounded() / 10)
  }
}
