// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What a rule looks for among the other rows of a log, as numbers that can be compared by the
/// million.
package struct LogSearch: Sendable {
  let model: SearchModel
  private let clock: Clock
  private let since: Int64?

  /// By kind of row: 0 where it is not what is looked for, 1 where it is, 2 where it may be.
  package let fits: [UInt8]
  /// By kind of row, its number in `links` as the row judged and as the one found.
  package let linkClass: [Int32]
  /// By the link class of the row judged and, within it, of the one found: 0 where the two cannot
  /// belong together, 1 where they do as far as kinds tell, 2 where they may.
  package let links: [UInt8]
  package let linkClasses: Int
  /// Only rows about the same person are found.
  package let samePerson: Bool
  /// No rule can tell counts of so many and more apart.
  package let enough: Int
  /// It counts or links what kinds of rows do not tell: each row that asks it is decided by itself.
  package let isIrregular: Bool

  init(
    _ number: Int, kinds: [Event], in decider: Decider, relevant: [Bool]
  ) {
    let meaning = decider.meaning
    model = meaning.searches[number]
    clock = decider.clock
    since = model.since?.start(in: decider.clock.zone)
    samePerson = model.samePerson
    enough = meaning.enough[number]
    var speaksOfPerson = false
    model.pattern.forEachAtom { atom, _ in
      if atom.variables(meaning).contains(.slot(Link.person)) { speaksOfPerson = true }
    }
    let domain = meaning.domain(of: Link.person)
    let isPlainPerson = if case .open = domain { true } else { false }
    isIrregular =
      model.answersOnly || model.distinct != nil || speaksOfPerson
      || model.links.contains(Link.person) || (samePerson && !isPlainPerson)
    let model = model
    fits = kinds.map { kind in
      let actions = kind.facts[.action]?.value ?? kind.facts[.action]?.unknown?.candidates ?? []
      let may = actions.isEmpty || actions.contains { model.actions.contains($0.lowercased()) }
      guard may else { return 0 }
      if speaksOfPerson { return 2 }
      return switch decider.fits(model, kind) {
      case true?: 1
      case false?: 0
      case nil: 2
      }
    }
    // Kinds that are alike in place and in what links are one class.
    struct Key: Hashable {
      var place: String?
      var states: [RawState]
    }
    var numbers: [Key: Int32] = [:]
    var examples: [Event] = []
    let slots = model.links
    linkClass = kinds.indices.map { index in
      guard relevant[index] else { return 0 }
      let kind = kinds[index]
      let key = Key(
        place: kind.place, states: slots.map { RawState($0, of: kind, implied: nil) })
      if let known = numbers[key] { return known }
      let next = Int32(examples.count)
      numbers[key] = next
      examples.append(kind)
      return next
    }
    linkClasses = examples.count
    var alone = model
    (alone.samePerson, alone.answersOnly) = (false, false)
    var table: [UInt8] = []
    for (row, judged) in examples.enumerated() {
      var judged = judged
      judged.id = "judged \(row)"
      let link = Link(search: alone, places: decider.places, judged: judged, domain: meaning.domain)
      for (column, other) in examples.enumerated() {
        var other = other
        other.id = "other \(column)"
        switch link.holds(other) {
        case true?: table.append(1)
        case false?: table.append(0)
        case nil: table.append(2)
        }
      }
    }
    links = table
  }

  /// The first and the last instant of the window seen from an instant; both rise with it.
  package func bounds(at instant: Int64) -> (low: Int64, high: Int64) {
    WindowTest.bounds(of: model, at: instant, clock: clock)
  }

  /// From one quarter of an hour to the next, each bound moves with the instant or stands still.
  package var isQuarterly: Bool {
    guard let duration = model.duration else { return true }
    switch duration.unit {
    case .minute: return duration.count % 15 == 0
    case .hour, .day, .week, .month, .year: return true
    }
  }

  /// The span that must be covered for "there was none", from the ends of the windows seen from the
  /// first and the last instant of an event.
  package func whole(low: Int64, high: Int64) -> TimeSpan {
    var from = low
    if model.side == .before, model.duration == nil, let since { from = max(from, since) }
    return TimeSpan(from: from, to: high + 1)
  }
}
