// SPDX-License-Identifier: Apache-2.0
import Evidence

/// How fast one side answered the other, by the year of the answer.
package enum ReplyFigures {
  /// Which years and directions there are, and the minutes of each.
  private struct Key: Hashable {
    var from: Person.Side
    var to: Person.Side
    var year: Int?
  }

  private struct Answers {
    var certain: [Int] = []
    var office: [Int] = []
    var uncertain = 0
  }

  static func figures(of record: CaseRecord) -> [Figure] {
    let sides = Sides(record.people)
    let years = Dictionary(record.messages.map { ($0.id, $0.year) }) { first, _ in first }
    var answers: [Key: Answers] = [:]
    for reply in record.replies {
      let (from, to) = (sides[reply.from], sides[reply.to])
      // Over all years, and in its own.
      var keys = [Key(from: from, to: to, year: nil)]
      if let year = years[reply.message] ?? nil { keys.append(Key(from: from, to: to, year: year)) }
      for key in keys {
        if reply.certain {
          answers[key, default: Answers()].certain.append(reply.minutes)
          answers[key, default: Answers()].office.append(reply.businessMinutes)
        } else {
          answers[key, default: Answers()].uncertain += 1
        }
      }
    }
    var out: [Figure] = []
    let order: [(Person.Side, Person.Side)] = [
      (.local, .federal), (.federal, .local), (.local, .local), (.federal, .federal),
    ]
    for (from, to) in order {
      let own = answers.keys.filter { $0.from == from && $0.to == to }
      for key in own.sorted(by: { ($0.year ?? .min) < ($1.year ?? .min) }) {
        out += figures(key, answers[key] ?? Answers())
      }
    }
    return out + details(of: record)
  }

  private static func figures(_ key: Key, _ answers: Answers) -> [Figure] {
    let count = answers.certain.count
    let all = count + answers.uncertain
    let id =
      "replies.\(key.from.rawValue)-to-\(key.to.rawValue).\(key.year.map(String.init) ?? "all")"
    let when = key.year.map { " in \($0)" } ?? ""
    let who = "answers from the \(key.from.rawValue) to the \(key.to.rawValue) side\(when)"
    let side = "$side[.from] == \"\(key.from.rawValue)\" and $side[.to] == \"\(key.to.rawValue)\""
    let year = key.year.map { " and $year[.message] == \"\($0)\"" } ?? ""
    let condition = side + year
    var out: [Figure] = [
      .count(
        "\(id).certain", "Certain \(who): time and pairing stand in the record, of all found",
        count, of: all, unit: "answers", query: Query.replies(where: condition + " and .certain")),
      .count(
        "\(id).uncertain", "Uncertain \(who): a time or the pairing is assumed, of all found",
        answers.uncertain, of: all, unit: "answers",
        query: Query.replies(where: condition + " and (.certain | not)")),
    ]
    let query = Query.replies(where: condition + " and .certain")
    let medians = [
      median(
        "\(id).median", "Minutes until half of the certain \(who) had come", answers.certain, query),
      median(
        "\(id).median-business",
        "Office minutes, as the case counts office hours, until half of the certain \(who) had come",
        answers.office, query),
    ].compactMap { $0 }
    guard !medians.isEmpty else { return out }
    out += medians
    for limit in [10, 60] {
      out.append(
        .share(
          "\(id).within-\(limit)",
          "Certain \(who) that came within \(limit) minutes, of all certain ones",
          answers.certain.count { $0 <= limit }, of: count,
          query: Query.replies(where: condition + " and .certain and .minutes <= \(limit)")))
    }
    return out
  }
}
