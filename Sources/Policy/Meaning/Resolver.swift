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
  /// What has an error in it, in the files or found here: what only follows is not reported.
  var broken = PolicyFile.Broken()
  /// How often an error was met, those known already and those that only follow included.
  var errors = 0
  var reported: Set<Diagnostic> = []
  /// Rules by `INSTRUMENT.LABEL`.
  var ruleNumbers: [String: Int] = [:]
  /// Where questions, slots, names of places and their nesting are declared, by kind and name.
  var sites: [String: Site] = [:]

  /// A place in one of the files.
  struct Site {
    var file: String
    var spot: Spot

    func note(_ message: String) -> Diagnostic.Note {
      Diagnostic.Note(message, in: file, at: spot)
    }
  }

  init(_ files: [PolicyFile]) {
    self.files = files
    for file in files { broken.add(file.broken) }
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
    meaning.listValues()
    checkCircles()
    meaning.relate()
  }

  mutating func report(
    _ message: String, in file: String, at spot: Spot, hint: String? = nil,
    notes: [Diagnostic.Note] = [], _ severity: Diagnostic.Severity = .error
  ) {
    if severity == .error { errors += 1 }
    let diagnostic = Diagnostic(message, severity, in: file, at: spot, hint: hint, notes: notes)
    // A definition is expanded wherever it is used, and is wrong only once.
    if reported.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  /// Reports that a name is given twice, and where it is given first.
  mutating func reportDouble(
    _ message: String, _ kind: String, in file: String, at spot: Spot
  ) {
    report(
      message, in: file, at: spot, notes: sites[kind].map { [$0.note("the other is here")] } ?? [])
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
        reportDouble(
          "there is a question '\(question.name.text)' already", "question \(question.name.text)",
          in: file.name, at: question.name.spot)
        continue
      }
      sites["question \(question.name.text)"] = Site(file: file.name, spot: question.name.spot)
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
          reportDouble(
            "'\(other)' is a name of \(taken) already", "place \(taken)", in: file, at: name.spot)
        }
      }
      let site = Site(file: file, spot: name.spot)
      if sites["place \(canonical)"] == nil { sites["place \(canonical)"] = site }
      if let smaller {
        if meaning.places.chain(canonical).contains(smaller.name) {
          report("\(smaller.name) cannot lie within itself", in: file, at: name.spot)
        } else if let known = meaning.places.nest(smaller.name, within: canonical) {
          reportDouble(
            "\(smaller.name) is within \(known) already, not within \(canonical)",
            "within \(smaller.name)", in: file, at: name.spot)
        } else if sites["within \(smaller.name)"] == nil {
          sites["within \(smaller.name)"] = site
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
      reportDouble(
        "slot '\(slot.name.text)' is declared already with other values", "slot \(name)", in: file,
        at: slot.name.spot)
      return
    }
    if sites["slot \(name)"] == nil {
      sites["slot \(name)"] = Site(file: file, spot: slot.name.spot)
    }
    declaredSlots[name] = declared
    meaning.domains[declared] = domain
    for value in slot.values ?? [] { spell(value.text) }
  }

  private mutating func collect(
    _ definition: Syntax.Definition, in file: String, of instrument: String?
  ) {
    let key = TermKey(file: file, instrument: instrument, name: definition.name.text)
    if let other = terms[key, default: []].first(where: { $0.from == definition.from }) {
      let when = definition.from.map { " from \($0)" } ?? ""
      report(
        "'\(definition.name.text)' is defined\(when) already", in: file,
        at: definition.name.spot,
        notes: [Site(file: file, spot: other.name.spot).note("the other is here")])
      return
    }
    terms[key, default: []].append(definition)
  }

  // MARK: Instruments

  private mutating func collectInstruments(of file: PolicyFile) {
    for instrument in file.instruments {
      let id = instrument.name.text
      if let other = instrumentNumbers[id] {
        broken.instruments.insert(id)
        // Without a name it stands in for one that could not be read.
        if id.isEmpty { continue }
        let earlier = meaning.instruments[other]
        report(
          "there is an instrument '\(id)' already", in: file.name, at: instrument.name.spot,
          notes: [Site(file: earlier.file, spot: earlier.spot).note("the other is here")])
        continue
      }
      if instrument.isBroken {
        append(instrument, range: .never, in: file.name)
        continue
      }
      checkPlace(instrument.place, in: file.name)
      if let to = instrument.to, to < instrument.from, let spot = instrument.toSpot {
        report(
          "the last day in force, \(to), is before the first, \(instrument.from)", in: file.name,
          at: spot)
      }
      if instrument.rules.isEmpty, file.broken.isEmpty {
        report("'\(id)' has no rule", in: file.name, at: instrument.name.spot, .warning)
      }
      append(
        instrument, range: DayRange(from: instrument.from, to: instrument.to), in: file.name)
    }
  }

  private mutating func append(
    _ instrument: Syntax.Instrument, range: DayRange, in file: String
  ) {
    instrumentNumbers[instrument.name.text] = meaning.instruments.count
    meaning.instruments.append(
      InstrumentModel(
        id: instrument.name.text, place: meaning.places.declare(instrument.place.text),
        range: range, enacted: instrument.enacted, contests: contests(of: instrument, in: file),
        cite: instrument.cite, file: file, spot: instrument.name.spot,
        isBroken: instrument.isBroken))
  }

  /// A place nobody declares is a place all the same, unless it looks like one that is declared.
  private mutating func checkPlace(_ place: Name, in file: String) {
    guard meaning.places.find(place.text) == nil,
      let near = Nearest.word(to: place.text, among: meaning.places.names),
      let site = sites["place \(near)"]
    else { return }
    report(
      "no file declares the place '\(place.text)'", in: file, at: place.spot, hint: near,
      notes: [site.note("'\(near)' is declared here")], .warning)
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
        if broken.instruments.contains(replaces.text) || instrument.isBroken { continue }
        guard let old = instrumentNumbers[replaces.text], old != new else {
          report(
            "there is no other instrument '\(replaces.text)'", in: file.name, at: replaces.spot,
            hint: Nearest.word(to: replaces.text, among: instrumentNumbers.keys))
          continue
        }
        guard let from = meaning.instruments[old].range.from, from < instrument.from else {
          let earlier = meaning.instruments[old]
          report(
            "'\(replaces.text)' must come into force before what replaces it", in: file.name,
            at: replaces.spot,
            notes: [
              Site(file: earlier.file, spot: earlier.spot).note(
                "it is in force from \(earlier.range.from ?? instrument.from), what replaces it "
                  + "from \(instrument.from)")
            ])
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
      notes: [Site(file: first.file, spot: first.spot).note("'\(first.id)' is here")], .warning)
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
