// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

extension RepliesPage {
  /// Where on the page the answers are listed that a figure counts.
  static func anchor(_ figure: String) -> String? {
    let parts = figure.split(separator: ".")
    guard parts.count == 2 else { return nil }
    if parts[1].hasPrefix("within-") { return String(parts[1]) }
    return parts[1].hasPrefix("zone") ? nil : "uncertain"
  }

  /// Medians by organization, from the figures.
  func organizations() -> [View] {
    ReplyFigures.organizations(of: site.record).enumerated().map { n, pair in
      var row = medians("replies.organizations.\(n + 1)")
      (row["from"], row["to"]) = (pair.from, pair.to)
      return row
    }
  }

  /// Medians by the hour of the message that was answered, from the figures.
  func hours() -> [View] {
    let prefix = "replies.hour."
    return site.figures.compactMap { figure in
      guard figure.id.hasPrefix(prefix), figure.id.hasSuffix(".median") else { return nil }
      let hour = String(figure.id.dropFirst(prefix.count).prefix { $0 != "." })
      var row = medians(prefix + hour)
      row["hour"] = "\(hour):00 – \(hour):59"
      return row
    }
  }

  private func medians(_ id: String) -> View {
    func figure(_ part: String) -> View {
      guard let figure = site.figuresByID["\(id).\(part)"] else { return [:] }
      var view = site.view(figure)
      view["answers"] = Wording.count(figure.denominator ?? 0)
      view["interval"] = view["interval"] ?? "too few"
      return view
    }
    return ["median": figure("median"), "office": figure("median-business")]
  }

  /// The certain answers by how soon they came, the fastest first, then those in doubt.
  func answerGroups() -> [View] {
    let replies = site.record.replies.sorted {
      ($0.minutes, $0.message, $0.from, $0.to) < ($1.minutes, $1.message, $1.from, $1.to)
    }
    let certain = replies.filter(\.certain)
    var out: [View] = []
    var from = 0
    for limit in site.options.within {
      let end = certain.firstIndex { $0.minutes > limit } ?? certain.count
      let about = site.figure("replies.within-\(limit)")
      let before = out.isEmpty ? "" : "; the faster ones stand above"
      var group = group("within-\(limit)", "Within \(limit) minutes", certain[from..<end])
      if let about {
        let range = (about["interval"] as? String).map { ", 95 % \($0)" } ?? ""
        group["about"] =
          "\(about["base"] ?? "") certain answers, \(about["value"] ?? "")\(range)\(before)."
      }
      out.append(group)
      from = end
    }
    var later = group("later", "Later", certain[from...])
    later["about"] =
      "\(Wording.count(certain.count - from)) of \(Wording.count(certain.count)) "
      + "certain answers."
    out.append(later)
    let doubtful = replies.filter { !$0.certain }
    var uncertain = group("uncertain", "In doubt", doubtful[...])
    uncertain["about"] =
      "\(Wording.count(doubtful.count)) of \(Wording.count(replies.count)) "
      + "answers; they enter no share and no median."
    out.append(uncertain)
    return out
  }

  private func group(_ id: String, _ name: String, _ replies: ArraySlice<Reply>) -> View {
    let rows = site.options.rowsPerPage
    var view: View = [
      "id": id, "name": name, "rows": replies.prefix(rows).map(row), "isNone": replies.isEmpty,
      "isUncertain": id == "uncertain",
    ]
    if replies.count > rows { view["leftOut"] = Wording.count(replies.count - rows) }
    return view
  }

  private func row(_ reply: Reply) -> View {
    let message = site.messages[reply.message].map { site.record.messages[$0] }
    return [
      "from": site.name(reply.from), "to": site.name(reply.to),
      "minutes": Wording.duration(minutes: Double(reply.minutes)),
      "business": Wording.worked(minutes: Double(reply.businessMinutes)),
      "asked": reply.asked.map(SpanWords.shown) ?? "",
      "answered": reply.answered.map(SpanWords.shown)
        ?? message.map { Wording.time($0.sent) } ?? "",
      "zone": Self.zone(reply.zones),
      "subject": message.map { site.topic($0) } ?? "[no subject]",
      "href": site.messageLinks[reply.message] as Any? ?? false,
      "askedHref": site.messageLinks[reply.inReplyTo] as Any? ?? false,
      "cited": message.map { site.quote($0.citation) } ?? ["href": false, "place": ""],
      "doubts": (reply.doubts ?? []).map(ReplyFigures.words).joined(separator: "; "),
    ]
  }

  private static func zone(_ zones: Reply.Zones?) -> String {
    switch zones {
    case .stated: "stated by both"
    case .assumed: "the case's, assumed"
    case .mixed: "stated by one, assumed of the other"
    case nil: "not recorded"
    }
  }
}
