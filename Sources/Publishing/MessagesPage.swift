// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// All messages, thread by thread.
struct MessagesPage {
  let site: Site

  func pages() -> [(file: String, view: View)] {
    let chunks = MessageThread.pages(site.threads, perPage: site.options.rowsPerPage)
    var events: [MessageID: Int] = [:]
    for event in site.record.events where event.status != .rejected {
      if let message = event.message { events[message, default: 0] += 1 }
    }
    return chunks.enumerated().map { n, threads in
      let file = Pager.file("messages", n)
      var view = site.frame("Messages", file: "messages.html")
      view.merge(Pager.view("messages", n, of: chunks.count)) { $1 }
      view["isEmpty"] = site.record.messages.isEmpty
      view["counts"] = [
        "messages", "messages.released", "messages.quoted-only", "messages.undated",
      ]
      .compactMap { site.figure($0) }
      view["threadCount"] = Wording.counted(site.threads.count, "thread")
      view["threads"] = threads.map { thread in self.thread(thread, events) }
      return (file, view)
    }
  }

  private func thread(_ thread: MessageThread, _ events: [MessageID: Int]) -> View {
    let first = thread.messages.first.map { site.record.messages[$0] }
    return [
      "subject": first.map { Wording.subject($0.subject) } ?? "",
      "isThread": thread.messages.count > 1,
      "count": Wording.counted(thread.messages.count, "message"),
      "messages": thread.messages.map { view($0, events) },
    ]
  }

  private func view(_ place: Int, _ events: [MessageID: Int]) -> View {
    let message = site.record.messages[place]
    // Cleaned as one text before it is cut into its parts.
    let lines = site.scrubber.cleaned(lines: message.lines.map(\.text))
    func text(_ zones: Set<MessageLine.Zone>) -> String {
      zip(message.lines, lines).filter { zones.contains($0.0.zone) }.map(\.1)
        .joined(separator: "\n").trimmingNewlines()
    }
    var view: View = [
      "id": "m-\(place + 1)", "from": Wording.party(message.from),
      "to": message.to.map(Wording.party).joined(separator: ", "),
      "sent": Wording.time(message.sent), "subject": Wording.subject(message.subject),
      "released": message.released, "place": site.place(message.citation),
      "new": text([.new]),
    ]
    let side = site.sides[message.from.value?.person]
    if side == .local || side == .federal { view["side"] = side.rawValue }
    if !message.cc.isEmpty {
      view["cc"] = message.cc.map(Wording.party).joined(separator: ", ")
    }
    let rest = text([.signature, .quoted, .disclaimer])
    if !rest.isEmpty { view["rest"] = rest }
    if let link = site.link(message.citation) { view["href"] = link }
    if let answered = message.replyTo, let link = site.messageLinks[answered] {
      view["answersHref"] = link
    }
    if let outer = message.quotedIn, let link = site.messageLinks[outer] {
      view["quotedInHref"] = link
    }
    if !message.duplicates.isEmpty {
      view["copies"] = Wording.counted(message.duplicates.count, "copy", "copies")
    }
    if !message.attachments.isEmpty {
      view["attachments"] = message.attachments.joined(separator: ", ")
    }
    if let count = events[message.id] { view["events"] = Wording.counted(count, "event") }
    return view
  }
}
