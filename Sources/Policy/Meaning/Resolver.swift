// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Looks up every name of the files and reports those that mean nothing.
struct Resolver {
  /// Where names are looked up: the file, the instrument above, and the act being judged.
  struct Scope {
    var file: String
    var instrument: String?
    /// Nil where a window may name any act, as in a definition.
    var judged: Set<String>?
    var since: CivilDay?
    /// Whom the instrument above binds at the most; empty where it does not say.
    var binds: [Name] = []
    /// Inside `where`: only slots of the event found.
    var isSearch = false
  }

  /// A definition belongs to an instrument or, with nil, to a whole file.
  struct TermKey: Hashable {
    var file: String
    var instrument: String?
    var name: String
  }

  let files: [PolicyFile]
  var meaning = Meaning()
  var diagnostics: [Diagnostic] = []
  var terms: [TermKey: [Syntax.Definition]] = [:]
  var usedTerms: Set<TermKey> = []
  /// Terms being expanded, outermost first.
  var expanding: [(key: TermKey, spot: Spot)] = []
  var expansions = 0
  static let mostExpansions = 50_000
  /// Terms found to define each other.
  var circles: Set<Set<TermKey>> = []
  var usedQuestions: Set<String> = []
  /// Names that searches look for and nobody declared, in lower case.
  var plainActs: Set<String> = []
  /// Slots of the files' own that were declared, by lower case.
  var declaredSlots: [String: Slot] = [:]
  /// Values used with slots nobody declared.
  var inferred: [Slot: Set<String>] = [:]
  /// Calendars of the files' own, by lower case.
  var calendars: [String: SkippedDays] = [:]
  var instrumentNumbers: [String: Int] = [:]
  var searchNumbers: [SearchModel: Int] = [:]
  /// Rules left out because of an error in them.
  var brokenRules: Set<String> = []

  init(_ files: [PolicyFile]) {
    self.files = files
    collectVocabulary()
    for file in files { collectNames(of: file) }
    for file in files { checkCalendars(of: file) }
    for file in files { collectInstruments(of: file) }
    tieVersions()
    for index in meaning.instruments.indices { meaning.instruments[index].settle() }
    inferNumbers()
    for file in files { resolveRules(of: file) }
    for file in files { resolvePrecedences(of: file) }
    for (slot, values) in inferred where meaning.domains[slot] == nil {
      meaning.domains[slot] = .open(values.sorted())
    }
    for file in files { resolveExamples(of: file) }
    // An event whose act is not known may be any that a file speaks of.
    meaning.domains[.action] = .closed(
      Vocabulary.actions + meaning.acts.union(plainActs).subtracting(Vocabulary.actions).sorted())
    checkUse()
    checkCircles()
    meaning.relate()
  }

