// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What the copies of one message show apart: what one withholds and another does not.
package enum Witnesses {
  /// The redactions of each page, by source and number.
  package typealias Redactions = [SourceID: [Int: [Redaction]]]

  /// Of copies of one message, at least two of them, the one that stands for all first.
  package static func compare(_ copies: [Message], redactions: Redactions) -> WitnessedMessage {
    var differences: [WitnessedMessage.Difference] = []
    for part in [WitnessedMessage.Difference.Part.from, .to, .cc, .sent, .subject] {
      differences += heads(part, copies)
    }
    // Each is held against the fullest: what another shows beside it is there, too.
    let texts = copies.map { WitnessText($0) }
    let fullest = texts.indices.max { a, b in
      texts[a].letters != texts[b].letters ? texts[a].letters < texts[b].letters : a > b
    }
    if let fullest {
      for other in texts.indices where other != fullest {
        differences += WitnessText.compare(texts[fullest], texts[other], redactions)
      }
    }
    return WitnessedMessage(
      message: copies.first?.id ?? "", witnesses: copies.map { WitnessedMessage.Witness($0) },
      differences: differences)
  }

  // MARK: Heads

  private static func heads(_ part: WitnessedMessage.Difference.Part, _ copies: [Message])
    -> [WitnessedMessage.Difference]
  {
    // The first copy with most to show speaks; the others are held against it.
    let shown = copies.map { values($0, part) }
    guard
      let best = shown.indices.max(by: {
        (shown[$0].known.count, -$0) < (shown[$1].known.count, -$1)
      }), !shown[best].known.isEmpty
    else { return [] }
    var out: [WitnessedMessage.Difference] = []
    for other in copies.indices where other != best {
      for (speaker, listener) in [(best, other), (other, best)] {
        let (mine, theirs) = (shown[speaker], shown[listener])
        let heard = Set(theirs.known.map(\.key))
        let more = mine.known.filter { !heard.contains($0.key) }
        guard !more.isEmpty else { continue }
        let kind: WitnessedMessage.Difference.Kind
        if theirs.isWithheld {
          kind = .withheld
        } else if [.to, .cc].contains(part) || theirs.known.isEmpty {
          // A list that ends earlier, or a quote without that line, says nothing.
          continue
        } else if speaker == best {
          kind = .differs
        } else {
          continue
        }
        out.append(
          WitnessedMessage.Difference(
            part: part, kind: kind, text: more.map(\.text).joined(separator: "; "),
            shownIn: copies[speaker].id, withheldIn: copies[listener].id,
            instead: kind == .differs ? theirs.known.map(\.text).joined(separator: "; ") : nil,
            codes: kind == .withheld ? theirs.codes : [], citation: copies[speaker].citation))
      }
    }
    return out
  }

  private struct Values {
    /// What it is compared by, and what it says.
    var known: [(key: String, text: String)] = []
    var isWithheld = false
    var codes: [String] = []

    mutating func add<Value>(_ fact: Fact<Value>, _ read: (Value) -> (String, String)?) {
      switch fact {
      case .known(let value): if let read = read(value) { known.append(read) }
      case .unknown(let unknown):
        guard unknown.reason == .redacted else { return }
        isWithheld = true
        if let code = unknown.code, !codes.contains(code) { codes.append(code) }
      }
    }
  }

  private static func values(_ message: Message, _ part: WitnessedMessage.Difference.Part)
    -> Values
  {
    var out = Values()
    func party(_ party: Party) -> (String, String)? {
      let label = party.label
      return label.isEmpty ? nil : (party.person ?? Words.compact(label), label)
    }
    switch part {
    case .from: out.add(message.from, party)
    case .to: for fact in message.to { out.add(fact, party) }
    case .cc: for fact in message.cc { out.add(fact, party) }
    case .sent:
      out.add(message.sent) { moment in
        guard moment.precision != .unknown else { return nil }
        // Seconds are not printed, and zones shift the clock: the day is what must agree.
        let key = Moment(
          year: moment.year, month: moment.month, day: moment.day, precision: .day)
        return (moment.offset == nil ? key.iso : "", moment.iso)
      }
    case .subject:
      out.add(message.subject) { text in (SubjectLine(text).key, text) }
    case .text: break
    }
    return out
  }
}
