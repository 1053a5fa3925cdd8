// SPDX-License-Identifier: Apache-2.0
import Evidence

/// What the record mentions and the case does not hold. Messages known only from quotes and gaps in
/// the numbers have figures of their own.
enum MissingFigures {
  static func figures(of record: CaseRecord, messages: [Message]) -> [Figure] {
    let items = record.missing.items
    let released = messages.count(where: \.released)
    let dangling = items.filter { $0.kind == .answeredMessage || $0.kind == .forwardedMessage }
    let files = items.filter { $0.kind == .attachment }
    return [
      .share(
        "missing.answered",
        "Released messages that answer or forward one which is not in the case, of all released",
        dangling.count, of: released,
        query: Query.list(
          "missing", where: #".kind == "answered-message" or .kind == "forwarded-message""#),
        citations: dangling.prefix(Cited.most).map(\.citation)),
      .share(
        "missing.attachments",
        "Attachments that messages name and no file of the case is, of all attachments named",
        files.count, of: record.missing.attachmentsNamed,
        query: Query.list("missing", where: #".kind == "attachment""#),
        citations: files.prefix(Cited.most).map(\.citation)),
    ]
  }
}
