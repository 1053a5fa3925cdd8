// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// The instruments of some policy files, ready to decide.
///
/// A rule with an error in it decides nothing: look at `check` and at what parsing reported before
/// relying on what a library says.
public struct PolicyLibrary: Sendable {
  let meaning: Meaning
  let files: [PolicyFile]
  /// What looking up names reported.
  let resolution: [Diagnostic]
  /// In the order of the files.
  public let instruments: [Instrument]

  /// Looks up every name of the files, all together: places, slots, acts and questions are shared.
  ///
  /// Never fails: what is wrong is in `check()`.
  ///
  /// - Parameter files: in the order in which instruments and findings are to come.
  public init(_ files: [PolicyFile]) {
    self.files = files
    let resolver = Resolver(files)
    meaning = resolver.meaning
    resolution = resolver.diagnostics.inOrder()
    let meaning = resolver.meaning
    instruments = meaning.instruments.filter { !$0.isBroken }.map { model in
      Instrument(
        id: model.id, place: model.place, from: model.range.from ?? CivilDay(number: 0),
        to: model.range.to, cite: model.cite, file: model.file, line: model.spot.line,
        rules: model.rules.map { number in
          let rule = meaning.rules[number]
          return Instrument.Rule(
            ref: rule.label, text: rule.text, cite: rule.cite, line: rule.spot.line,
            rests: rule.rests.map {
              Instrument.Rest(
                words: $0.words, source: $0.source, page: $0.page, line: $0.spot.line,
                column: $0.spot.column)
            })
        },
        enacted: model.enacted,
        contests: model.contests.compactMap { contest in
          contest.days.from.map {
            Instrument.Contest(from: $0, to: contest.days.to, question: contest.question)
          }
        })
    }
  }

  /// What is wrong between and within the files beyond what parsing found: names that mean nothing
  /// or are given twice, circles, dates the wrong way round, rules that can disagree.
  /// What can never happen is found by trying every case: rules that never apply, exceptions never
  /// reached, windows that never close, rules that disagree.
  public func check() -> [Diagnostic] {
    (resolution + RuleChecks.diagnostics(meaning)).inOrder()
  }

  /// The instruments that bind `place` on `day`, in the order of the files.
  ///
  /// - Parameters:
  ///   - place: named loosely, "Marlow County" for `MarlowCounty`. In a place that no file names, only
  ///     what binds everywhere does.
  ///   - day: contested days count as in force.
  public func inForce(at place: String, on day: CivilDay) -> [Instrument] {
    binding(place).filter { $0.isInForce(on: day) }
  }

  /// The instruments that bind `place`, whatever the day.
  func binding(_ place: String) -> [Instrument] {
    let here = meaning.places.find(place)
    return instruments.filter { instrument in
      guard let here else {
        return [PlaceNames.everywhere, PlaceNames.country].contains(instrument.place)
      }
      return meaning.places.binds(instrument.place, in: here)
    }
  }

  /// One finding for each rule that speaks, or may speak, of the event; one without an instrument
  /// where none does.
  ///
  /// - Parameters:
  ///   - event: with its facts in the words of `Vocabulary`.
  ///   - events: among which `there was` looks; the event itself may be one of them.
  ///   - coverage: which sources are complete for what; without any, nothing certainly did not
  ///     happen.
  ///   - zone: in which days begin, as the law's dates mean them.
  /// - Returns: in the order of the rules. A finding's `until` is empty unless its verdict is
  ///   undetermined.
  public func decide(
    _ event: Event, among events: EventIndex, coverage: [Coverage], zone: TimeZone
  ) -> [Finding] {
    decide([event], among: events, coverage: coverage, zone: zone)
  }

  /// Why each rule that speaks, or may speak, of the event says what it says of it: the trees behind
  /// the findings of `decide`, in the same order.
  ///
  /// - Returns: nothing where no rule speaks of it.
  public func explain(
    _ event: Event, among events: EventIndex, coverage: [Coverage], zone: TimeZone
  ) -> [Explanation] {
    Decider(meaning, index: events, coverage: CoverageMap(coverage), zone: zone)
      .explanations(for: event)
  }

  /// The same for many events of one record, much faster: what is alike is decided once.
  package func decide(
    _ events: [Event], among index: EventIndex, coverage: [Coverage], zone: TimeZone
  ) -> [Finding] {
    let decider = Decider(
      meaning, index: index, coverage: CoverageMap(coverage), zone: zone)
    return events.flatMap { decider.findings(for: $0, in: index) }
  }
}
