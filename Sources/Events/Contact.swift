// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Who writes to whom in a message that goes from one side to the other.
struct Contact {
  enum Side { case local, federal }

  var writer: Standing
  var readers: [Standing]
  var writerSide: Side
  /// One of those it is addressed to is on the other side, and not only one who gets a copy.
  var isDirect: Bool

  /// Nil for a message that does not pass between a local and a federal agency.
  ///
  /// Where the names on one side are blacked out, the other side tells: officers are released with
  /// what they wrote to each other.
  init?(from writer: Standing, to addressees: [Standing], copies: [Standing]) {
    let readers = addressees + copies
    let federal = readers.filter { $0.side == .federal }
    let local = readers.filter { $0.side == .local }
    let redacted = readers.filter(\.isRedacted)
    switch writer.side {
    case .local:
      let found = federal.isEmpty && local.isEmpty ? redacted : federal
      guard !found.isEmpty else { return nil }
      (self.readers, writerSide) = (found, .local)
    case .federal:
      let found = federal.isEmpty && local.isEmpty ? redacted : local
      guard !found.isEmpty else { return nil }
      (self.readers, writerSide) = (found, .federal)
    case .unknown where writer.isRedacted:
      if !federal.isEmpty, local.isEmpty {
        (self.readers, writerSide) = (federal, .local)
      } else if !local.isEmpty, federal.isEmpty {
        (self.readers, writerSide) = (local, .federal)
      } else {
        return nil
      }
    case .unknown, .other: return nil
    }
    self.writer = writer
    let other: Person.Side = writerSide == .local ? .federal : .local
    isDirect = addressees.contains { $0.side == other || $0.isRedacted }
  }

  func isWritten(by wanted: Cues.Cue.Writer) -> Bool {
    switch wanted {
    case .any: true
    case .local: writerSide == .local
    case .federal: writerSide == .federal
    }
  }

  /// The slots that say who acts and towards whom.
  func facts(doer: Cues.Cue.Doer) -> [Slot: SlotFact] {
    let reader = Self.joined(readers)
    let isLocalAct = (writerSide == .local) == (doer == .writer)
    return [
      .actor: doer == .writer ? writer.agency : reader,
      .recipient: doer == .writer ? reader : writer.agency,
      .direction: .known([isLocalAct ? "local-to-federal" : "federal-to-local"]),
    ]
  }

  func parties(doer: Cues.Cue.Doer) -> [Slot: String] {
    let names = readers.compactMap(\.label).joined(separator: ", ")
    let reader = names.isEmpty ? nil : names
    var out: [Slot: String] = [:]
    out[.actor] = doer == .writer ? writer.label : reader
    out[.recipient] = doer == .writer ? reader : writer.label
    return out
  }

  /// The agencies of several readers, each once; unknown only where none is known.
  private static func joined(_ readers: [Standing]) -> SlotFact {
    var known: [String] = []
    for reader in readers {
      for value in reader.agency.value ?? [] where !known.contains(value) { known.append(value) }
    }
    return known.isEmpty ? readers.first?.agency ?? .notStated : .known(known)
  }
}
