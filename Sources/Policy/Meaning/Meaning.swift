// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The files of a library with every name looked up: what deciding works on.
struct Meaning: Sendable {
  var places = PlaceNames()
  var domains: [Slot: Domain] = [:]
  /// How a value is spelt in the vocabulary or the files, by its lower case.
  var spelling: [String: String] = [:]
  var instruments: [InstrumentModel] = []
  var rules: [RuleModel] = []
  var precedences: [PrecedenceModel] = []
  var questions: [String: QuestionModel] = [:]
  var searches: [SearchModel] = []
  var acts: Set<String> = []
  var examples: [ExampleModel] = []
  /// For each rule, the precedences in which it loses or wins.
  var losses: [Int: [Int]] = [:]
  var wins: [Int: [Int]] = [:]
  /// For each rule, those that forbid what it permits or the other way round.
  var opponents: [[Int]] = []
  /// For each rule, those that can change what it says, itself included.
  var related: [[Int]] = []
  /// For each rule, what these ask about.
  private(set) var asked: [Asked] = []
  /// Days on which something that a file names begins, in order.
  var dates: [CivilDay] = []
  /// By search, how many events any rule can tell apart.
  var enough: [Int] = []
  /// By slot whose values are all listed, these: each once, in lower case, without the words that
  /// stand for several of them.
  private(set) var listed: [Slot: [String]] = [:]

  /// Slots that may hold several values at once.
  static let lists: Set<Slot> = [.basis, .information, .subject]

  func domain(of slot: Slot) -> Domain { domains[slot] ?? .open([]) }

  func spelt(_ value: String) -> String { spelling[value] ?? value }

  mutating func relate() {
    opponents = rules.indices.map { index in rules.indices.filter { oppose(index, $0) } }
    related = rules.indices.map { related(to: $0) }
    let own = rules.indices.map { atoms(of: $0) }
    asked = related.map { Asked($0.flatMap { own[$0] }) }
    dates = findDates()
    enough = Decider.enough(of: self)
  }

  /// Tells what values slots can have; conditions can be decided from then on.
  mutating func listValues() {
    for (slot, domain) in domains {
      guard case .closed(let values) = domain else { continue }
      var seen: Set<String> = []
      listed[slot] = values.filter { ActorWords.vague[$0] == nil }.map { $0.lowercased() }
        .filter { seen.insert($0).inserted }
    }
  }

  /// Whether one forbids what the other permits or demands.
  func oppose(_ a: Int, _ b: Int) -> Bool {
    let (a, b) = (rules[a], rules[b])
    let modals = Set([a.modal, b.modal])
    return modals == [.mustNot, .may] && !a.actions.isDisjoint(with: b.actions)
  }

  /// Whether something says which of the two prevails.
  func areOrdered(_ a: Int, _ b: Int) -> Bool {
    precedences.contains { ($0.winner, $0.loser) == (a, b) || ($0.winner, $0.loser) == (b, a) }
  }

  private func related(to index: Int) -> [Int] {
    var found = [index]
    var next = [index] + opponents[index]
    while let rule = next.popLast() {
      if !found.contains(rule) { found.append(rule) }
      for loss in losses[rule, default: []] where !found.contains(precedences[loss].winner) {
        found.append(precedences[loss].winner)
        next.append(precedences[loss].winner)
      }
    }
    return found.sorted()
  }
}

/// What a rule and those that bear on it ask about: each atom once.
struct Asked: Sendable {
  var atoms: [Atom] = []
  /// In order.
  var searches: [Int] = []

  init(_ all: [Atom]) {
    var seen: Set<Atom> = []
    var searches: Set<Int> = []
    for atom in all where seen.insert(atom).inserted {
      atoms.append(atom)
      if case .found(let search, _, _) = atom { searches.insert(search) }
    }
    self.searches = searches.sorted()
  }
}

/// An example as the event, the other events and the record it stands for.
struct ExampleModel: Sendable {
  var name: String
  var file: String
  var spot: Spot
  var instrument: Int
  var event: Event
  var others: [Event]
  /// Nothing happened but what it says.
  var recordIsComplete: Bool
  /// What the record is complete for where it is not complete altogether.
  var coverage: [Coverage]
  var answers: [String: Bool]
  /// The rule's number, or nil for the instrument as a whole.
  var expected: [(verdict: Verdict, rule: Int?)]
}
