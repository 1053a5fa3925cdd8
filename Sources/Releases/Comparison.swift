// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Two pages held against each other, word by word.
struct Comparison {
  /// What `a` and `b` show, withhold and lack.
  private(set) var matched = 0
  private(set) var matchedLetters = 0
  /// Matched words that are no part of what many pages say, in halves: those of which it cannot be
  /// told count one.
  private(set) var distinctiveHalves = 0
  private(set) var misread = 0
  /// Words of one page for which the other has neither a word nor a redaction.
  private(set) var unexplained = 0
  /// Words that stand against other words, in thirds: the pages say different things there. One of
  /// two or three letters counts a third, being easily misread as another.
  private(set) var contradictionThirds = 0
  /// Indices of tokens by the redaction of the other page under which they stand.
  private(set) var shownOnB: [Int: [Int]] = [:]
  private(set) var shownOnA: [Int: [Int]] = [:]

  private let a: PageText
  private let b: PageText
  private let layout: Layout?
  /// Of the words that were left, those for which a place was found later.
  private var leftA: [Int] = []
  private var leftB: [Int] = []

  /// The fewest words, and letters in them, that both copies must show: a sender, a time, a subject
  /// and a line or two. Less stands on pages that have nothing to do with each other.
  static let leastWords = 12
  static let leastLetters = 50
  /// The fewest of these words that many other pages do not show too.
  static let leastDistinctive = 8
  /// The fewest words on both where they have other places on the two pages.
  static let leastWordsMoved = 30

  /// How many times the room of the boxes the words under them may take: elsewhere they are set
  /// larger, and boxes are drawn with little care.
  private static let mostCrowded = 2.5
  /// The share of words that may be read otherwise on each of two copies.
  private static let mostMisread = 0.4

  init(_ a: PageText, _ b: PageText) {
    (self.a, self.b) = (a, b)
    guard Self.canBeSame(a, b) else {
      layout = nil
      return
    }
    let matches = Alignment(a, b).matches
    layout = Layout(matches, a, b)
    for match in matches {
      matched += 1
      matchedLetters += Int(a.tokens[match.a].plainCount)
      if match.isMisread { misread += 1 }
      switch max(a.tokens[match.a].use.rawValue, b.tokens[match.b].use.rawValue) {
      case Token.Use.rare.rawValue: distinctiveHalves += 2
      case Token.Use.loose.rawValue: distinctiveHalves += 1
      default: break
      }
    }
    guard matched >= Self.leastWords, matchedLetters >= Self.leastLetters else { return }
    // More of them no number of other words outweighs.
    let most = 3 * (min(a.tokens.count, b.tokens.count) / 80)
    var (i, j) = (-1, -1)
    for match in matches + [Alignment.Match(a: a.tokens.count, b: b.tokens.count)] {
      between(i, match.a, j, match.b)
      if contradictionThirds > most { return }
      (i, j) = (match.a, match.b)
    }
    if couldBeSame { findMoved() }
    unexplained = leftA.count + leftB.count
  }

  var withheld: Int {
    shownOnA.values.reduce(0) { $0 + $1.count } + shownOnB.values.reduce(0) { $0 + $1.count }
  }

  /// Share of the words that can be seen on both or are withheld on one, of all words.
  var likeness: Double {
    let explained = matched + withheld
    return explained == 0 ? 0 : Double(explained) / Double(explained + unexplained)
  }

  /// Whether the two are one page. Forms of one kind agree in all but what was filled in, so that
  /// words which stand against others weigh heavily: where nothing at all is misread, one is too
  /// many.
  var isSame: Bool {
    guard matched >= (layout == nil ? Self.leastWordsMoved : Self.leastWords),
      matchedLetters >= Self.leastLetters, distinctiveHalves >= 2 * Self.leastDistinctive
    else { return false }
    guard contradictionThirds <= 3 * min(matched / 80, misread / 3) else { return false }
    return likeness >= (misread >= 2 ? 0.85 : 0.93)
  }

