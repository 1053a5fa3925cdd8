// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// What the record mentions and does not hold: what to ask for next.
package enum MissingItems {
  /// - Parameters:
  ///   - messages: with threads, copies and people filled in.
  ///   - people: by id, for names.
  ///   - files: the names of all sources; letters, digits and the ending count.
  ///   - gaps: production numbers that no page bears, and `bates` of the pages beside them.
  package static func list(
    messages: [Message], people: [String: Person], files: [String], gaps: [BatesGap],
    bates: [PageName: String]
  ) -> MissingReport {
    var out: [MissingItem] = []
    let released = Attachments(files: files)
    var named: Set<String> = []
    let places = Dictionary(
      messages.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { a, _ in a })
    let full = Set(messages.lazy.filter { $0.origin != .quoted }.map(\.id))
    for message in messages.sorted(by: { $0.id < $1.id }) where isFirst(message, full) {
      if !message.released {
        out.append(quoted(message, people))
      } else if message.origin != .quoted, let item = answered(message, people) {
        out.append(item)
      }
      let copies = [message] + message.duplicates.compactMap { places[$0].map { messages[$0] } }
      for (name, copy) in Attachments.named(by: copies) {
        let key = Attachments.key(name)
        guard named.insert(key + "|" + (message.thread ?? message.id)).inserted,
          !released.contains(key), !Attachments.isCarried(key, by: copies)
        else { continue }
        let alike = released.alike(key).map { " Something like it is: “\($0)”." } ?? ""
        out.append(
          MissingItem(
            kind: .attachment,
            ask: "“\(name)”, attached to the message \(described(message, people))",
            reason: "The message names it and no file of the case is called so.\(alike)",
            message: message.id, name: name, citation: copy.citation))
      }
    }
    for gap in gaps { out.append(pages(gap, bates)) }
    let items = out.enumerated().sorted { a, b in
      let (x, y) = (order(a.element.kind), order(b.element.kind))
      if x != y { return x < y }
      let (s, t) = (time(a.element, places, messages), time(b.element, places, messages))
      return s != t ? s < t : a.offset < b.offset
    }.map(\.element)
    return MissingReport(items: items, attachmentsNamed: named.count)
  }

  /// When the message was sent; those that do not say come last.
  private static func time(
    _ item: MissingItem, _ places: [MessageID: Int], _ messages: [Message]
  ) -> Int64 {
    item.message.flatMap { places[$0] }.flatMap { messages[$0].sent.value }
      .flatMap { $0.precision == .unknown ? nil : $0.wallSeconds } ?? .max
  }

  private static func order(_ kind: MissingItem.Kind) -> Int {
    MissingItem.Kind.allCases.firstIndex(of: kind) ?? 0
  }

  /// One of several copies speaks for all: of those released in full, else of the quotes, the one
  /// with the smallest id.
  private static func isFirst(_ message: Message, _ full: Set<MessageID>) -> Bool {
    if message.released, message.origin == .quoted { return false }
    return message.duplicates.allSatisfy {
      message.id < $0 || (message.released && !full.contains($0))
    }
  }

  private static func quoted(_ message: Message, _ people: [String: Person]) -> MissingItem {
    let outer = message.quotedIn.map { " \($0)" } ?? ""
    let more =
      message.duplicates.isEmpty
      ? "" : " and \(message.duplicates.count) more"
    return MissingItem(
      kind: .quotedMessage, ask: "The message \(described(message, people))",
      reason: "It is known only because message\(outer)\(more) quotes it.", message: message.id,
      citation: message.citation)
  }

  private static func answered(_ message: Message, _ people: [String: Person]) -> MissingItem? {
    guard message.replyTo == nil else { return nil }
    let subject = message.subject.value.map { SubjectLine($0) }
    let isForward = subject.map { $0.isForward && !$0.isReply } ?? false
    let reason: String
    if !message.answersHeader.isEmpty {
      let id = message.answersHeader[0]
      reason = "Its headers name the message it answers, <\(id)>, which is not in the case."
    } else if let subject, subject.isReply || subject.isForward, !subject.isAutomatic {
      reason =
        "Its subject says that it \(isForward ? "forwards" : "answers") a message, and the case "
        + "holds none that it can be."
    } else {
      return nil
    }
    return MissingItem(
      kind: isForward ? .forwardedMessage : .answeredMessage,
      ask: "The message that is \(isForward ? "forwarded" : "answered") by the one "
        + described(message, people), reason: reason, message: message.id,
      citation: message.citation)
  }

  private static func pages(_ gap: BatesGap, _ bates: [PageName: String]) -> MissingItem {
    let numbers =
      gap.count == 1 ? "Page \(gap.first)" : "Pages \(gap.first) to \(gap.last), \(gap.count) pages"
    return MissingItem(
      kind: .pages, ask: numbers,
      reason:
        "No page of the case bears \(gap.count == 1 ? "this number" : "these numbers"), which "
        + "\(gap.count == 1 ? "lies" : "lie") between two that pages bear.",
      count: gap.count,
      citation: Citation(
        source: gap.after.source,
        place: .page(number: gap.after.number, bates: bates[gap.after], boxes: []),
        quote: bates[gap.after] ?? ""))
  }

  /// "of Dana Wills to Rene Ortiz, sent 2018-03-01T10:00:00, “Bookings”".
  private static func described(_ message: Message, _ people: [String: Person]) -> String {
    func name(_ fact: Fact<Party>) -> String {
      switch fact {
      case .known(let party): party.person.flatMap { people[$0]?.name } ?? party.label
      case .unknown(let unknown): "[\(unknown.reason.rawValue)]"
      }
    }
    var text = "of \(name(message.from))"
    if !message.to.isEmpty {
      let more = message.to.count > 3 ? " and \(message.to.count - 3) more" : ""
      text += " to \(message.to.prefix(3).map(name).joined(separator: ", "))\(more)"
    }
    if let sent = message.sent.value, sent.precision != .unknown {
      let iso = sent.precision == .minute ? String(sent.iso.prefix(16)) : sent.iso
      text += ", sent \(iso.replacing("T", with: " "))"
    }
    if let subject = message.subject.value, !subject.isEmpty { text += ", “\(subject)”" }
    return text
  }
}
