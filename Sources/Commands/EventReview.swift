// SPDX-License-Identifier: Apache-2.0

import Casework
import Evidence
import Foundation

/// Asks a person about each suggested event: what it says, where, and in which words.
struct EventReview {
  let opened: OpenCase
  let reviewer: String
  let style: TextStyle

  init(case opened: OpenCase, reviewer: String, style: TextStyle) {
    (self.opened, self.reviewer, self.style) = (opened, reviewer, style)
  }

  func run() throws {
    let events = try opened.events().filter { $0.status == .suggested }
    let messages = Dictionary(
      try opened.messages().map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    guard !events.isEmpty else {
      Terminal.print("No suggested events wait for review.")
      return
    }
    var (confirmed, rejected, skipped) = (0, 0, 0)
    for (index, event) in events.enumerated() {
      Terminal.print(style(.bold, "\(index + 1) of \(events.count)  ") + event.id)
      show(event, message: event.message.flatMap { messages[$0] })
      switch try ask(about: event) {
      case .confirmed: confirmed += 1
      case .rejected: rejected += 1
      case .skipped: skipped += 1
      case .ended:
        Terminal.print(closing(confirmed, rejected, events.count - confirmed - rejected))
        return
      }
    }
    Terminal.print(closing(confirmed, rejected, skipped))
  }

  private enum Outcome { case confirmed, rejected, skipped, ended }

  private func closing(_ confirmed: Int, _ rejected: Int, _ open: Int) -> String {
    "\(confirmed) confirmed, \(rejected) rejected, \(open) still open. Decided by \(reviewer)."
  }

  private func show(_ event: Event, message: Message?) {
    Terminal.print("  " + EventSentence.text(event, in: opened.zone))
    if let message {
      let subject = message.subject.value ?? "[\(message.subject.unknown?.reason.rawValue ?? "")]"
      Terminal.print("  in “\(subject.printable)”, \(message.citation.label)")
      let quoted = Set(event.citations.map(\.quote))
      for line in message.lines where line.zone == .new && !line.text.isEmpty {
        let isCited = quoted.contains { $0.contains(line.text) || line.text.contains($0) }
        Terminal.print(
          "    " + (isCited ? style(.bold, "▸ " + line.text.printable) : "  " + line.text.printable)
        )
      }
    }
    for citation in event.citations {
      Terminal.print("  \(EventSentence.quote(citation))  \(citation.label)")
    }
    for slot in event.facts.keys.sorted() {
      let text =
        switch event.facts[slot] {
        case .known(let values)?: values.joined(separator: " + ")
        case .unknown(let unknown)?: style(.yellow, "unknown (\(unknown.reason.rawValue))")
        case nil: ""
        }
      Terminal.print("    \(slot.rawValue.padded(to: 14))\(text)")
    }
  }

  private func ask(about event: Event) throws -> Outcome {
    var changes: [Slot: Fact<[String]>] = [:]
    while true {
      Terminal.write(
        Array("[c]onfirm  [e]dit  [r]eject  [s]kip  [q]uit > ".utf8), to: STDOUT_FILENO)
      guard let line = readLine() else { return .ended }
      let answer = line.trimmingCharacters(in: .whitespaces)
      switch answer.first?.lowercased() {
      case "c":
        try opened.decide(event.id, .confirmed, reviewer: reviewer, changes: changes)
        return .confirmed
      case "r":
        let note = answer.dropFirst().trimmingCharacters(in: .whitespaces)
        try opened.decide(
          event.id, .rejected, reviewer: reviewer, note: note.isEmpty ? nil : note)
        return .rejected
      case "s": return .skipped
      case "q": return .ended
      case "e":
        let typed = answer.dropFirst().trimmingCharacters(in: .whitespaces)
        if typed.isEmpty {
          Terminal.print("  e slot=value, such as: e recipient=ICE-HSI   e basis=unknown:redacted")
          continue
        }
        do {
          let (slot, fact) = try FactEdit.change(typed)
          changes[slot] = fact
          Terminal.print("  \(slot.rawValue) corrected; confirm to keep it")
        } catch {
          Terminal.print("  \(error)")
        }
      default: Terminal.print("  c, e slot=value, r [why], s or q")
      }
    }
  }
}
