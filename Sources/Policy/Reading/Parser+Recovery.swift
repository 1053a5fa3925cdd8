// SPDX-License-Identifier: Apache-2.0

import Evidence

/// How reading goes on after an error, so that one run says everything and nothing twice.
extension Parser {
  /// What is being declared, for errors that only follow from this one.
  enum Declaring {
    case rule(Name)
    case term(Name)
    case question(Name)
    case instrument(Name)
    case slot(Name)
    case calendar(Name)
    case other
  }

  /// Says what is wrong and goes on: what was meant is plain.
  mutating func report(_ failure: Failure) { diagnostics.append(failure.diagnostic) }

  /// Remembers that a declaration is not what its writer meant.
  ///
  /// - Parameter failed: it could not be read to its end and stands nowhere in the result.
  mutating func isolate(failed: Bool) {
    result.broken.isEmpty = false
    let instrument = result.instruments.last?.name.text ?? ""
    switch declaring {
    case .rule(let label): result.broken.rules.insert("\(instrument).\(label.text)")
    case .term(let name): result.broken.terms.insert(name.text)
    case .question(let name): result.broken.questions.insert(name.text)
    case .slot(let name): result.broken.slots.insert(name.folded)
    case .calendar(let name): result.broken.calendars.insert(name.folded)
    case .instrument(let name):
      result.broken.instruments.insert(name.text)
      if failed { standIn(name) }
      result.instruments[result.instruments.count - 1].isBroken = true
    case .other, nil: break
    }
  }

  /// An instrument that binds nobody, for the rules under one that could not be read.
  mutating func standIn(_ name: Name) {
    result.instruments.append(
      Syntax.Instrument(
        name: name, place: Name(text: PlaceNames.everywhere, spot: name.spot),
        from: CivilDay(number: 0), cite: name.text, isBroken: true))
  }

  /// Rules and examples stand under an instrument; says so once where there is none.
  mutating func needInstrument(_ what: String, at spot: Spot) {
    guard result.instruments.isEmpty else { return }
    report(fail("\(what) belongs under an instrument: expected 'instrument' above", at: spot))
    standIn(Name(text: "", spot: spot))
  }

  // MARK: Misspelt keywords

  /// Reads a misspelt keyword of a declaration as the keyword, where all around it fits.
  mutating func mendDeclaration() {
    guard token.startsLine || at == 0, !beginsDeclaration, token.kind != .end,
      !Keywords.reserved.contains(token.folded)
    else { return }
    let third = tokens[min(at + 2, tokens.count - 1)]
    if third.isWord("over"), following.kind == .word, following.spot.line == third.spot.line {
      at += 1
      mend(["prevails"])
      at -= 1
      mends += 1
      return
    }
    guard token.kind == .word,
      let near = Nearest.word(to: token.folded, among: Keywords.declarations)
    else { return }
    let isNamed = [.word, .number, .date].contains(following.kind)
    let fits: Bool
    switch near {
    case "rule", "slot", "calendar": fits = isNamed && third.isSymbol(":")
    case "example": fits = following.kind == .string
    case "instrument": fits = isNamed && (third.isWord("for") || third.isWord("in"))
    case "define": fits = isNamed && (third.isWord("as") || third.isWord("from"))
    case "question": fits = isNamed && third.kind == .string
    case "place":
      fits = isNamed && (third.startsLine || third.isWord("within") || third.isWord("also"))
    default: fits = isNamed && (third.startsLine || third.isSymbol(","))
    }
    if fits {
      mend([near])
      mends += 1
    }
  }

  /// The same for the keyword of a clause.
  mutating func mendClause(_ keywords: [String]) {
    guard token.kind == .word, !Keywords.reserved.contains(token.folded),
      let near = Nearest.word(to: token.folded, among: keywords)
    else { return }
    let third = tokens[min(at + 2, tokens.count - 1)]
    let fits: Bool
    switch near {
    case "unless": fits = third.isSymbol(":")
    case "within": fits = following.kind == .number
    case "cite": fits = following.kind == .string
    case "expect": fits = Verdict(rawValue: following.folded) != nil
    default:
      fits =
        [.word, .date].contains(following.kind) && token.folded.utf8.count > 3
    }
    if fits { mend([near]) }
  }

