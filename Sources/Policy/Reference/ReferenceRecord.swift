// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// One record as one rule on one event sees it: all its completions.
final class ReferenceRecord {
  /// What is around the event judged under one completion.
  struct Surrounding: Hashable {
    var day: CivilDay
    var counts: [Int: Int]
  }

  /// What was found so far: events are counted, or their values gathered.
  struct Findings: Hashable {
    var numbers: [Int: Int] = [:]
    var values: [Int: Set<String>] = [:]
  }

  /// An event with nothing left open but its time: what matters of it.
  struct Happening: Hashable {
    /// The searches whose pattern it fits.
    var fits: Set<Int>
    /// Of slots that are linked or counted.
    var values: [Slot: [String]]
    var place: String
    var isAnswer: Bool
    /// The record itself says that it is the answer.
    var isStatedAnswer: Bool
  }

  let interpreter: ReferenceInterpreter
  let judged: Event
  let others: [Event]
  /// The numbers of the searches that matter to the rule.
  let searches: [Int]
  let questions: [String]
  let atoms: Set<Atom>
  /// Of the event judged.
  private let slots: Set<Slot>
  /// Of the events that a search finds.
  private let foundSlots: [Int: Set<Slot>]
  /// Those of the event judged that events found are held against.
  private let linked: Set<Slot>
  let enough: [Int: Int]
  var near: [String: [String: Bool]] = [:]
  private var steps = 0
  private(set) lazy var coverageEdges = findCoverageEdges()
  private(set) lazy var boundActors = searches.reduce(into: [:]) {
    $0[$1] = findBoundActors(meaning.searches[$1])
  }
  /// Of windows without a length: the first instant at which an unseen event counts.
  private(set) lazy var starts = searches.reduce(into: [Int: Int64]()) { starts, number in
    let search = meaning.searches[number]
    if search.side == .before, search.duration == nil {
      starts[number] = search.since?.start(in: interpreter.zone)
    }
  }
  private(set) lazy var standings = findStandings()
  /// Slots whose very values matter.
  private(set) lazy var compared = findCompared()
  var universes: [Slot: [[String]?: [String]]] = [:]
  private var made: [String: [String: Set<Happening>]] = [:]
  private var seen: [[Slot: [String]]: [String: Set<Surrounding>]] = [:]
  var meaning: Meaning { interpreter.meaning }

  init(_ interpreter: ReferenceInterpreter, rule: Int, judging event: Event) {
    (self.interpreter, judged) = (interpreter, event)
    let meaning = interpreter.meaning
    others = interpreter.events.filter { $0.id != event.id && $0.status != .rejected }
    var atoms: Set<Atom> = []
    for related in meaning.related[rule] { meaning.forEachAtom(of: related) { atoms.insert($0) } }
    var (slots, linked): (Set<Slot>, Set<Slot>) = ([], [])
    var foundSlots: [Int: Set<Slot>] = [:]
    var enough: [Int: Int] = [:]
    var questions: Set<String> = []
    for atom in atoms {
      switch atom {
      case .some(let slot, _), .every(let slot, _), .compare(let slot, _, _): slots.insert(slot)
      case .same(let a, let b): slots.formUnion([a, b])
      case .found(let search, _, let number):
        enough[search] = max(enough[search, default: 1], number + 1)
      case .answer(let id): questions.insert(id)
      case .day, .within: break
      }
    }
    for number in enough.keys {
      let search = meaning.searches[number]
      let links = Set(search.links + (search.samePerson ? ["person"] : []))
      linked.formUnion(links)
      var found = links
      if let slot = search.distinct { found.insert(slot) }
      search.pattern.forEachAtom { atom, _ in
        atoms.insert(atom)
        switch atom {
        case .some(let slot, _), .every(let slot, _), .compare(let slot, _, _): found.insert(slot)
        case .same(let a, let b): found.formUnion([a, b])
        case .found, .answer, .day, .within: break
        }
      }
      foundSlots[number] = found
    }
    (self.atoms, self.linked, self.enough) = (atoms, linked, enough)
    (self.slots, self.foundSlots) = (slots.union(linked), foundSlots)
    (searches, self.questions) = (enough.keys.sorted(), questions.sorted())
  }

  func work() throws(ReferenceInterpreter.TooMany) {
    steps += 1
    if steps > interpreter.most { throw ReferenceInterpreter.TooMany() }
  }

  // MARK: The event judged

  func ways(of event: Event) throws(ReferenceInterpreter.TooMany) -> [[Slot: [String]]] {
    try ways(of: slots) { values(of: $0, for: event) }
  }

  private func ways(
    of slots: Set<Slot>, _ options: (Slot) -> [[String]]
  ) throws(ReferenceInterpreter.TooMany) -> [[Slot: [String]]] {
    var all: [[Slot: [String]]] = [[:]]
    for slot in slots.sorted() {
      var next: [[Slot: [String]]] = []
      let options = options(slot)
      for way in all {
        for values in options {
          try work()
          next.append(way.merging([slot: values]) { $1 })
        }
      }
      all = next
    }
    return all
  }

  /// A place that no file and no event names.
  private static let nowhere = "\u{1}nowhere"

  var placesOfJudged: [String] {
    if let place = judged.place { return [place] }
    let unnamed = others.compactMap(\.place).filter { meaning.places.find($0) == nil }
    return Set(unnamed).union(meaning.places.names).sorted() + [Self.nowhere]
  }

