// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Resolver {
  mutating func resolve(_ condition: Syntax.Condition, in scope: Scope) -> Condition {
    switch condition {
    case .not(let inner): return .not(resolve(inner, in: scope))
    case .all(let parts): return .all(parts.map { resolve($0, in: scope) })
    case .any(let parts): return .any(parts.map { resolve($0, in: scope) })
    case .term(let name): return term(name, in: scope)
    case .answer(let name): return answer(name, in: scope)
    case .isOneOf(let slot, let every, let negated, let values, let text):
      return isOneOf(slot, every: every, negated: negated, values, text: text, in: scope)
    case .same(let first, let second, let negated, _):
      let (a, b) = (self.slot(first, in: scope), self.slot(second, in: scope))
      guard let a, let b else { return .constant(false) }
      for (slot, name) in [(a, first), (b, second)] where Meaning.lists.contains(slot) {
        report(
          "'\(slot.rawValue)' may hold several values: 'the same as' compares slots of one value",
          in: scope.file, at: name.spot)
      }
      let same = Condition.atom(
        .same(min(a, b), max(a, b)),
        Wording(
          "\(first.text) is the same as \(second.text)",
          "\(first.text) is not the same as \(second.text)"))
      return negated ? .not(same) : same
    case .compare(let name, let comparison, let number, let text):
      guard let slot = slot(name, in: scope) else { return .constant(false) }
      guard meaning.domain(of: slot) == .number else {
        report("'\(slot.rawValue)' is no number", in: scope.file, at: name.spot)
        return .constant(false)
      }
      return .atom(.compare(slot, comparison, number), Wording(text, "not \(text)"))
    case .search(let search, let counting, let window, let text):
      return found(search, counting, window, text: text, in: scope)
    }
  }

  private mutating func answer(_ name: Name, in scope: Scope) -> Condition {
    if scope.isSearch {
      report(
        "'where' can only speak of the slots of the event found", in: scope.file, at: name.spot)
    }
    guard meaning.questions[name.text] != nil else {
      if follows(broken.questions.contains(name.text)) { return .constant(false) }
      report(
        "there is no question '\(name.text)'", in: scope.file, at: name.spot,
        hint: Nearest.word(to: name.text, among: meaning.questions.keys))
      return .constant(false)
    }
    usedQuestions.insert(name.text)
    return .atom(
      .answer(name.text), Wording("answer \(name.text) is yes", "answer \(name.text) is no"))
  }

  /// Counts an error that only follows from one already reported.
  mutating func follows(_ isBroken: Bool) -> Bool {
    if isBroken { errors += 1 }
    return isBroken
  }

  // MARK: Slots and values

  /// The slot a name means. A name near one of the vocabulary's is a misspelling unless declared.
  mutating func slot(_ name: Name, in scope: Scope) -> Slot? {
    if let known = Vocabulary.facets.keys.first(where: { $0.rawValue == name.folded }) {
      return known
    }
    if let declared = declaredSlots[name.folded] { return declared }
    let slot = Slot(rawValue: name.text)
    if follows(broken.slots.contains(name.folded)) { return nil }
    if inferred[slot] != nil || meaning.domains[slot] != nil { return slot }
    let known = Vocabulary.facets.keys.map(\.rawValue) + declaredSlots.keys
    if let near = Nearest.word(to: name.folded, among: known) {
      report(
        "there is no slot '\(name.text)'; if it is one of your own, declare it with 'slot'",
        in: scope.file, at: name.spot, hint: near)
      return nil
    }
    inferred[slot] = []
    return slot
  }

  /// The values a name means for a slot: itself, or those of a group.
  mutating func values(_ name: Name, of slot: Slot, in scope: Scope) -> [String]? {
    if slot == .recipient || slot == .actor {
      if let group = ActorWords.receivers[name.folded] { return group }
      if slot == .actor, let group = ActorWords.groups[name.folded] { return group }
    }
    guard case .closed(let values) = meaning.domain(of: slot) else {
      spell(name.text)
      inferred[slot, default: []].insert(name.folded)
      return [name.text]
    }
    if let value = values.first(where: { $0.lowercased() == name.folded }) { return [value] }
    if slot == .action, meaning.acts.contains(name.folded) { return [name.text] }
    if slot == .action, let senses = ActWords.senses(of: name.text) { return senses.map(\.action) }
    if follows(broken.terms.contains(name.text)) { return nil }
    let terms = self.terms.keys.filter { isVisible($0, in: scope) }.map(\.name)
    let declared = sites["slot \(slot.rawValue.lowercased())"]
    report(
      "'\(name.text)' is no value of \(slot.rawValue): expected one of "
        + Self.listed(values), in: scope.file, at: name.spot,
      hint: Nearest.word(to: name.text, among: values + terms),
      notes: declared.map { [$0.note("slot '\(slot.rawValue)' is declared here")] } ?? [])
    return nil
  }

  static func listed(_ values: [String]) -> String {
    values.count <= 12
      ? values.joined(separator: ", ")
      : values.prefix(12).joined(separator: ", ") + " … (\(values.count) in all)"
  }

  private mutating func isOneOf(
    _ name: Name, every: Bool, negated: Bool, _ values: [Name], text: String, in scope: Scope
  ) -> Condition {
    guard let slot = slot(name, in: scope) else { return .constant(false) }
    let listing = values.map(\.text).joined(separator: " or ")
    let subject = every ? "every \(name.text)" : name.text
    let wording =
      every
      ? Wording("\(subject) is \(listing)", "not \(subject) is \(listing)")
      : Wording("\(subject) is \(listing)", "\(subject) is not \(listing)")
    if meaning.domain(of: slot) == .number {
      let parts = values.map { number($0, of: slot, wording: wording, in: scope) }
      return negated ? .not(.any(parts)) : .any(parts)
    }
    // Each way the terms among the values can stand on a day, with what they then cover.
    var cases: [(when: [DayRange], set: ValueSet)] = [([], ValueSet([]))]
    var isWhole = true
    for value in values {
      if let key = termKey(value.text, in: scope) {
        let versions = termValues(value, key: key, of: slot, in: scope)
        cases = cases.flatMap { open in
          versions.map { (open.when + ($0.when.map { [$0] } ?? []), open.set.union($0.set)) }
        }
      } else if let found = self.values(value, of: slot, in: scope) {
        for index in cases.indices { cases[index].set = cases[index].set.union(ValueSet(found)) }
      } else {
        isWhole = false
      }
    }
    guard isWhole else { return .constant(false) }
    // "every SLOT is not V": none of its values is one of these.
    let parts = cases.map { open -> Condition in
      let set = every && negated ? open.set.inverted : open.set
      let atom: Atom = every ? .every(slot, set) : .some(slot, set)
      let days = open.when.map { Condition.atom(.day($0), $0.wording) }
      let worded =
        every && negated
        ? Wording("\(subject) is not \(listing)", "not \(subject) is not \(listing)") : wording
      return days.isEmpty ? .atom(atom, worded) : .all(days + [.atom(atom, worded)])
    }
    let one: Condition = parts.count == 1 ? parts[0] : .any(parts)
    return negated && !every ? .not(one) : one
  }

  /// `under-18`, `over-65` and plain numbers of a numeric slot.
  private mutating func number(
    _ value: Name, of slot: Slot, wording: Wording, in scope: Scope
  ) -> Condition {
    guard let bound = NumberWords.bound(value.folded) else {
      let declared = sites["slot \(slot.rawValue.lowercased())"]
      report(
        "'\(slot.rawValue)' is a number: expected a number, under-18 or over-65", in: scope.file,
        at: value.spot,
        notes: declared.map { [$0.note("slot '\(slot.rawValue)' is declared here")] } ?? [])
      return .constant(false)
    }
    return .atom(.compare(slot, bound.comparison, bound.number), wording)
  }

  // MARK: Terms

  func isVisible(_ key: TermKey, in scope: Scope) -> Bool {
    key.file == scope.file && (key.instrument == nil || key.instrument == scope.instrument)
  }

  func termKey(_ name: String, in scope: Scope) -> TermKey? {
    for instrument in [scope.instrument, nil] {
      let key = TermKey(file: scope.file, instrument: instrument, name: name)
      if terms[key] != nil { return key }
    }
    return nil
  }

  /// The versions of a term, each with the days it holds on.
  private mutating func expand<Result>(
    _ name: Name, _ key: TermKey, in scope: Scope,
    _ body: (inout Resolver, Condition, DayRange?) -> Result
  ) -> [Result] {
    usedTerms.insert(key)
    if let start = expanding.firstIndex(where: { $0.key == key }) {
      let circle = expanding[start...]
      if circles.insert(Set(circle.map(\.key))).inserted {
        let lines = (circle.map(\.spot.line) + circle.prefix(1).map(\.spot.line)).map(String.init)
        report(
          "'\(name.text)' is defined by itself, on lines \(lines.joined(separator: " → "))",
          in: scope.file, at: name.spot,
          notes: circle.map {
            Site(file: $0.key.file, spot: $0.spot).note("'\($0.key.name)' is defined here")
          })
      }
      return []
    }
    // Terms that use each other twice over would grow without end.
    expansions += 1
    guard expansions < Self.mostExpansions else {
      if expansions == Self.mostExpansions {
        report("terms are nested too deep to be written out", in: scope.file, at: name.spot)
      }
      return []
    }
    let versions = terms[key, default: []].sorted {
      ($0.from?.number ?? .min) < ($1.from?.number ?? .min)
    }
    expanding.append((key, versions.first?.name.spot ?? name.spot))
    defer { expanding.removeLast() }
    return versions.indices.map { index in
      let next = index + 1 < versions.count ? versions[index + 1].from : nil
      let days: DayRange? =
        versions[index].from == nil && next == nil
        ? nil : DayRange(from: versions[index].from, to: next?.adding(days: -1))
      return body(&self, resolve(versions[index].condition, in: scope), days)
    }
  }

  private mutating func term(_ name: Name, in scope: Scope) -> Condition {
    guard let key = termKey(name.text, in: scope) else {
      if follows(broken.terms.contains(name.text)) { return .constant(false) }
      let terms = self.terms.keys.filter { isVisible($0, in: scope) }.map(\.name)
      report(
        "there is no term '\(name.text)': expected a defined term, or 'is' and a value after a slot",
        in: scope.file, at: name.spot, hint: Nearest.word(to: name.text, among: terms))
      return .constant(false)
    }
    let versions = expand(name, key, in: scope) { _, condition, days in
      days.map { .all([.atom(.day($0), $0.wording), condition]) } ?? condition
    }
    return versions.count == 1 ? versions[0] : .any(versions)
  }

  private mutating func termValues(
    _ name: Name, key: TermKey, of slot: Slot, in scope: Scope
  ) -> [(when: DayRange?, set: ValueSet)] {
    let found = expand(name, key, in: scope) { resolver, condition, days in
      (days, resolver.valueSet(condition, of: slot))
    }
    var sets: [(when: DayRange?, set: ValueSet)] = []
    for (days, set) in found {
      guard let set else {
        report(
          "'\(name.text)' cannot stand as a value of \(slot.rawValue): a term can where it says "
            + "which values \(slot.rawValue) has, and nothing else. To mean its condition, write "
            + "'or (\(name.text))'", in: scope.file, at: name.spot,
          notes: (terms[key] ?? []).map {
            Site(file: key.file, spot: $0.name.spot).note("'\(name.text)' is defined here")
          })
        return [(nil, ValueSet([]))]
      }
      sets.append((days, set))
    }
    return sets.isEmpty ? [(nil, ValueSet([]))] : sets
  }

  /// The values of the slot for which the condition holds, if it is about nothing else.
  private func valueSet(_ condition: Condition, of slot: Slot) -> ValueSet? {
    switch condition {
    case .constant(let value): return ValueSet([], isComplement: value)
    case .atom(.some(let other, let set), _), .atom(.every(let other, let set), _):
      return other == slot ? set : nil
    case .atom: return nil
    case .not(let inner): return valueSet(inner, of: slot)?.inverted
    case .all(let parts):
      return parts.reduce(ValueSet([], isComplement: true)) { whole, part in
        guard let whole, let set = valueSet(part, of: slot) else { return nil }
        return whole.intersection(set)
      }
    case .any(let parts):
      return parts.reduce(ValueSet([])) { whole, part in
        guard let whole, let set = valueSet(part, of: slot) else { return nil }
        return whole.union(set)
      }
    }
  }
}
