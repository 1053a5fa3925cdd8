// SPDX-License-Identifier: Apache-2.0
import Evidence

/// What each rule says of the events it speaks of.
enum VerdictFigures {
  private struct Key: Hashable {
    var instrument: String?
    var rule: String?
    var status: Event.Status
  }

  static func figures(of record: CaseRecord) -> [Figure] {
    var order: [Key] = []
    var groups: [Key: [Verdict: Int]] = [:]
    var cites: [Key: String] = [:]
    for finding in record.findings where finding.status != .rejected {
      let key = Key(
        instrument: finding.instrument, rule: finding.rule, status: finding.status)
      if groups[key] == nil { order.append(key) }
      groups[key, default: [:]][finding.verdict, default: 0] += 1
      if cites[key] == nil { cites[key] = finding.cite }
    }
    let rank: [Event.Status] = [.confirmed, .suggested, .logged, .rejected]
    order.sort { a, b in
      let left = (a.instrument ?? "~", a.rule ?? "", rank.firstIndex(of: a.status) ?? 0)
      return left < (b.instrument ?? "~", b.rule ?? "", rank.firstIndex(of: b.status) ?? 0)
    }
    return order.flatMap { key in figures(key, groups[key] ?? [:], cite: cites[key]) }
  }

  private static func figures(_ key: Key, _ verdicts: [Verdict: Int], cite: String?) -> [Figure] {
    let total = verdicts.values.reduce(0, +)
    let open = verdicts[.undetermined] ?? 0
    let rule: String =
      switch (key.instrument, key.rule) {
      case (let instrument?, let rule?):
        "under rule \(rule) of \(instrument)" + (cite.map { " (\($0))" } ?? "")
      case (let instrument?, nil): "under \(instrument)"
      case (nil, _): "under no instrument"
      }
    let condition =
      "\(isEqual(".instrument", key.instrument)) and \(isEqual(".rule", key.rule))"
      + #" and .status == "\#(key.status.rawValue)""#
    return Verdict.allCases.compactMap { verdict in
      guard let count = verdicts[verdict] ?? (verdict == .violated && open > 0 ? 0 : nil) else {
        return nil
      }
      let id =
        "verdicts.\(key.instrument ?? "none").\(key.rule ?? "none").\(key.status.rawValue)"
        + ".\(verdict.rawValue)"
      let label =
        "Verdicts “\(verdict.rawValue)” \(rule) on events \(EventFigures.words(key.status)), "
        + "of all verdicts there"
      let query = Query.list(
        "findings", where: "\(condition) and .verdict == \"\(verdict.rawValue)\"")
      // An open verdict can still turn out any way, so every other share has a range.
      return open > 0 && verdict != .undetermined
        ? .bounded(id, label, count, open: open, of: total, status: key.status, query: query)
        : .share(id, label, count, of: total, status: key.status, query: query)
    }
  }

  private static func isEqual(_ path: String, _ value: String?) -> String {
    "\(path) == \(value.map(Query.literal) ?? "null")"
  }
}
