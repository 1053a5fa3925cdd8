// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// The events that one message suggests.
struct MessageDraft {
  private struct Request {
    /// The names of its cues, and its place in `events`; nil for an invitation.
    var cues: [String]
    var event: Int?
    var information: [String]
  }

  private(set) var events: [Event] = []
  private let message: Message
  private let writerSide: Contact.Side
  private let gaps: MessageGaps
  private var requests: [Request] = []
  /// The cues it refuses.
  private var refused: Set<String> = []
  private var refusal: Citation?

  var hasRequests: Bool { requests.contains { $0.event != nil } }

  init(
    _ message: Message, contact: Contact, finder: CueFinder, gaps: MessageGaps,
    ancestors: [MessageDraft], zone: TimeZone, place: String?
  ) {
    (self.message, self.gaps, writerSide) = (message, gaps, contact.writerSide)
    let text = CueText(message, symbols: finder.cues.symbols)
    let hits = finder.hits(in: text)
    let cues = finder.cues
    let builder = EventBuilder(
      message: message, contact: contact, text: text, gaps: gaps, cues: cues,
      statedHits: Array(hits[cues.cues.count...]), zone: zone, place: place)
    /// Where the event of each action stands, so that an address and an employer asked for in one
    /// message are one request.
    var places: [String: Int] = [:]
    var social: [(cue: Cues.Cue, hits: [CueFinder.Hit])] = []
    let wordCount = text.words.count { $0.line >= 0 }
    for (cue, found) in zip(cues.cues, hits) where !found.isEmpty {
      guard contact.isWritten(by: cue.writer), wordCount <= cue.maxWords ?? .max else { continue }
      let asked = Self.asked(cue, ancestors: ancestors, writerSide: contact.writerSide)
      switch cue.kind {
      case .social: social.append((cue, found))
      case .refusal:
        if asked == nil { continue }
        refused.formUnion(cue.answers)
        refusal = builder.citations(found).first
      case .invitation:
        requests.append(Request(cues: [cue.name], event: nil, information: []))
      case .request, .statement, .answer:
        if cue.kind == .answer, asked == nil { continue }
        let information =
          cue.information == ["as asked"] ? asked?.information ?? [] : cue.information
        if cue.information == ["as asked"], information.isEmpty { continue }
        let key = "\(cue.action) \(cue.doer.rawValue)"
        if let at = places[key] {
          builder.add(information, found, answers: asked?.event, to: &events[at])
          if let index = requests.firstIndex(where: { $0.event == at }), cue.kind == .request {
            requests[index].cues.append(cue.name)
            requests[index].information = events[at].facts[.information]?.value ?? []
          }
        } else {
          places[key] = events.count
          if cue.kind == .request {
            requests.append(
              Request(cues: [cue.name], event: events.count, information: information))
          }
          events.append(
            builder.event(cue, found, information: information, answers: asked?.event))
        }
      }
    }
    if events.isEmpty, requests.isEmpty, refusal == nil, let first = social.first {
      events.append(builder.event(first.cue, first.hits, information: [], answers: nil))
    }
  }

  /// The request that a cue answers: the nearest that was made by the other side.
  private static func asked(
    _ cue: Cues.Cue, ancestors: [MessageDraft], writerSide: Contact.Side
  ) -> (event: Event?, information: [String])? {
    // What only counts as an answer has to follow its question at once.
    let near = cue.kind == .statement ? ancestors[...] : ancestors.prefix(1)
    for ancestor in near where ancestor.writerSide != writerSide {
      for request in ancestor.requests where request.cues.contains(where: cue.answers.contains) {
        return (request.event.map { ancestor.events[$0] }, request.information)
      }
    }
    return nil
  }

  /// Sets the outcome of its requests.
  /// - Parameter replies: the drafts of all messages that follow in the thread.
  /// - Parameter direct: the ids of the messages that answer this one.
  mutating func settle(with replies: [MessageDraft], direct: [MessageID]) {
    for request in requests {
      guard let index = request.event else { continue }
      let answers = replies.flatMap(\.events).filter { $0.answers == events[index].id }
      let refusals = replies.filter { !$0.refused.isDisjoint(with: request.cues) }
      let near = replies.filter { direct.contains($0.message.id) }
      let told = Set(answers.flatMap { $0.facts[.information]?.value ?? [] })
      if !answers.isEmpty {
        let isPart =
          !refusals.isEmpty || (!told.isEmpty && !Set(request.information).isSubset(of: told))
        events[index].facts[.outcome] = .known([isPart ? "partly" : "complied"])
        events[index].factCitations[.outcome] = answers.flatMap(\.citations)
      } else if let refused = refusals.first {
        events[index].facts[.outcome] = .known(["declined"])
        events[index].factCitations[.outcome] = [refused.refusal].compactMap(\.self)
      } else if let gap = near.lazy.compactMap(\.hiddenAnswer).first {
        events[index].facts[.outcome] = .unknown(
          Unknown(.redacted, code: gap.code, citation: gap.citation))
      } else {
        // No reply in the record is not yet no reply: more may exist than was released.
        events[index].facts[.outcome] = .notStated
      }
    }
  }

  /// What hides an answer, if the message may be one.
  private var hiddenAnswer: MessageGaps.Gap? {
    gaps.hidesAll ? gaps.gaps.first : gaps.gaps.first { $0.isLarge }
  }
}
