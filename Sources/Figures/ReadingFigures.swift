// SPDX-License-Identifier: Apache-2.0
import Evidence

/// What was released and what of it could be read.
enum ReadingFigures {
  static func figures(of record: CaseRecord, messages: [Message]) -> [Figure] {
    sources(record) + pages(record.pages) + mail(messages, standing: record.messages.count)
  }

  private static func sources(_ record: CaseRecord) -> [Figure] {
    // Policies and mappings are what people wrote to read the release by, not part of it.
    let released = record.sources.filter { $0.kind != .policy && $0.kind != .mapping }
    let isReleased = #".kind != "policy" and .kind != "mapping""#
    let failing = released.count { !(record.failures[$0.id] ?? []).isEmpty }
    var out: [Figure] = [
      .count(
        "sources", "Released files in this case", released.count, unit: "files",
        query: Query.list("sources", where: isReleased)),
      .share(
        "sources.failures", "Released files of which some part could not be read, of all", failing,
        of: released.count,
        query: Query.list("sources", where: "\(isReleased) and (.failures | length > 0)")),
    ]
    let all = released.flatMap { record.failures[$0.id] ?? [] }
    for reason in Failure.Reason.allCases {
      let count = all.count { $0.reason == reason }
      guard count > 0 else { continue }
      out.append(
        .count(
          "failures.\(reason.rawValue)",
          "Failures to read for the reason “\(reason.rawValue)”, of all",
          count, of: all.count, unit: "failures",
          query: Query.list(
            "sources",
            where:
              "\(isReleased) and any(.failures[]; .reason == \(Query.literal(reason.rawValue)))"
          )))
    }
    return out
  }

  private static func pages(_ pages: [Page]) -> [Figure] {
    let unread = pages.count { $0.words.isEmpty }
    let recognized = pages.count { $0.method == .ocr }
    return [
      .count(
        "pages", "Pages of the released files", pages.count, unit: "pages",
        query: Query.all("pages")),
      .share(
        "pages.without-text", "Pages on which no word was read, withheld ones among them, of all",
        unread, of: pages.count, query: Query.list("pages", where: ".words == 0")),
      .share(
        "pages.recognized", "Pages whose words come from text recognition (OCR), of all pages",
        recognized, of: pages.count, query: Query.list("pages", where: #".method == "ocr""#)),
    ]
  }

  private static func mail(_ messages: [Message], standing: Int) -> [Figure] {
    let released = messages.count(where: \.released)
    let undated = messages.count { $0.sent.value == nil }
    return [
      .count(
        "messages", "Messages, copies counted once, of all places where a message stands",
        messages.count, of: standing, unit: "messages", query: Query.messages(where: "true")),
      .share(
        "messages.released", "Messages that were released themselves, of all messages", released,
        of: messages.count, query: Query.messages(where: ".released")),
      .share(
        "messages.quoted-only", "Messages known only because another one quotes them, of all",
        messages.count - released, of: messages.count,
        query: Query.messages(where: ".released | not")),
      .share(
        "messages.undated", "Messages whose time is withheld, missing or illegible, of all",
        undated, of: messages.count,
        query: Query.messages(where: #".sent | type == "object""#)),
    ]
  }
}
