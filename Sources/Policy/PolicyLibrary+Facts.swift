// SPDX-License-Identifier: Apache-2.0

import Evidence

extension PolicyLibrary {
  /// Answers a question put as an example of a policy file states its case:
  /// `jail disclose release-date to ICE-ERO on 2019-03-01 in Bernalillo, basis is unknown among
  /// consent or court-order, there was presentation 2 hours before, record incomplete`.
  ///
  /// What is not said is unknown; without `record incomplete` or `record complete for …`, nothing
  /// happened but what is said.
  ///
  /// - Parameters:
  ///   - facts: in the words of the language: whose act, then details.
  ///   - today: the day it is asked for where it names none.
  /// - Returns: what all rules together say, and each of those that speak of the act.
  /// - Throws: `FactsError` with each word that means nothing, in its place.
  public func ask(facts: String, today: CivilDay) throws(FactsError) -> Answer {
    let line = facts.split(whereSeparator: \.isNewline).joined(separator: " ")
    let (file, reading) = PolicyFile.parse(
      "```policy\ninstrument \(Self.asking) for \(PlaceNames.everywhere) in force \(today)\n"
        + Self.lead + line + "\n  expect undetermined\n```\n", file: FactsError.name)
    let library = PolicyLibrary(files + [file])
    let found = (reading + library.resolution).filter {
      $0.severity == .error && $0.file == FactsError.name
    }
    guard found.isEmpty, let example = library.meaning.examples.last, example.file == file.name
    else {
      throw FactsError(facts: line, diagnostics: found.map(Self.moved))
    }
    var event = example.event
    if event.place == PlaceNames.everywhere, let only = onlyPlace { event.place = only }
    guard let place = event.place, place != PlaceNames.everywhere else {
      throw FactsError(
        facts: line,
        diagnostics: [
          Diagnostic(
            "the facts name no place: add 'in' and one of "
              + Resolver.listed(Set(instruments.map(\.place)).sorted()), in: FactsError.name,
            at: Spot(line: 1, column: max(1, line.unicodeScalars.count)))
        ])
    }
    var coverage = CoverageMap(example.coverage)
    coverage.isTotal = example.recordIsComplete
    let decider = Decider(
      meaning, index: EventIndex(example.others), coverage: coverage, zone: Resolver.utc,
      answers: example.answers)
    let heard = hear(event, isAnybody: false, decider)
    let day = event.time.map { CivilDay(instant: $0.from, in: Resolver.utc) } ?? today
    return Answer(
      headline: headline(
        heard.map(\.say), together: decider.together(on: event), hasDuties: false, place: place,
        day: day),
      understood: Self.told(event), day: day, place: place,
      lines: heard.map { self.line($0.say, $0.explanation) }, lookedAt: lookedAt(place, day))
  }

  private static let asking = "ASKED"
  private static let lead = "example \"asked\": "

  /// The place in what was written, without what was put before it.
  private static func moved(_ diagnostic: Diagnostic) -> Diagnostic {
    var moved = diagnostic
    moved.line = 1
    moved.column = diagnostic.line == 3 ? max(1, diagnostic.column - lead.count) : 1
    moved.notes = []
    return moved
  }

  /// The facts as they were read, one a line.
  private static func told(_ event: Event) -> [String] {
    event.facts.sorted { $0.key < $1.key }.compactMap { slot, fact in
      if slot == Link.person { return nil }
      switch fact {
      case .known(let values): return "\(slot.rawValue) is \(values.joined(separator: " and "))"
      case .unknown(let unknown):
        return unknown.candidates.isEmpty
          ? "\(slot.rawValue) is unknown"
          : "\(slot.rawValue) is \(unknown.candidates.joined(separator: " or "))"
      }
    }
  }
}

/// Why facts could not be read.
public struct FactsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file name of the diagnostics.
  public static let name = "facts"

  /// What was asked, on one line.
  public var facts: String
  /// What is wrong with it, each at its column.
  public var diagnostics: [Diagnostic]

  public init(facts: String, diagnostics: [Diagnostic]) {
    (self.facts, self.diagnostics) = (facts, diagnostics)
  }

  /// One line for each thing that is wrong.
  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