  /// Whether it is worth the while to align them: most of what each shows stands on the other too, or
  /// has room under its redactions.
  private static func canBeSame(_ a: PageText, _ b: PageText) -> Bool {
    let shared = a.ones.shared(with: b.ones)
    func isExplained(_ text: PageText, by other: PageText) -> Bool {
      let hidden = mostCrowded * other.withheldArea / max(1, text.wordArea)
      return Double(text.shown - shared) - hidden <= mostMisread * Double(text.shown)
    }
    return isExplained(a, by: b) && isExplained(b, by: a)
  }

  /// Whether they still may be, were all that is left the same words in another order.
  private var couldBeSame: Bool {
    let moved = min(leftA.count, leftB.count)
    guard contradictionThirds <= 3 * ((matched + moved) / 80) else { return false }
    let explained = matched + moved + withheld
    return Double(explained)
      >= 0.85 * Double(explained + leftA.count + leftB.count - 2 * moved)
  }

  /// The words after match `i`, `j` and before match `k`, `l`.
  private mutating func between(_ i: Int, _ k: Int, _ j: Int, _ l: Int) {
    if k == i + 1, l == j + 1 { return }
    var restA = ((i + 1)..<k).filter { !a.tokens[$0].isCovered }
    var restB = ((j + 1)..<l).filter { !b.tokens[$0].isCovered }
    if restA.isEmpty && restB.isEmpty { return }
    if let layout {
      assign(&restB, of: b, to: a, by: layout.inverse, &shownOnB)
      assign(&restA, of: a, to: b, by: layout, &shownOnA)
    } else {
      let (onA, onB) = (a.marks(after: i, before: k), b.marks(after: j, before: l))
      let (inA, inB) = (numbers(restA, of: a), numbers(restB, of: b))
      // What the page that withholds something here shows of numbers must stand on the other.
      if onA.isEmpty != onB.isEmpty, !inA.isEmpty, !inB.isEmpty,
        !(onA.isEmpty ? inB.isSubset(of: inA) : inA.isSubset(of: inB))
      {
        contradictionThirds += 6
      }
      assign(&restB, of: b, to: a, marks: onA, &shownOnB)
      assign(&restA, of: a, to: b, marks: onB, &shownOnA)
    }
    if !restA.isEmpty, !restB.isEmpty { weigh(&restA, &restB) }
    leftA += restA.filter { !a.isAtEdge($0) }
    leftB += restB.filter { !b.isAtEdge($0) }
  }

  private func numbers(_ rest: [Int], of text: PageText) -> Set<UInt64> {
    Set(rest.map { text.tokens[$0] }.filter { $0.isNumber && $0.isSure }.map(\.hash))
  }

  /// Words of `text` whose place is under a redaction of `other`.
  private func assign(
    _ rest: inout [Int], of text: PageText, to other: PageText, by layout: Layout,
    _ shown: inout [Int: [Int]]
  ) {
    guard !other.redactions.isEmpty else { return }
    rest.removeAll { token in
      let place = layout.place(text.box(token))
      // Boxes are drawn with little care: the nearest one a word is mostly in.
      var best: (redaction: Int, area: Double)?
      for (n, redaction) in other.redactions.enumerated() {
        let area = redaction.box.grown(by: 3).intersection(place).area
        if area > 0.5 * place.area, area > best?.area ?? 0 { best = (n, area) }
      }
      guard let best else { return false }
      shown[best.redaction, default: []].append(token)
      return true
    }
  }

  /// Words of `text` in a gap of `other` in which it withholds something: shared out in their order,
  /// as far as there is room under the boxes.
  private func assign(
    _ rest: inout [Int], of text: PageText, to other: PageText, marks: ArraySlice<PageText.Mark>,
    _ shown: inout [Int: [Int]]
  ) {
    var boxes: [Int] = []
    for mark in marks where !boxes.contains(mark.redaction) { boxes.append(mark.redaction) }
    let room = boxes.reduce(0) { $0 + other.redactions[$1].box.area }
    let need = rest.reduce(0) { $0 + text.box($1).area }
    guard !rest.isEmpty, room > 0, need <= Self.mostCrowded * room else { return }
    var (done, filled, box) = (0.0, other.redactions[boxes[0]].box.area, 0)
    for token in rest {
      let area = text.box(token).area
      while box + 1 < boxes.count, (done + area / 2) / need > filled / room {
        box += 1
        filled += other.redactions[boxes[box]].box.area
      }
      shown[boxes[box], default: []].append(token)
      done += area
    }
    rest = []
  }

