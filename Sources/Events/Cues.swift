// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The phrases by which an e-mail suggests an event: `Data/cues.yaml`, which explains its form.
package struct Cues: Sendable {
  /// One kind of sentence and the event it suggests.
  struct Cue: Sendable {
    enum Kind: String, Sendable, CaseIterable {
      /// Asks for something. An answer may follow.
      case request
      /// Tells something, or tells of an act.
      case statement
      /// Tells something only as a reply to one of the requests in `answers`.
      case answer
      /// Says no to one of the requests in `answers`; makes no event.
      case refusal
      /// Asks for an act that only its answer makes an event of.
      case invitation
      /// Thanks and small talk: an event only where the message has no other.
      case social
    }

    enum Writer: String, Sendable, CaseIterable { case any, local, federal }
    enum Doer: String, Sendable, CaseIterable { case writer, reader }

    var name: String
    var kind: Kind
    /// Empty for refusals and invitations.
    var action: String
    var writer: Writer
    /// Whose act it is: usually the writer's.
    var doer: Doer
    /// Empty for what does not carry any; "as asked" for what the request asked for.
    var information: [String]
    /// Slots it sets whatever else the message says, such as `purpose`.
    var sets: [Slot: [String]]
    /// The requests it can answer, by their names.
    var answers: [String]
    /// The act was earlier than the message.
    var isReported: Bool
    var guards: [String]
    /// Words that must not stand in the same sentence.
    var notNear: [CuePhrase]
    /// The longest message in which it counts, in words; nil for any.
    var maxWords: Int?
    var phrases: [CuePhrase]
  }

  /// A value of a slot and the phrases that state it.
  struct Stated: Sendable {
    var slot: Slot
    var value: String
    var guards: [String]
    /// Words that must not stand in the same sentence.
    var notNear: [CuePhrase]
    var phrases: [CuePhrase]
  }

  /// Sentences in which a phrase does not mean what it says: denied, conditional, asked.
  struct Guard: Sendable {
    enum Reach: String, Sendable, CaseIterable {
      /// Earlier in the same clause.
      case clause
      /// At most three words earlier.
      case near
      /// At the beginning of the sentence, or the sentence ends in a question mark.
      case question
    }

    var reach: Reach
    var phrases: [CuePhrase]
  }

  /// How to tell what kind of agency somebody belongs to.
  struct Agency: Sendable {
    var actor: String
    /// The values it can be where the words do not settle it; empty where they do.
    var candidates: [String]
    var side: Person.Side
    var phrases: [PhrasePattern]
    var domains: [Glob]
  }

  var cues: [Cue]
  var stated: [Stated]
  var guards: [String: Guard]
  var agencies: [Agency]
  /// Words right before a redaction that tell which slot it hides: "on the ███" hides a basis.
  var gaps: [(slot: Slot, phrases: [PhrasePattern])]
  /// What the words of its phrases are called in them.
  var symbols: CueSymbols

  /// - Parameter file: the name by which errors tell the file.
  package init(yaml: String, file: String) throws(MappingError) {
    self = try CuesParser.parse(yaml: yaml, file: file)
  }

  init(
    cues: [Cue], stated: [Stated], guards: [String: Guard], agencies: [Agency],
    gaps: [(slot: Slot, phrases: [PhrasePattern])], symbols: CueSymbols
  ) {
    (self.cues, self.stated, self.guards, self.agencies) = (cues, stated, guards, agencies)
    (self.gaps, self.symbols) = (gaps, symbols)
  }
}
