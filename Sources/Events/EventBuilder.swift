// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Makes the events of one message.
struct EventBuilder {
  let message: Message
  let contact: Contact
  let text: CueText
  let gaps: MessageGaps
  let cues: Cues
  /// The hits of `cues.stated`, in its order.
  let statedHits: [[CueFinder.Hit]]
  let zone: TimeZone
  let place: String?

  private static let citedHits = 3

  /// - Parameter answers: the request it answers.
  func event(
    _ cue: Cues.Cue, _ hits: [CueFinder.Hit], information: [String], answers: Event?
  ) -> Event {
    var event = Event(
      id: "\(message.id).\(cue.name).1", facts: contact.facts(doer: cue.doer),
      time: time(cue, hits), place: place, status: .suggested,
      parties: contact.parties(doer: cue.doer), message: message.id, answers: answers?.id,
      origin: cue.name, citations: citations(hits))
    event.facts[.action] = .known([cue.action])
    if !information.isEmpty { event.facts[.information] = .known(information) }
    if cue.kind != .social {
      for slot in [Slot.purpose, .basis] { state(slot, answers: answers, &event) }
      for slot in [Slot.subject, .isPublic] {
        if let found = stated(slot) {
          event.facts[slot] = .known(found.values)
          event.factCitations[slot] = found.citations
        }
      }
    }
    if event.facts[.isPublic] == nil, Self.givesInformation.contains(cue.action) {
      event.facts[.isPublic] = .notStated
    }
    if cue.kind == .request { event.facts[.outcome] = .notStated }
    for (slot, values) in cue.sets {
      event.facts[slot] = .known(values)
      event.factCitations[slot] = nil
    }
    return event
  }

  private static let givesInformation = ["disclosure", "release-notification"]

  /// Adds what another cue of the same act says.
  func add(
    _ information: [String], _ hits: [CueFinder.Hit], answers: Event?, to event: inout Event
  ) {
    let have = event.facts[.information]?.value ?? []
    let all = have + information.filter { !have.contains($0) }
    if !all.isEmpty { event.facts[.information] = .known(all) }
    event.answers = event.answers ?? answers?.id
    for citation in citations(hits) where !event.citations.contains(citation) {
      event.citations.append(citation)
    }
  }

  /// A purpose or basis: stated here, hidden here, as the answered request states it, or, in a
  /// message that can be read to its end, known not to be stated.
  private func state(_ slot: Slot, answers: Event?, _ event: inout Event) {
    if let found = stated(slot) {
      event.facts[slot] = .known(found.values)
      event.factCitations[slot] = found.citations
      return
    }
    let leads = cues.gaps.first { $0.slot == slot }?.phrases ?? []
    if let gap = gaps.gap(hiding: slot, leads: leads) {
      event.facts[slot] = .unknown(Unknown(.redacted, code: gap.code, citation: gap.citation))
    } else if let request = answers, case .known(let values) = request.facts[slot] {
      event.facts[slot] = .known(values)
      event.factCitations[slot] = request.factCitations[slot] ?? request.citations
    } else {
      event.facts[slot] = .known([slot == .purpose ? "unstated" : "none-shown"])
    }
  }

  private func stated(_ slot: Slot) -> (values: [String], citations: [Citation])? {
    var values: [String] = []
    var places: [Citation] = []
    for (stated, hits) in zip(cues.stated, statedHits) where stated.slot == slot {
      guard !hits.isEmpty, !values.contains(stated.value) else { continue }
      values.append(stated.value)
      places += citations(Array(hits.prefix(1)))
    }
    return values.isEmpty ? nil : (values, places)
  }

  /// The lines in which the words found stand, one citation a page.
  func citations(_ hits: [CueFinder.Hit]) -> [Citation] {
    var out: [Citation] = []
    for hit in hits.prefix(Self.citedHits) {
      var lines: [Int] = []
      for word in text.words[hit.words] where lines.last != word.line { lines.append(word.line) }
      for line in lines {
        let next =
          line < 0 ? subjectCitation : message.citation(of: message.lines[line])
        if let last = out.indices.last, let joined = Self.joined(out[last], next), line >= 0 {
          out[last] = joined
        } else if !out.contains(next) {
          out.append(next)
        }
      }
    }
    return out
  }

  private var subjectCitation: Citation {
    var citation = message.citation
    citation.quote = message.subject.value ?? citation.quote
    return citation
  }

  /// Two runs of lines of one page as one citation: a box a line, the quote's lines likewise.
  private static func joined(_ first: Citation, _ second: Citation) -> Citation? {
    switch (first.place, second.place) {
    case (.page(let page, let bates, let boxes), .page(let other, _, let more)) where page == other:
      if boxes.contains(where: more.contains) { return first }
      return Citation(
        source: first.source, place: .page(number: page, bates: bates, boxes: boxes + more),
        quote: first.quote + "\n" + second.quote)
    case (.mail, .mail):
      if first.quote.split(separator: "\n").contains(Substring(second.quote)) { return first }
      return Citation(
        source: first.source, place: first.place, quote: first.quote + "\n" + second.quote)
    default: return nil
    }
  }

  /// When the act took place: when the message was sent, unless it tells of something earlier.
  private func time(_ cue: Cues.Cue, _ hits: [CueFinder.Hit]) -> TimeSpan? {
    guard let sent = message.sent.value, sent.precision != .unknown else { return nil }
    let span = sent.span(in: zone)
    guard cue.isReported, let hit = hits.first else { return span }
    let words = text.words[text.sentences[hit.sentence].words].map {
      String(decoding: $0.bytes, as: UTF8.self)
    }
    var day = sent
    (day.hour, day.minute, day.second) = (0, 0, 0)
    guard [.second, .minute, .day].contains(sent.precision) else { return nil }
    day.precision = .day
    let today = day.span(in: zone)
    if words.contains(where: { ["today", "tonight", "just", "now"].contains($0) })
      || Self.hasThis(words)
    {
      return TimeSpan(from: today.from, to: span.to)
    }
    if words.contains("yesterday") || Self.follows("last", "night", words) {
      return TimeSpan(from: today.from - 86_400, to: span.to)
    }
    return nil
  }

  private static func hasThis(_ words: [String]) -> Bool {
    ["morning", "afternoon", "evening"].contains { follows("this", $0, words) }
  }

  private static func follows(_ first: String, _ second: String, _ words: [String]) -> Bool {
    zip(words, words.dropFirst()).contains { $0 == first && $1 == second }
  }
}
