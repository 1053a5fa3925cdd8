// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Resolver {
  /// What an act phrase says: which senses of its verbs, and what its nouns add.
  struct Act {
    var senses: [ActWords.Sense]
    var nouns: Condition

    var actions: Set<String> { Set(senses.map { $0.action.lowercased() }) }

    /// The event is one of the senses and fits the nouns.
    var condition: Condition {
      let senses = senses.map { sense -> Condition in .all(Act.parts(of: sense)) }
      return .all([senses.count == 1 ? senses[0] : .any(senses), nouns])
    }

    static func parts(of sense: ActWords.Sense) -> [Condition] {
      func holds(_ slot: Slot, _ value: String) -> Condition {
        .atom(
          .some(slot, ValueSet([value])),
          Wording("\(slot.rawValue) is \(value)", "\(slot.rawValue) is not \(value)"))
      }
      var parts = [holds(.action, sense.action)]
      if let slot = sense.slot, let value = sense.value { parts.append(holds(slot, value)) }
      return parts
    }
  }

  /// - Parameter isSearch: a plain name nobody declared may be what is looked for.
  mutating func act(
    verbs: [Name], nouns: [[Name]], isSearch: Bool, in scope: Scope
  ) -> Act? {
    var senses: [ActWords.Sense] = []
    var parts: [Condition] = []
    // Goes on after an error, to report them all.
    var isWhole = true
    for verb in verbs {
      if let found = self.senses(of: verb, isSearch: isSearch, in: scope) {
        senses += found.filter { !senses.contains($0) }
      } else {
        isWhole = false
      }
    }
    for group in nouns {
      if let part = noun(group, in: scope) { parts.append(part) } else { isWhole = false }
    }
    return isWhole ? Act(senses: senses, nouns: .all(parts)) : nil
  }

  mutating func senses(
    of verb: Name, isSearch: Bool, in scope: Scope
  ) -> [ActWords.Sense]? {
    if let known = ActWords.senses(of: verb.text) { return known }
    if meaning.acts.contains(verb.folded) { return [ActWords.Sense(verb.folded)] }
    let near = Nearest.word(to: verb.folded, among: ActWords.all + meaning.acts.sorted())
    if isSearch {
      // Plain names may be searched for, unless they look like a slip of the pen.
      let slip = near.map {
        EditDistance.withSwaps(Array($0.utf8), Array(verb.folded.utf8)) <= 2
          && verb.folded.utf8.count > 4
      }
      if slip != true {
        spell(verb.text)
        plainActs.insert(verb.folded)
        return [ActWords.Sense(verb.folded)]
      }
    }
    report(
      "there is no act '\(verb.text)'; if it is one of your own, declare it with 'act'",
      in: scope.file, at: verb.spot, hint: near)
    return nil
  }

  /// A word after the verb narrows the slot whose value it is.
  private mutating func noun(_ names: [Name], in scope: Scope) -> Condition? {
    var slot: Slot?
    var values: [String] = []
    for name in names {
      guard let (found, added) = nounValues(name) else {
        report(
          "'\(name.text)' says nothing about an act: expected a recipient, information, subject, "
            + "purpose or basis of the vocabulary", in: scope.file, at: name.spot,
          hint: Nearest.word(
            to: name.folded, among: Self.nounWords + Keywords.prepositions.sorted()))
        return nil
      }
      if let slot, slot != found {
        report(
          "'\(name.text)' is a \(found.rawValue) and cannot be joined by 'or' with a "
            + "\(slot.rawValue)", in: scope.file, at: name.spot)
        return nil
      }
      slot = found
      values += added
    }
    guard let slot else { return nil }
    let listing = names.map(\.text).joined(separator: " or ")
    return .atom(
      .some(slot, ValueSet(values)),
      Wording("\(slot.rawValue) is \(listing)", "\(slot.rawValue) is not \(listing)"))
  }

  static let nounSlots: [Slot] = [
    .recipient, .information, .subject, .purpose, .basis, .capacity, .outcome,
  ]

  static let nounWords =
    nounSlots.flatMap { Vocabulary.facets[$0] ?? [] } + ActWords.all + ["ICE", "DHS", "federal"]

  func nounValues(_ name: Name) -> (Slot, [String])? {
    if let group = ActorWords.receivers[name.folded] { return (.recipient, group) }
    for slot in Self.nounSlots {
      let values = Vocabulary.facets[slot] ?? []
      if let value = values.first(where: { $0.lowercased() == name.folded }) {
        return (slot, [value])
      }
    }
    if let group = ActorWords.groups[name.folded] { return (.recipient, group) }
    // A value of one declared slot and of no other.
    let own = declaredSlots.values.filter {
      meaning.domain(of: $0).values.contains { $0.lowercased() == name.folded }
    }
    if own.count == 1, let slot = own.first { return (slot, [name.text]) }
    return nil
  }

  // MARK: Who

  /// The condition that one of `slot` is whom the words mean.
  mutating func who(
    _ names: [Name], as slot: Slot = .actor, bindsEverybody: Bool = false, in scope: Scope
  ) -> Condition? {
    guard scope.isSearch || scope.binds.isEmpty else {
      var own = scope
      own.binds = []
      guard let bound = who(scope.binds, as: slot, bindsEverybody: bindsEverybody, in: own),
        let meant = who(names, as: slot, bindsEverybody: true, in: own)
      else { return nil }
      // "Agency" then means whoever the instrument binds.
      return .all([bound, meant])
    }
    var actors: [String] = []
    var capacities: [String] = []
    let before = errors
    for name in names {
      if bindsEverybody, ActorWords.everybody.contains(name.folded) { return .constant(true) }
      if let group = ActorWords.groups[name.folded] ?? ActorWords.receivers[name.folded] {
        actors += group
      } else if let actor = ActorWords.actors[name.folded] {
        actors.append(actor)
      } else if let capacity = ActorWords.capacities[name.folded] {
        capacities.append(capacity)
      } else {
        report(
          "'\(name.text)' is nobody a rule can bind: expected a word such as agency, jail, county, "
            + "officer, or an actor or capacity of the vocabulary", in: scope.file, at: name.spot,
          hint: Nearest.word(to: name.folded, among: ActorWords.all))
      }
    }
    if errors > before { return nil }
    let listing = names.map(\.text).joined(separator: " or ")
    let wording = Wording("\(slot.rawValue) is \(listing)", "\(slot.rawValue) is not \(listing)")
    let byActor = Condition.atom(.some(slot, ValueSet(actors)), wording)
    if capacities.isEmpty { return byActor }
    let byCapacity = Condition.all([
      .atom(
        .some(slot, ValueSet(ActorWords.agency)),
        Wording("\(slot.rawValue) is agency", "\(slot.rawValue) is not agency")),
      .atom(
        .some(.capacity, ValueSet(capacities)),
        Wording("capacity is \(listing)", "capacity is not \(listing)")),
    ])
    return actors.isEmpty ? byCapacity : .any([byActor, byCapacity])
  }

  /// The actors that the words mean, for coverage; capacities are of any agency.
  func actors(_ names: [Name]) -> Set<String> {
    Set(
      names.flatMap { name -> [String] in
        ActorWords.groups[name.folded] ?? ActorWords.receivers[name.folded]
          ?? ActorWords.actors[name.folded].map { [$0] }
          ?? (ActorWords.capacities[name.folded] != nil ? ActorWords.agency : [])
      }.map { $0.lowercased() })
  }

  // MARK: Searches

  mutating func found(
    _ search: Syntax.Search, _ counting: Syntax.Counting, _ window: Syntax.Window, text: String,
    in scope: Scope
  ) -> Condition {
    if scope.isSearch {
      report(
        "'where' can only speak of the slots of the event found", in: scope.file,
        at: search.phrase.spot)
      return .constant(false)
    }
    checkAnchor(window, in: scope)
    var inside = scope
    inside.isSearch = true
    guard
      let act = act(
        verbs: search.phrase.verbs, nouns: search.phrase.nouns, isSearch: true, in: inside)
    else { return .constant(false) }
    var parts = [act.condition]
    if !search.by.isEmpty {
      guard let who = who(search.by, in: inside) else { return .constant(false) }
      parts.append(who)
    }
    if let condition = search.condition {
      let resolved = resolve(condition, in: inside)
      var isDated = false
      resolved.forEachAtom { atom, _ in if case .day = atom { isDated = true } }
      if isDated {
        report(
          "a term with dates cannot stand after 'where'", in: scope.file, at: search.phrase.spot)
      }
      parts.append(resolved)
    }
    var distinct: Slot?
    if case .distinct(let name, _, _) = counting {
      guard let slot = slot(name, in: inside) else { return .constant(false) }
      if Meaning.lists.contains(slot) {
        report(
          "'\(slot.rawValue)' may hold several values: 'distinct' counts those of slots of one",
          in: scope.file, at: name.spot)
      }
      distinct = slot
    }
    var links: [Slot] = []
    for name in search.links {
      if let slot = slot(name, in: inside) { links.append(slot) }
    }
    let aboutNobody = act.actions.isSubset(of: ActWords.aboutNobody)
    let number = number(
      of: SearchModel(
        actions: act.actions, pattern: .all(parts), actors: actors(search.by),
        answersOnly: search.phrase.verbs.allSatisfy { ActWords.answers.contains($0.folded) },
        samePerson: search.samePerson ?? !aboutNobody, links: links.sorted(), side: window.side,
        duration: window.duration.map { resolved($0) }, since: scope.since, distinct: distinct,
        text: Self.plain(text)))
    switch counting {
    case .exists:
      return .atom(
        .found(number, .atLeast, 1),
        Wording("there was \(Self.plain(text))", "there was no \(Self.plain(text))"))
    case .count(let comparison, let count), .distinct(_, let comparison, let count):
      return .atom(.found(number, comparison, count), Wording(text, "not \(text)"))
    }
  }

  private static func plain(_ text: String) -> String {
    text.lowercased().hasPrefix("there was ") ? String(text.dropFirst(10)) : text
  }

  mutating func number(of search: SearchModel) -> Int {
    if let known = searchNumbers[search] { return known }
    searchNumbers[search] = meaning.searches.count
    meaning.searches.append(search)
    return meaning.searches.count - 1
  }

  /// A window names the act it is seen from, and that can only be the one judged.
  mutating func checkAnchor(_ window: Syntax.Window, in scope: Scope) {
    guard let judged = scope.judged, window.act.folded != "this" else { return }
    if let senses = ActWords.senses(of: window.act.text) {
      if !judged.isDisjoint(with: senses.map { $0.action.lowercased() }) { return }
    } else if judged.contains(window.act.folded) {
      return
    }
    report(
      "a window is seen from the event judged, and '\(window.act.text)' is another: expected "
        + "'\(window.side.rawValue) this'", in: scope.file, at: window.act.spot)
  }
}
