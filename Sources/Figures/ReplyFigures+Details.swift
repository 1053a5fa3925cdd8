// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

extension ReplyFigures {
  /// Over all sides: answers within some minutes, and medians by pair of organizations and by the
  /// hour at which the message came that was answered.
  static func details(of record: CaseRecord) -> [Figure] {
    guard !record.replies.isEmpty else { return [] }
    let certain = record.replies.filter(\.certain)
    return [10, 60].map { within($0, of: record) } + doubts(of: record)
      + byOrganizations(certain, record) + byHour(certain)
  }

  /// The certain answers that came within `limit` minutes, of all certain ones. Its query is the
  /// command that lists them; its citations are the answers' own.
  package static func within(_ limit: Int, of record: CaseRecord) -> Figure {
    let certain = record.replies.filter(\.certain)
    let fast = certain.filter { $0.minutes <= limit }
    let wanted = Set(fast.prefix(Cited.most).map(\.message))
    return .share(
      "replies.within-\(limit)",
      "Certain answers that came within \(limit) minutes, of all certain answers", fast.count,
      of: certain.count, query: "brightline replies CASE --within \(limit) --format json",
      citations: record.messages.filter { wanted.contains($0.id) }.map(\.citation))
  }

  private static func doubts(of record: CaseRecord) -> [Figure] {
    let all = record.replies.count
    let assumed = record.replies.count { $0.zones == .assumed || $0.zones == .mixed }
    let zones: Figure = .count(
      "replies.zone-assumed",
      "Answers with a time that is read in the case's zone because it states none, of all answers",
      assumed, of: all, unit: "answers",
      query: Query.list("replies", where: #".zones == "assumed" or .zones == "mixed""#))
    let kinds = Reply.Doubt.allCases.compactMap { doubt -> Figure? in
      let count = record.replies.count { $0.doubts?.contains(doubt) == true }
      guard count > 0 else { return nil }
      return .count(
        "replies.doubt.\(doubt.rawValue)",
        "Answers in doubt because \(words(doubt)), of all answers",
        count, of: all, unit: "answers",
        query: Query.list("replies", where: #".doubts | index("\#(doubt.rawValue)")"#))
    }
    return [zones] + kinds
  }

  package static func words(_ doubt: Reply.Doubt) -> String {
    switch doubt {
    case .pairedBySubject: "only subject, people and times say what is answered"
    case .coarseTime: "a time is stated by the day"
    case .zonesDiffer: "only one message states a zone, and it is not the case's"
    case .copiesDisagree: "copies of a message show different times"
    case .repeatedHour: "a time falls into the hour that comes twice when clocks are set back"
    }
  }

  /// Two organizations, the first of which answers the second.
  package struct Pair: Hashable, Comparable {
    package var from: String
    package var to: String

    package static func < (a: Pair, b: Pair) -> Bool { (a.from, a.to) < (b.from, b.to) }
  }

  /// The organizations of the figures "replies.organizations.1", "….2" and so on.
  package static func organizations(of record: CaseRecord) -> [Pair] {
    busiest(record.replies.filter(\.certain), record).map(\.key)
  }

  /// The busiest pairs: a list of all would say little of each.
  private static func busiest(
    _ certain: [Reply], _ record: CaseRecord
  ) -> [(key: Pair, value: [Reply])] {
    let organizations = Dictionary(
      record.people.compactMap { person in person.organization.map { (person.id, $0) } },
      uniquingKeysWith: { a, _ in a })
    var groups: [Pair: [Reply]] = [:]
    for reply in certain {
      guard let from = organizations[reply.from], let to = organizations[reply.to] else { continue }
      groups[Pair(from: from, to: to), default: []].append(reply)
    }
    let order = groups.sorted { a, b in
      a.value.count != b.value.count ? a.value.count > b.value.count : a.key < b.key
    }
    return Array(order.prefix(pairs))
  }

  private static func byOrganizations(_ certain: [Reply], _ record: CaseRecord) -> [Figure] {
    busiest(certain, record).enumerated().flatMap { number, group -> [Figure] in
      let (pair, replies) = (group.key, group.value)
      let who = "certain answers of \(pair.from) to \(pair.to)"
      let query = Query.replies(
        where: ".certain and $organization[.from] == \(Query.literal(pair.from)) and "
          + "$organization[.to] == \(Query.literal(pair.to))")
      return medians("replies.organizations.\(number + 1)", who, replies, query)
    }
  }

  private static let pairs = 20

  private static func byHour(_ certain: [Reply]) -> [Figure] {
    let hours = Dictionary(grouping: certain) {
      $0.asked.map { String($0.dropFirst(11).prefix(2)) }
    }
    return hours.keys.compactMap { $0 }.sorted().flatMap { hour -> [Figure] in
      let clock = "between \(hour):00 and \(hour):59"
      return medians(
        "replies.hour.\(hour)", "certain answers to messages sent \(clock)",
        hours[hour] ?? [],
        Query.list("replies", where: #".certain and (.asked // "")[11:13] == "\#(hour)""#))
    }
  }

  /// In minutes as they went by, and as offices are open.
  private static func medians(
    _ id: String, _ who: String, _ replies: [Reply], _ query: String
  ) -> [Figure] {
    [
      ("median", "Minutes", \Reply.minutes),
      ("median-business", "Office minutes", \.businessMinutes),
    ].compactMap { part, unit, path -> Figure? in
      median(
        "\(id).\(part)", "\(unit) until half of the \(who) had come",
        replies.map { $0[keyPath: path] }, query)
    }
  }

  static func median(_ id: String, _ label: String, _ minutes: [Int], _ query: String) -> Figure? {
    guard let median = Middle.median(minutes) else { return nil }
    let interval = Middle.interval(minutes)
    return Figure(
      id: id, label: label, value: median, denominator: minutes.count, unit: "minutes",
      interval: interval,
      method: interval == nil
        ? "median; too few for an interval" : "median; 95 % interval from order statistics",
      query: query)
  }
}