  mutating func report(
    _ message: String, in file: String, at spot: Spot, hint: String? = nil,
    _ severity: Diagnostic.Severity = .error
  ) {
    let diagnostic = Diagnostic(
      severity: severity, file: file, line: spot.line, column: spot.column, message: message,
      hint: hint)
    // A definition is expanded wherever it is used, and is wrong only once.
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  mutating func spell(_ value: String) { meaning.spelling[value.lowercased()] = value }

  // MARK: Names

  private mutating func collectVocabulary() {
    for (slot, values) in Vocabulary.facets {
      meaning.domains[slot] = .closed(values)
      for value in values { spell(value) }
    }
  }

  private mutating func collectNames(of file: PolicyFile) {
    for place in file.places { collect(place, in: file.name) }
    for slot in file.slots { collect(slot, in: file.name) }
    for act in file.acts { meaning.acts.insert(act.folded) }
    for calendar in file.calendars { collect(calendar, in: file.name) }
    for question in file.questions {
      if meaning.questions[question.name.text] != nil {
        report(
          "there is a question '\(question.name.text)' already", in: file.name,
          at: question.name.spot)
        continue
      }
      meaning.questions[question.name.text] = QuestionModel(
        id: question.name.text, text: question.text,
        settled: question.settled.map { ($0.answer, $0.from) })
    }
    for definition in file.definitions { collect(definition, in: file.name, of: nil) }
    for instrument in file.instruments {
      for definition in instrument.definitions {
        collect(definition, in: file.name, of: instrument.name.text)
      }
    }
  }

  private mutating func collect(_ place: Syntax.Place, in file: String) {
    var smaller: (name: String, spot: Spot)?
    for (name, also) in place.chain {
      let canonical = meaning.places.declare(name.text)
      for other in also {
        if let taken = meaning.places.alias(other, for: canonical) {
          report("'\(other)' is a name of \(taken) already", in: file, at: name.spot)
        }
      }
      if let smaller {
        if meaning.places.chain(canonical).contains(smaller.name) {
          report("\(smaller.name) cannot lie within itself", in: file, at: name.spot)
        } else if let known = meaning.places.nest(smaller.name, within: canonical) {
          report(
            "\(smaller.name) is within \(known) already, not within \(canonical)", in: file,
            at: name.spot)
        }
      }
      smaller = (canonical, name.spot)
    }
  }

  private mutating func collect(_ slot: Syntax.SlotDeclaration, in file: String) {
    let name = slot.name.folded
    if let known = Vocabulary.facets.keys.first(where: { $0.rawValue == name }) {
      report(
        "'\(known.rawValue)' is a slot of the vocabulary and has its values", in: file,
        at: slot.name.spot)
      return
    }
    let declared = Slot(rawValue: slot.name.text)
    let domain: Domain = slot.values.map { .closed($0.map(\.text)) } ?? .number
    if let earlier = declaredSlots[name], meaning.domains[earlier] != domain {
      report(
        "slot '\(slot.name.text)' is declared already with other values", in: file,
        at: slot.name.spot)
      return
    }
    declaredSlots[name] = declared
    meaning.domains[declared] = domain
    for value in slot.values ?? [] { spell(value.text) }
  }

  private mutating func collect(
    _ definition: Syntax.Definition, in file: String, of instrument: String?
  ) {
    let key = TermKey(file: file, instrument: instrument, name: definition.name.text)
    if terms[key, default: []].contains(where: { $0.from == definition.from }) {
      let when = definition.from.map { " from \($0)" } ?? ""
      report(
        "'\(definition.name.text)' is defined\(when) already", in: file, at: definition.name.spot)
      return
    }
    terms[key, default: []].append(definition)
  }

  // MARK: Instruments

  private mutating func collectInstruments(of file: PolicyFile) {
    for instrument in file.instruments {
      let id = instrument.name.text
      if instrumentNumbers[id] != nil {
        report("there is an instrument '\(id)' already", in: file.name, at: instrument.name.spot)
        continue
      }
      if let to = instrument.to, to < instrument.from, let spot = instrument.toSpot {
        report(
          "the last day in force, \(to), is before the first, \(instrument.from)", in: file.name,
          at: spot)
      }
      if instrument.rules.isEmpty {
        report("'\(id)' has no rule", in: file.name, at: instrument.name.spot, .warning)
      }
      instrumentNumbers[id] = meaning.instruments.count
      meaning.instruments.append(
        InstrumentModel(
          id: id, place: meaning.places.declare(instrument.place.text),
          range: DayRange(from: instrument.from, to: instrument.to), enacted: instrument.enacted,
          contests: contests(of: instrument, in: file.name), cite: instrument.cite,
          file: file.name, spot: instrument.name.spot))
    }
  }

  /// Ties versions of one text: by `replaces`, or by names that differ in a year at the end.
  private mutating func tieVersions() {
    var leader = Array(meaning.instruments.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while leader[index] != index { index = leader[index] }
      return index
    }
    for file in files {
      for instrument in file.instruments {
        guard let replaces = instrument.replaces,
          let new = instrumentNumbers[instrument.name.text]
        else { continue }
        guard let old = instrumentNumbers[replaces.text], old != new else {
          report(
            "there is no other instrument '\(replaces.text)'", in: file.name, at: replaces.spot,
            hint: Nearest.word(to: replaces.text, among: instrumentNumbers.keys))
          continue
        }
        guard let from = meaning.instruments[old].range.from, from < instrument.from else {
          report(
            "'\(replaces.text)' must come into force before what replaces it", in: file.name,
            at: replaces.spot)
          continue
        }
        meaning.instruments[old].successors += meaning.instruments[new].contests
        let last = instrument.from.adding(days: -1)
        meaning.instruments[old].range.to =
          meaning.instruments[old].range.to.map { min($0, last) }
          ?? last
        leader[root(new)] = root(old)
      }
    }
    for index in meaning.instruments.indices {
      let stem = Self.stem(meaning.instruments[index].id)
      for other in 0..<index
      where Self.stem(meaning.instruments[other].id) == stem
        && meaning.instruments[other].place == meaning.instruments[index].place
      {
        leader[root(index)] = root(other)
      }
    }
    for index in meaning.instruments.indices {
      meaning.instruments[index].family = meaning.instruments.indices.filter {
        $0 != index && root($0) == root(index)
      }
      for other in meaning.instruments[index].family where other < index {
        checkOverlap(other, index)
      }
    }
  }

  private mutating func checkOverlap(_ a: Int, _ b: Int) {
    let (first, second) = (meaning.instruments[a], meaning.instruments[b])
    guard let from = [first.range.from, second.range.from].compactMap({ $0 }).max(),
      first.range.contains(from), second.range.contains(from)
    else { return }
    report(
      "'\(first.id)' and '\(second.id)' are versions of one text and both in force on \(from): "
        + "give the earlier a last day, or write 'replaces'", in: second.file, at: second.spot,
      .warning)
  }

  /// `BOSTON-2014` → `boston`.
  static func stem(_ id: String) -> String {
    let name = id.lowercased()
    guard let cut = name.lastIndex(where: { "-._".contains($0) }) else { return name }
    let year = name[name.index(after: cut)...]
    guard year.utf8.count == 4, let number = Int(year), (1700...2199).contains(number) else {
      return name
    }
    return String(name[..<cut])
  }
}
