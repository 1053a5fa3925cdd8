// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Resolver {
  mutating func resolveRules(of file: PolicyFile) {
    for instrument in file.instruments {
      guard let number = instrumentNumbers[instrument.name.text],
        meaning.instruments[number].spot == instrument.name.spot,
        meaning.instruments[number].file == file.name
      else { continue }
      var labels: [String: Spot] = [:]
      for rule in instrument.rules {
        if let other = labels[rule.label.text] {
          report(
            "\(instrument.name.text) has a rule '\(rule.label.text)' already", in: file.name,
            at: rule.label.spot,
            notes: [Site(file: file.name, spot: other).note("the other is here")])
          continue
        }
        labels[rule.label.text] = rule.label.spot
        let id = "\(instrument.name.text).\(rule.label.text)"
        let before = errors
        let model = model(of: rule, in: instrument, number: number, file: file.name)
        // A rule with an error in it decides nothing.
        guard let model, errors == before, !instrument.isBroken, !file.broken.rules.contains(id)
        else {
          broken.rules.insert(id)
          continue
        }
        if ruleNumbers[id] == nil { ruleNumbers[id] = meaning.rules.count }
        meaning.instruments[number].rules.append(meaning.rules.count)
        meaning.rules.append(model)
      }
    }
  }

  private mutating func model(
    of rule: Syntax.Rule, in instrument: Syntax.Instrument, number: Int, file: String
  ) -> RuleModel? {
    var scope = Scope(
      file: file, instrument: instrument.name.text, since: instrument.from,
      binds: instrument.binds)
    let everybody = meaning.instruments[number].place == PlaceNames.everywhere
    let judged: Judged?
    if rule.modal == .must {
      judged = duty(rule, everybody: everybody, in: &scope)
    } else {
      judged = plain(rule, everybody: everybody, in: &scope)
    }
    // What is wrong with the conditions is said even where the act is wrong.
    let condition = rule.condition.map { resolve($0, in: scope) } ?? .constant(true)
    let exceptions = rule.exceptions.map {
      Exception(
        label: $0.label.text, condition: resolve($0.condition, in: scope), spot: $0.label.spot)
    }
    guard let judged else { return nil }
    return RuleModel(
      id: "\(instrument.name.text).\(rule.label.text)", label: rule.label.text,
      instrument: number, modal: rule.modal,
      sentence: "\(rule.modal.rawValue) \(rule.act.text)", actions: judged.actions,
      speaks: judged.speaks, condition: condition, exceptions: exceptions, done: judged.done,
      cite: rule.cite ?? instrument.cite, rests: rule.rests,
      isEndless: rule.isEndless, text: rule.text, spot: rule.label.spot)
  }

  /// What a rule judges.
  private struct Judged {
    var actions: Set<String>
    var speaks: Condition
    var done: Condition?
  }

  private mutating func plain(
    _ rule: Syntax.Rule, everybody: Bool, in scope: inout Scope
  ) -> Judged? {
    if let deadline = rule.deadline {
      report(
        "only a duty has a deadline: this rule says '\(rule.modal.rawValue)'", in: scope.file,
        at: deadline.act.spot)
    }
    let act = act(verbs: rule.act.verbs, nouns: rule.act.nouns, isSearch: false, in: scope)
    let who = who(rule.who, bindsEverybody: everybody, in: scope)
    guard let act, let who else { return nil }
    scope.judged = act.actions
    return Judged(actions: act.actions, speaks: .all([act.condition, who]))
  }

  // MARK: Duties

  private mutating func duty(
    _ rule: Syntax.Rule, everybody: Bool, in scope: inout Scope
  ) -> Judged? {
    if let verb = rule.act.verbs.first, rule.act.verbs.count == 1,
      ActWords.stems(verb.text).contains(where: ActWords.attaching.contains)
    {
      return attached(rule, everybody: everybody, in: &scope)
    }
    guard let deadline = rule.deadline else {
      report(
        "a duty needs an event that calls for it: expected 'within … of' or 'before' and an act, "
          + "or nothing says when it is missing", in: scope.file, at: rule.act.spot)
      return nil
    }
    let act = act(verbs: rule.act.verbs, nouns: rule.act.nouns, isSearch: true, in: scope)
    let trigger = senses(of: deadline.act, isSearch: false, in: scope)
    let who = who(rule.who, bindsEverybody: everybody, in: scope)
    guard let act, let trigger, let who,
      let speaks = called(rule.who, trigger, everybody: everybody, in: scope)
    else { return nil }
    scope.judged = Set(trigger.map { $0.action.lowercased() })
    let aboutNobody = act.actions.isSubset(of: ActWords.aboutNobody)
    // "Within 48 hours of" gives a duty time after what calls for it.
    let side = deadline.side == .around ? Syntax.Window.Side.after : deadline.side
    let text = "\(rule.act.text) \(deadline.text)"
    let search = number(
      of: SearchModel(
        actions: act.actions, pattern: .all([act.condition, who]),
        actors: everybody ? [] : actors(rule.who),
        answersOnly: rule.act.verbs.allSatisfy { ActWords.answers.contains($0.folded) },
        samePerson: !aboutNobody, links: [], side: side,
        duration: deadline.duration.map { resolved($0) },
        since: scope.since, distinct: nil, text: text))
    return Judged(
      actions: scope.judged ?? [], speaks: speaks,
      done: .atom(
        .found(search, .atLeast, 1), Wording("there was \(text)", "there was no \(text)")))
  }

  /// "assign second-escort to transport": the row of the transport itself says whether it was done.
  private mutating func attached(
    _ rule: Syntax.Rule, everybody: Bool, in scope: inout Scope
  ) -> Judged? {
    guard let things = rule.act.nouns.first else {
      report("expected the slot that states it was done", in: scope.file, at: rule.act.spot)
      return nil
    }
    var trigger: Name?
    if rule.act.nouns.count == 2, let only = rule.act.nouns[1].first, rule.act.nouns[1].count == 1 {
      trigger = only
    } else if rule.act.nouns.count > 2 {
      report(
        "expected '\(rule.act.verbs[0].text) SLOT to ACT'", in: scope.file,
        at: rule.act.nouns[2][0].spot)
      return nil
    }
    guard let name = trigger ?? rule.deadline?.act else {
      report(
        "a duty needs an event that calls for it: expected 'to' or 'for' and an act",
        in: scope.file, at: rule.act.spot)
      return nil
    }
    guard let senses = senses(of: name, isSearch: false, in: scope),
      let speaks = called(rule.who, senses, everybody: everybody, in: scope)
    else { return nil }
    scope.judged = Set(senses.map { $0.action.lowercased() })
    if let deadline = rule.deadline { checkAnchor(deadline, in: scope) }
    var done: [Condition] = []
    for thing in things {
      guard let slot = slot(thing, in: scope) else { return nil }
      for word in ActWords.absent { inferAbsence(word, of: slot) }
      done.append(
        .atom(
          .every(slot, ValueSet(ActWords.absent, isComplement: true)),
          Wording("\(slot.rawValue) is stated", "\(slot.rawValue) is none")))
    }
    return Judged(actions: scope.judged ?? [], speaks: speaks, done: .any(done))
  }

  private mutating func inferAbsence(_ word: String, of slot: Slot) {
    if meaning.domains[slot] == nil, word == "none" { inferred[slot, default: []].insert(word) }
  }

  /// The event calls on whom the rule binds: who was asked, for a request, else who acted.
  private mutating func called(
    _ names: [Name], _ senses: [ActWords.Sense], everybody: Bool, in scope: Scope
  ) -> Condition? {
    var parts: [Condition] = []
    for sense in senses {
      let slot: Slot = ActWords.requests.contains(sense.action) ? .recipient : .actor
      guard let who = who(names, as: slot, bindsEverybody: everybody, in: scope) else {
        return nil
      }
      parts.append(.all(Act.parts(of: sense) + [who]))
    }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  // MARK: Precedence

  mutating func resolvePrecedences(of file: PolicyFile) {
    for precedence in file.precedences {
      let scope = Scope(file: file.name, instrument: precedence.instrument)
      let condition = precedence.condition.map { resolve($0, in: scope) } ?? .constant(true)
      let winner = rule(precedence.winner, in: scope)
      var losers: [Int] = []
      if precedence.isInstrument {
        if broken.instruments.contains(precedence.loser.text) { continue }
        guard let number = instrumentNumbers[precedence.loser.text] else {
          report(
            "there is no instrument '\(precedence.loser.text)'", in: file.name,
            at: precedence.loser.spot,
            hint: Nearest.word(to: precedence.loser.text, among: instrumentNumbers.keys))
          continue
        }
        losers = meaning.instruments[number].rules.filter { $0 != winner }
      } else if let loser = rule(precedence.loser, in: scope) {
        if loser == winner {
          report("a rule cannot prevail over itself", in: file.name, at: precedence.loser.spot)
          continue
        }
        losers = [loser]
      }
      guard let winner else { continue }
      for loser in losers {
        let number = meaning.precedences.count
        meaning.precedences.append(
          PrecedenceModel(
            winner: winner, loser: loser, condition: condition, text: precedence.text,
            file: file.name, spot: precedence.winner.spot))
        meaning.losses[loser, default: []].append(number)
        meaning.wins[winner, default: []].append(number)
      }
    }
  }

  /// A rule by its label in the instrument above, or as `INSTRUMENT.LABEL`.
  mutating func rule(_ name: Name, in scope: Scope) -> Int? {
    let own = scope.instrument.map { "\($0).\(name.text)" } ?? name.text
    if let found = ruleNumbers[own] ?? ruleNumbers[name.text] { return found }
    // What is wrong with a rule that could not be read is said where it stands.
    let isKnown =
      broken.rules.contains(name.text) || broken.rules.contains(own)
      || broken.instruments.contains {
        $0 == scope.instrument || $0.isEmpty || name.text.hasPrefix($0 + ".")
      }
    if isKnown {
      errors += 1
    } else {
      report(
        "there is no rule '\(name.text)': expected a label such as 15a, or INSTRUMENT.LABEL",
        in: scope.file, at: name.spot,
        hint: Nearest.word(to: name.text, among: meaning.rules.flatMap { [$0.id, $0.label] }))
    }
    return nil
  }
}
