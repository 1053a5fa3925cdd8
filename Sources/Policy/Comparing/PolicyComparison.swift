// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What changes from one text to another: the smallest events that they judge differently.
public struct PolicyComparison: Sendable {
  /// An event described by a few facts, which both sides judge whatever else is so.
  public struct Difference: Hashable, Sendable, Codable {
    /// An act of the vocabulary, or one of the files' own.
    public var action: String
    /// What else must be known of it: "actor is jail", "the day is 2021-08-02 or later".
    public var facts: [String]
    /// What the rules of the earlier side say of it together.
    public var before: Verdict
    public var after: Verdict
    /// The rules that say so, as `IL-TRUST-2017.15a`; empty where silence does.
    public var rulesBefore: [String]
    public var rulesAfter: [String]

    public init(
      action: String, facts: [String], before: Verdict, after: Verdict, rulesBefore: [String],
      rulesAfter: [String]
    ) {
      (self.action, self.facts, self.before, self.after) = (action, facts, before, after)
      (self.rulesBefore, self.rulesAfter) = (rulesBefore, rulesAfter)
    }
  }

  /// In the order of the vocabulary of acts; of one act first those that end in a violation or were
  /// one.
  public let differences: [Difference]
  /// Acts on which the two sides could not be compared, because too much bears on them.
  public let undecided: [String]
  /// What is wrong with the files taken together.
  public let diagnostics: [Diagnostic]

  /// Compares two sets of files, each with its own dates.
  ///
  /// Both may be versions of one file. Declarations that both make, of places, slots or questions,
  /// are one; what the files themselves have wrong is in `diagnostics`.
  public init(from before: [PolicyFile], to after: [PolicyFile]) {
    let renamed = after.map { $0.primed() }
    let known = Set(before.flatMap { $0.questions.map(\.name.text) })
    let merged = PolicyFile.reconciled(
      before
        + renamed.map { file in
          var file = file
          file.questions.removeAll { known.contains($0.name.text) }
          return file
        })
    let library = PolicyLibrary(merged)
    let mine = Set(before.flatMap { $0.instruments.map(\.name.text) })
    let sides = library.sides { mine.contains($0.id) }
    let found = DifferenceSearch(
      library.meaning, before: sides.in, after: sides.out, isDated: true
    ).run()
    differences = found.differences.map { $0.unprimed() }
    undecided = found.undecided
    diagnostics = library.resolution.filter { $0.severity == .error }
  }

  /// Compares instruments of one library, as if all of them were in force where and when the event
  /// happens.
  ///
  /// - Returns: nil where a name is that of no instrument.
  public init?(in library: PolicyLibrary, from before: Set<String>, to after: Set<String>) {
    let ids = Set(library.instruments.map(\.id))
    guard before.isSubset(of: ids), after.isSubset(of: ids), !before.isEmpty, !after.isEmpty else {
      return nil
    }
    let found = DifferenceSearch(
      library.meaning, before: library.sides { before.contains($0.id) }.in,
      after: library.sides { after.contains($0.id) }.in, isDated: false
    ).run()
    (differences, undecided, diagnostics) = (found.differences, found.undecided, [])
  }
}

extension PolicyLibrary {
  /// The rules of the instruments that fit, and of the others.
  fileprivate func sides(_ fits: (InstrumentModel) -> Bool) -> (in: [Int], out: [Int]) {
    var sides: (in: [Int], out: [Int]) = ([], [])
    for instrument in meaning.instruments {
      if fits(instrument) { sides.in += instrument.rules } else { sides.out += instrument.rules }
    }
    return sides
  }
}

extension PolicyComparison.Difference {
  fileprivate func unprimed() -> Self {
    var plain = self
    plain.rulesAfter = rulesAfter.map { $0.replacing(PolicyFile.prime, with: "") }
    plain.rulesBefore = rulesBefore.map { $0.replacing(PolicyFile.prime, with: "") }
    return plain
  }
}