  // MARK: What is around it

  /// Every day and every count of the searches that the rest of the record and unseen events allow.
  func surroundings(
    of values: [Slot: [String]], in place: String
  ) throws(ReferenceInterpreter.TooMany) -> Set<Surrounding> {
    let key = values.filter { linked.contains($0.key) }
    if let known = seen[key]?[place] { return known }
    var all: Set<Surrounding> = []
    let happenings = try others.map { (other) throws(ReferenceInterpreter.TooMany) in
      try finds(try self.happenings(of: other, in: place), values, in: place)
    }
    var unseen: [String: Set<Way>] = [:]
    for action in unseenActions {
      unseen[action] = try finds(
        self.happenings(of: self.unseen(action, in: place), in: place), values, in: place)
    }
    for standing in standings {
      try work()
      let around = zip(happenings, standing.inside).map { combine($0, $1) }
      var more: Set<Way> = []
      for (action, ways) in unseen {
        more.formUnion(combine(ways, standing.unseen[action, default: []]))
      }
      for findings in try findings(around, more.filter { !$0.isEmpty }) {
        var counts = findings.numbers
        for (search, values) in findings.values { counts[search] = values.count }
        all.insert(Surrounding(day: standing.day, counts: counts))
      }
    }
    seen[key, default: [:]][place] = all
    return all
  }

  /// What all events together may come to: each of the record once, and unseen ones.
  private func findings(
    _ around: [Set<Way>], _ unseen: Set<Way>
  ) throws(ReferenceInterpreter.TooMany) -> Set<Findings> {
    var found: Set<Findings> = [Findings()]
    for ways in around { found = try add(ways, to: found) }
    // One unseen event more, until another one changes nothing.
    while !unseen.isEmpty {
      let more = try add(unseen, to: found)
      if more.isSubset(of: found) { break }
      found.formUnion(more)
    }
    return found
  }

  /// What one event adds: to each search that finds it, its values of the slot that is counted.
  typealias Way = [Int: [String]]

  private func add(
    _ ways: Set<Way>, to found: Set<Findings>
  ) throws(ReferenceInterpreter.TooMany) -> Set<Findings> {
    var all: Set<Findings> = []
    for findings in found {
      for way in ways {
        try work()
        var findings = findings
        for (search, values) in way {
          let most = enough[search, default: 1]
          if meaning.searches[search].distinct == nil {
            findings.numbers[search] = min(most, findings.numbers[search, default: 0] + 1)
          } else {
            var all = findings.values[search, default: []].union(values)
            // Which values they are no longer matters.
            if all.count >= most { all = Set((0..<most).map { "\u{1}\($0)" }) }
            findings.values[search] = all
          }
        }
        all.insert(findings)
      }
    }
    return all
  }

  /// What an event adds for what it is, where it also lies in the window.
  private func combine(_ ways: Set<Way>, _ inside: Set<Set<Int>>) -> Set<Way> {
    Set(ways.flatMap { way in inside.map { windows in way.filter { windows.contains($0.key) } } })
  }

  /// What each completion of an event is found by, but for its time.
  private func finds(
    _ happenings: Set<Happening>, _ values: [Slot: [String]], in place: String
  ) throws(ReferenceInterpreter.TooMany) -> Set<Way> {
    var all: Set<Way> = []
    for happening in happenings {
      try work()
      var way: Way = [:]
      for number in happening.fits where isLinked(number, happening, values, in: place) {
        let slot = meaning.searches[number].distinct
        way[number] = slot.map { happening.values[$0, default: []] } ?? []
      }
      all.insert(way)
    }
    return all
  }

  private func happenings(
    of other: Event, in place: String
  ) throws(ReferenceInterpreter.TooMany) -> Set<Happening> {
    if let known = made[other.id]?[place] { return known }
    let answers = other.answers.map { [$0 == judged.id] } ?? [true, false]
    var all: Set<Happening> = []
    let fact = other.facts[.action]
    let actions = (fact?.value ?? fact?.unknown?.candidates ?? []).map { $0.lowercased() }
    let lookers = searches.filter {
      actions.isEmpty || !meaning.searches[$0].actions.isDisjoint(with: actions)
    }
    let slots = lookers.reduce(into: Set<Slot>()) { $0.formUnion(foundSlots[$1, default: []]) }
    for values in try ways(of: slots, { values(of: $0, for: other) }) {
      let fits = lookers.filter { number in
        interpreter.holds(
          meaning.searches[number].pattern, ReferenceInterpreter.Completion(values: values))
      }
      for there in other.place.map({ [$0] }) ?? [place, Self.nowhere + " else"] {
        for isAnswer in answers {
          all.insert(
            Happening(
              fits: Set(fits),
              values: values.filter { compared.contains($0.key) },
              place: there, isAnswer: isAnswer, isStatedAnswer: isAnswer && other.answers != nil))
        }
      }
    }
    made[other.id, default: [:]][place] = all
    return all
  }

  // MARK: Unseen events

  var unseenActions: [String] {
    if interpreter.isTotal { return [] }
    return Set(searches.flatMap { meaning.searches[$0].actions }).sorted()
  }

  private func unseen(_ action: String, in place: String) -> Event {
    Event(
      id: "unseen \(action)", facts: [.action: .unknown(Unknown(.notStated, candidates: [action]))],
      time: nil, place: place, status: .logged, origin: "", citations: [])
  }
}
