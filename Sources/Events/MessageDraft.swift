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
  /// The events that answer a request, by the request's id.
  private var answering: [String: [Int]] = [:]
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
    let found = zip(cues.cues, hits).filter { cue, hits in
      !hits.isEmpty && contact.isWritten(by: cue.writer) && wordCount <= cue.maxWords ?? .max
        && (contact.isDirect || cue.kind == .statement || cue.kind == .answer)
    }
    for (cue, hits) in found where cue.kind == .refusal {
      guard !Self.asked(cue, ancestors, contact.writerSide).isEmpty else { continue }
      refused.formUnion(cue.answers)
      refusal = refusal ?? builder.citations(hits).first
    }
    for (cue, hits) in found {
      let asked = Self.asked(cue, ancestors, contact.writerSide)
      var information = cue.information
      switch cue.kind {
      case .refusal: continue
      case .social:
        social.append((cue, hits))
        continue
      case .invitation:
        requests.append(Request(cues: [cue.name], event: nil, information: []))
        continue
      case .answer where asked.isEmpty: continue
      case .answer where information == ["as asked"]:
        // "Attached" beside a refusal or beside what is told in words stands for nothing more.
        information = asked[0].information
        if information.isEmpty || refusal != nil || places["\(cue.action) writer"] != nil {
          continue
        }
      case .request, .statement, .answer: break
      }
      let key = "\(cue.action) \(cue.doer.rawValue)"
      let at = places[key] ?? events.count
      if at < events.count {
        builder.add(information, hits, answers: asked.first?.event, to: &events[at])
      } else {
        places[key] = at
        events.append(
          builder.event(cue, hits, information: information, answers: asked.first?.event))
      }
      for request in asked {
        if let id = request.event?.id, answering[id]?.contains(at) != true {
          answering[id, default: []].append(at)
        }
      }
      if cue.kind == .request { addRequest(cue, event: at) }
    }
    if events.isEmpty, requests.isEmpty, refusal == nil, let first = social.first {
      events.append(builder.event(first.cue, first.hits, information: [], answers: nil))
    }
  }

  private mutating func addRequest(_ cue: Cues.Cue, event: Int) {
    let information = events[event].facts[.information]?.value ?? []
    if let index = requests.firstIndex(where: { $0.event == event }) {
      requests[index].cues.append(cue.name)
      requests[index].information = information
    } else {
      requests.append(Request(cues: [cue.name], event: event, information: information))
    }
  }

  /// The requests that a cue answers, in the order of the cue's own list: those of the nearest
  /// message by the other side that makes one.
  private static func asked(
    _ cue: Cues.Cue, _ ancestors: [MessageDraft], _ writerSide: Contact.Side
  ) -> [(event: Event?, information: [String])] {
    // What only counts as an answer has to follow its question at once.
    let near = cue.kind == .statement ? ancestors[...] : ancestors.prefix(1)
    for ancestor in near where ancestor.writerSide != writerSide {
      var out: [(event: Event?, information: [String])] = []
      var taken: Set<Int> = []
      for name in cue.answers {
        for (index, request) in ancestor.requests.enumerated()
        where request.cues.contains(name) && taken.insert(index).inserted {
          out.append((request.event.map { ancestor.events[$0] }, request.information))
        }
      }
      if !out.isEmpty { return out }
    }
    return []
  }

  /// Sets the outcome of its requests.
  /// - Parameter replies: the drafts of all messages that follow in the thread.
  /// - Parameter direct: the ids of the messages that answer this one.
  mutating func settle(with replies: [MessageDraft], direct: [MessageID]) {
    for request in requests {
      guard let index = request.event else { continue }
      let id = events[index].id
      let answers = replies.flatMap { reply in
        (reply.answering[id] ?? []).map { reply.events[$0] }
      }
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
