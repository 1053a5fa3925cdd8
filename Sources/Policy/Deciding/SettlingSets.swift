// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Looks for the smallest sets of statements that leave one verdict.
///
/// Where the completions are few enough to be numbered, a statement is the set of those it allows, as
/// bits: some statements settle the verdict if the completions that all of them allow have one.
struct SettlingSets {
  /// A statement's number among those at hand.
  private typealias Numbers = [Int]

  private let statements: [Settlement.Statement]
  private let completions: Completions<Verdict>
  /// For each statement the ways of its part that it allows.
  private let ways: [Bits]
  /// For each statement the completions that it allows; empty where these are too many.
  private var covers: [Bits] = []
  private var verdicts: [Verdict] = []
  private var byVerdict: [Verdict: Bits] = [:]

  /// Completions that are numbered.
  private static let mostCompletions = 8_192
  /// Sets of three are looked for only among so many statements.
  private static let mostForThree = 80

  /// - Parameter parts: those that the verdict can change with.
  init(
    _ statements: [Settlement.Statement], of parts: [Int], in completions: Completions<Verdict>
  ) {
    (self.statements, self.completions) = (statements, completions)
    ways = statements.map {
      Bits($0.ways, below: completions.parts[$0.part].ways.count)
    }
    let counts = parts.map { completions.parts[$0].ways.count }
    var total = 1
    for count in counts where total <= Self.mostCompletions { total *= count }
    guard total <= Self.mostCompletions else { return }
    verdicts = completions.diagram.table(of: parts, ways: counts)
    for verdict in Set(verdicts) {
      byVerdict[verdict] = Bits(verdicts.indices.filter { verdicts[$0] == verdict }, below: total)
    }
    var strides: [Int: (stride: Int, count: Int)] = [:]
    var stride = total
    for (part, count) in zip(parts, counts) {
      stride /= count
      strides[part] = (stride, count)
    }
    covers = statements.map { statement in
      let (stride, count) = strides[statement.part] ?? (1, 1)
      return Bits(
        (0..<total).filter { statement.ways.contains($0 / stride % count) }, below: total)
    }
  }

  func smallest() -> [(set: [Settlement.Statement], verdict: Verdict)] {
    var settled: Set<Int> = []
    var singles: [(set: Numbers, verdict: Verdict)] = []
    for number in statements.indices {
      if let verdict = verdict([number], covers.isEmpty ? nil : covers[number]) {
        settled.insert(number)
        singles.append(([number], verdict))
      }
    }
    let open = statements.indices.filter { !settled.contains($0) }
    var pairs: [(set: Numbers, verdict: Verdict)] = []
    for (position, first) in open.enumerated() {
      for second in open[(position + 1)...] where statements[second].part != statements[first].part
      {
        let set = [first, second]
        if let verdict = verdict(set, cover(set)) { pairs.append((set, verdict)) }
      }
    }
    let found = plain(singles) + widest(pairs)
    if !found.isEmpty || open.count > Self.mostForThree { return told(found) }
    var triples: [(set: Numbers, verdict: Verdict)] = []
    for (one, first) in open.enumerated() {
      for (two, second) in open.enumerated()
      where two > one && statements[second].part != statements[first].part {
        let both = cover([first, second])
        for third in open[(two + 1)...]
        where statements[third].part != statements[first].part
          && statements[third].part != statements[second].part
        {
          let cover = both.map { $0.intersection(covers[third]) }
          let set = [first, second, third]
          if let verdict = verdict(set, cover) { triples.append((set, verdict)) }
        }
      }
    }
    return told(widest(triples))
  }

  private func told(
    _ sets: [(set: Numbers, verdict: Verdict)]
  ) -> [(set: [Settlement.Statement], verdict: Verdict)] {
    sets.map { set, verdict in (set.map { statements[$0] }, verdict) }
  }

  // MARK: What a set leaves

  private func cover(_ set: Numbers) -> Bits? {
    guard !covers.isEmpty, let first = set.first else { return nil }
    return set.dropFirst().reduce(covers[first]) { $0.intersection(covers[$1]) }
  }

  private func verdict(_ set: Numbers, _ cover: Bits?) -> Verdict? {
    guard let cover else {
      return completions.verdict(
        where: Dictionary(
          set.map { (statements[$0].part, statements[$0].ways) },
          uniquingKeysWith: { first, _ in first }))
    }
    guard let first = cover.first, let all = byVerdict[verdicts[first]], cover.isSubset(of: all)
    else { return nil }
    return verdicts[first]
  }

  // MARK: Leaving out

  /// "Is only" says nothing new where "is" settles it the same way.
  private func plain(
    _ singles: [(set: Numbers, verdict: Verdict)]
  ) -> [(set: Numbers, verdict: Verdict)] {
    singles.filter { one in
      let text = statements[one.set[0]].text
      let plain = text.replacing(" is only ", with: " is ")
      return plain == text
        || !singles.contains {
          statements[$0.set[0]].text == plain && $0.verdict == one.verdict
        }
    }
  }

  /// Without those that say more than another that settles as much.
  private func widest(
    _ sets: [(set: Numbers, verdict: Verdict)]
  ) -> [(set: Numbers, verdict: Verdict)] {
    let alike = Dictionary(grouping: sets.indices) { number in
      [sets[number].verdict.rawValue] + sets[number].set.map { "\(statements[$0].part)" }
    }
    var narrow: Set<Int> = []
    for group in alike.values {
      for one in group {
        let isSaid = group.contains { other in
          other != one && isNarrower(sets[one].set, sets[other].set)
        }
        if isSaid { narrow.insert(one) }
      }
    }
    return sets.indices.filter { !narrow.contains($0) }.map { sets[$0] }
  }

  private func isNarrower(_ a: Numbers, _ b: Numbers) -> Bool {
    zip(a, b).allSatisfy { ways[$0].isSubset(of: ways[$1]) }
      && zip(a, b).contains { ways[$0] != ways[$1] }
  }
}