  /// Words against words: the same ones split or misread otherwise, or different ones.
  private mutating func weigh(_ restA: inout [Int], _ restB: inout [Int]) {
    func letters(_ rest: [Int], of text: PageText, _ part: (Token) -> Range<Int>) -> [UInt8] {
      rest.flatMap { text.letters[part(text.tokens[$0])] }
    }
    let (x, y) = (restA.map { a.tokens[$0] }, restB.map { b.tokens[$0] })
    let one = letters(restA, of: a, { $0.folded })
    let other = letters(restB, of: b, { $0.folded })
    let isSure = x.contains(where: \.isSure) && y.contains(where: \.isSure)
    let longest = max(one.count, other.count)
    func digits(_ rest: [Int], of text: PageText) -> [UInt8] {
      letters(rest, of: text, { $0.plain }).filter { $0 < 58 }
    }
    let numbersDiffer = isSure && digits(restA, of: a) != digits(restB, of: b)
    if one == other
      || longest <= 200 && !numbersDiffer
        && EditDistance.edits(one[...], other[...], atMost: longest * 2 / 5) != nil
    {
      matched += min(x.count, y.count)
      matchedLetters += min(one.count, other.count)
      misread += 1
      (restA, restB) = ([], [])
    } else {
      let sureA = zip(restA, x).count { $1.isSure && !a.isAtEdge($0) }
      let sureB = zip(restB, y).count { $1.isSure && !b.isAtEdge($0) }
      let isShort = longest < 4 && !x.contains(where: \.isNumber) && misread > 0
      // Another hour or date makes another letter.
      let bothNumbers =
        numbersDiffer && x.contains(where: \.isNumber) && y.contains(where: \.isNumber)
      contradictionThirds += min(sureA, sureB) * (isShort ? 1 : bothNumbers ? 6 : 3)
    }
  }

  /// Words that both pages show in one place but read in another order.
  private mutating func findMoved() {
    guard let layout, !leftA.isEmpty, !leftB.isEmpty else { return }
    leftA.removeAll { token in
      let place = layout.place(a.box(token))
      let found = leftB.firstIndex { other in
        let box = b.box(other)
        return abs(box.x0 - place.x0) < 8 && abs(box.midY - place.midY) < 6
          && Likeness(token, of: a, other, of: b) != .different
      }
      guard let found else { return false }
      leftB.remove(at: found)
      matched += 1
      return true
    }
  }
}

extension Comparison {
  /// What each page withholds of what the other shows.
  var disclosures: [Disclosure] {
    Self.disclosures(withheldOn: a, shownOn: b, shownOnB)
      + Self.disclosures(withheldOn: b, shownOn: a, shownOnA)
  }

  private static func disclosures(
    withheldOn text: PageText, shownOn other: PageText, _ shown: [Int: [Int]]
  ) -> [Disclosure] {
    shown.keys.sorted().compactMap { redaction in
      let tokens = (shown[redaction] ?? []).sorted()
      let words = tokens.map { other.word($0) }
      // Specks that recognition took for letters are no words.
      let letters = zip(tokens, words).reduce(0) { sum, each in
        sum + (each.1.confidence ?? 1 < 0.4 ? 0 : Int(other.tokens[each.0].plainCount))
      }
      guard letters >= 2 else { return nil }
      return Disclosure(
        withheldOn: text.name, box: text.redactions[redaction].box,
        codes: text.redactions[redaction].codes, shownOn: other.name,
        boxes: boxes(of: words),
        text: words.map(\.text).joined(separator: " "))
    }
  }

  /// One box a line.
  static func boxes(of words: [Word]) -> [Box] {
    var out: [Box] = []
    for (n, word) in words.enumerated() {
      if n > 0, words[n - 1].line == word.line {
        out[out.count - 1] = out[out.count - 1].union(word.box)
      } else {
        out.append(word.box)
      }
    }
    return out
  }
}
