// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// What the record mentions and does not hold, as one would ask for it.
struct MissingPage {
  /// The same list as a text that can be sent.
  static let draft = "missing.txt"

  let site: Site

  func pages() -> [(file: String, view: View)] {
    let items = site.record.missing.items
    let chunks = Pager.chunks(items, site.options.rowsPerPage)
    return chunks.enumerated().map { n, chunk in
      var view = site.frame("What is missing", file: "missing.html")
      view.merge(Pager.view("missing", n, of: chunks.count)) { $1 }
      view["isFirst"] = n == 0
      view["isEmpty"] = items.isEmpty
      view["figures"] = [
        "messages.quoted-only", "missing.answered", "missing.attachments", "bates.missing",
      ].compactMap { site.figure($0) }
      view["count"] = Wording.counted(items.count, "thing")
      view["sections"] = MissingItem.Kind.allCases.compactMap { kind -> View? in
        let own = chunk.filter { $0.kind == kind }
        guard !own.isEmpty else { return nil }
        return [
          "id": kind.rawValue, "name": Self.heading(kind), "about": Self.about(kind),
          "isPages": kind == .pages, "isAttachment": kind == .attachment,
          "isMessage": kind != .pages && kind != .attachment,
          "head": kind == .quotedMessage ? "Message" : "Message that mentions it",
          "items": own.map(row),
        ]
      }
      if n == 0 { view["draft"] = draft() }
      return (Pager.file("missing", n), view)
    }
  }

  /// The list as plain text, one thing a paragraph, each with the place that proves it.
  func draft() -> String {
    let items = site.record.missing.items
    var out = ["Records that the released files mention and do not hold", ""]
    for (n, item) in items.enumerated() {
      out += ["\(n + 1). \(item.ask).", "   \(why(item)) See \(site.place(item.citation)).", ""]
    }
    return out.joined(separator: "\n")
  }

  private static func heading(_ kind: MissingItem.Kind) -> String {
    switch kind {
    case .quotedMessage: "Messages known only from a quote"
    case .answeredMessage: "Messages that were answered"
    case .forwardedMessage: "Messages that were forwarded"
    case .attachment: "Attachments that are named"
    case .pages: "Numbers that no page bears"
    }
  }

  private static func about(_ kind: MissingItem.Kind) -> String {
    switch kind {
    case .quotedMessage:
      "Another message quotes each of them, so it was written; it was not released itself."
    case .answeredMessage:
      "The message named here is an answer, and the one it answers is not in the case."
    case .forwardedMessage:
      "The message named here passes another one on, and that one is not in the case."
    case .attachment:
      "A message names the file in its head; no file of the case is called so, and the message does "
        + "not come with it."
    case .pages:
      "Production numbers between two that pages bear. A slip sheet may account for some of them."
    }
  }

  private func row(_ item: MissingItem) -> View {
    var view: View = [
      "ask": item.ask, "why": why(item), "cited": site.quote(item.citation),
      "name": item.name ?? "",
    ]
    if let count = item.count { view["pages"] = Wording.counted(count, "page") }
    guard
      let message = item.message.flatMap({ site.messages[$0] }).map({ site.record.messages[$0] })
    else { return view }
    view["from"] = Wording.party(message.from)
    view["to"] =
      message.to.isEmpty
      ? "[not stated]" : message.to.map(Wording.party).joined(separator: ", ")
    view["sent"] = Wording.time(message.sent)
    view["subject"] = site.topic(message)
    if let link = site.messageLinks[message.id] { view["href"] = link }
    view["quoters"] = quoters(of: message)
    return view
  }

  /// The messages in which a missing one is quoted: the one around it and those around its copies.
  private func quoters(of message: Message) -> [View] {
    guard !message.released else { return [] }
    let copies = ([message.id] + message.duplicates).compactMap { site.messages[$0] }
    let outer = copies.compactMap { site.record.messages[$0].quotedIn }
    // Copies of one message quote it alike.
    var seen: Set<MessageID> = []
    let distinct = outer.filter { id in
      guard let place = site.messages[id], !seen.contains(id) else { return false }
      seen.formUnion([id] + site.record.messages[place].duplicates)
      return true
    }
    return distinct.prefix(5).compactMap { id in
      guard let place = site.messages[id], let link = site.messageLinks[id] else { return nil }
      let outer = site.record.messages[place]
      return ["href": link, "words": "\(Wording.party(outer.from)), \(Wording.time(outer.sent))"]
    }
  }

  /// How it is known, without the ids that only the program knows.
  private func why(_ item: MissingItem) -> String {
    switch item.kind {
    case .quotedMessage:
      let copies =
        item.message.flatMap { site.messages[$0] }
        .map { site.record.messages[$0].duplicates.count } ?? 0
      return "A released message quotes it\(copies > 0 ? " (\(copies + 1) quotes in all)" : "")."
    case .answeredMessage, .forwardedMessage, .attachment, .pages: return item.reason
    }
  }
}