  /// Reports the word and reads it as the nearest of `keywords`.
  private mutating func mend(_ keywords: [String]) {
    guard let near = Nearest.word(to: token.folded, among: keywords) else { return }
    report(fail("expected '\(near)', found \(token.shown)", hint: near))
    tokens[at].text = near
  }

  func afterDeclaration() -> Failure {
    if token.isSymbol(")") { return fail("this ')' closes no parenthesis") }
    return expected(Keywords.afterDeclaration, hint: Keywords.clauses)
  }

  // MARK: Marks and texts

  mutating func expect(symbol: String, _ why: String) throws(Failure) {
    if takes(symbol: symbol) { return }
    let failure = expected("'\(symbol)' \(why)")
    guard symbol == ":" else { throw failure }
    // Without its colon, or with another mark instead, the declaration still reads as one.
    if token.isSymbol("=") || token.isSymbol(",") {
      at += 1
    } else if token.kind != .word || beginsDeclaration {
      throw failure
    }
    report(failure)
  }

  mutating func string(_ what: String) throws(Failure) -> String {
    if token.kind == .string { return take().text }
    let failure = expected("\(what) in quotation marks")
    guard token.kind == .word || token.kind == .number, !beginsDeclaration,
      !Keywords.endsUnquoted.contains(token.folded)
    else { throw failure }
    report(failure)
    let start = at
    repeat {
      at += 1
    } while token.kind != .end && token.kind != .symbol && !token.startsLine
      && token.kind != .string && !Keywords.endsUnquoted.contains(token.folded)
    return text(since: start)
  }

  mutating func date() throws(Failure) -> CivilDay {
    if token.kind == .date, let day = CivilDay(token.text) {
      at += 1
      return day
    }
    guard let slip = DateSlip(tokens[at...]) else { throw expected("a day such as 2019-02-26") }
    let last = tokens[at + slip.length - 1]
    report(
      fail(slip.message, at: token.spot.through(last.spot), hint: slip.meant?.description))
    at += slip.length
    return slip.meant ?? CivilDay(number: 0)
  }

  // MARK: Words of the law that are not words of the language

  private static let modals: [String: Syntax.Modal] = [
    "shall": .must, "should": .must, "will": .must, "can": .may, "might": .may,
    "cannot": .mustNot,
  ]

  /// Reads `shall`, `may not` and the like as what they most likely mean.
  mutating func modal() throws(Failure) -> Syntax.Modal {
    let first = token
    if takes("may") {
      guard token.isWord("not") else { return .may }
      report(
        fail(
          "'may not' says two things: write 'must not'", at: first.spot.through(token.spot),
          hint: "must not"))
      at += 1
      return .mustNot
    }
    if takes("must") { return takes("not") ? .mustNot : .must }
    let failure = expected("'must', 'must not' or 'may'", hint: ["must", "may"])
    if token.kind == .word, let meant = Self.modals[token.folded] ?? nearModal {
      at += 1
      let isNegated = takes("not")
      let modal = isNegated ? Syntax.Modal.mustNot : meant
      var diagnostic = failure.diagnostic
      diagnostic.hint = modal.rawValue
      if isNegated { diagnostic.length = first.spot.through(tokens[at - 1].spot).length }
      diagnostics.append(diagnostic)
      return modal
    }
    // "the county's jail must not": goes on at the word that was expected.
    for ahead in at..<min(at + 4, tokens.count) {
      guard tokens[ahead].kind == .word, !tokens[ahead].startsLine else { break }
      if tokens[ahead].isWord("must") || tokens[ahead].isWord("may") {
        report(failure)
        at = ahead
        return try modal()
      }
    }
    throw failure
  }

  private var nearModal: Syntax.Modal? {
    Nearest.word(to: token.folded, among: ["must", "may"]).flatMap(Syntax.Modal.init)
  }
}
