// SPDX-License-Identifier: Apache-2.0

/// The words and stems of all phrases of a cue file, by number, so that matching compares numbers.
struct CueSymbols: Sendable {
  private var words: [[UInt8]: Int] = [:]
  /// By their first two letters.
  private var stems: [[UInt8]: [(bytes: [UInt8], symbol: Int)]] = [:]
  private(set) var count = 0

  mutating func word(_ bytes: [UInt8]) -> Int {
    if let known = words[bytes] { return known }
    words[bytes] = count
    count += 1
    return count - 1
  }

  mutating func stem(_ bytes: [UInt8]) -> Int {
    let key = Array(bytes.prefix(2))
    if let known = stems[key]?.first(where: { $0.bytes == bytes }) { return known.symbol }
    stems[key, default: []].append((bytes, count))
    count += 1
    return count - 1
  }

  /// The symbols that a word of a message is.
  func symbols(of word: [UInt8]) -> [Int] {
    var out: [Int] = []
    if let exact = words[word] { out.append(exact) }
    for stem in stems[Array(word.prefix(2))] ?? [] where word.starts(with: stem.bytes) {
      out.append(stem.symbol)
    }
    return out
  }
}

/// A phrase of `Data/cues.yaml` as a small automaton over the words of one sentence.
///
/// Words are as `PhrasePattern.normal` leaves them. `word*` stands for any ending, `a|b` for either,
/// `a_b` inside it for two words in a row, `(word)` may be missing, `...` is up to six words, `..`
/// up to two, `@list` is any of a named list, `%` a number, `_` any one word, ` ?` at the end asks
/// for a sentence that asks.
struct CuePhrase: Sendable {
  struct Problem: Error { var message: String }

  indirect enum Element {
    case symbol(Int)
    case number, any
    case gap(Int)
    /// One of several runs of words, perhaps none.
    case choice([[Element]], isOptional: Bool)
  }

  private enum State {
    case symbol(Int)
    case number, any
    /// Goes on at each of these without taking a word.
    case split([Int])
    case end
  }

  let text: String
  /// Counts only in a sentence that asks.
  let asks: Bool
  /// Those that take a word go on at the next state.
  private var states: [State] = []
  /// Where a match begins, and where each state goes on after its word.
  private var initial: [Int] = []
  private var follow: [[Int]] = []
  /// The symbols one of which a match begins with; empty where it can begin with any word.
  private(set) var openings: Set<Int> = []
  /// Sets of symbols, of each of which a sentence must have one.
  private(set) var needed: [[Int]] = []

  init(
    _ text: String, lists: [String: [String]], symbols: inout CueSymbols
  ) throws(Problem) {
    self.text = text
    asks = text.hasSuffix(" ?")
    let elements = try Self.elements(
      asks ? String(text.dropLast(2)) : text, lists: lists, symbols: &symbols, depth: 0)
    needed = elements.compactMap(Self.needed)
    guard !needed.isEmpty else { throw Problem(message: "no word of the phrase must stand") }
    if case .gap = elements[0] { throw Problem(message: "a phrase cannot begin with ...") }
    compile(elements)
    states.append(.end)
    initial = closure(0)
    follow = states.indices.map { state in
      switch states[state] {
      case .symbol, .number, .any: closure(state + 1)
      case .split, .end: []
      }
    }
    for state in initial {
      switch states[state] {
      case .symbol(let symbol): openings.insert(symbol)
      default:
        openings = []
        return
      }
    }
  }

  private static func elements(
    _ text: String, lists: [String: [String]], symbols: inout CueSymbols, depth: Int
  ) throws(Problem) -> [Element] {
    guard depth < 4 else { throw Problem(message: "lists name each other") }
    var out: [Element] = []
    for part in text.split(separator: " ") {
      if part == "..." || part == ".." {
        out.append(.gap(part == "..." ? 6 : 2))
        continue
      }
      let isOptional = part.hasPrefix("(") && part.hasSuffix(")")
      let inside = isOptional ? part.dropFirst().dropLast() : part
      var runs: [[Element]] = []
      for option in inside.split(separator: "|", omittingEmptySubsequences: false) {
        if option.isEmpty { throw Problem(message: "'\(part)' has an empty side") }
        if option == "_" {
          runs.append([.any])
        } else if option.hasPrefix("@") {
          let name = String(option.dropFirst())
          guard let list = lists[name] else {
            throw Problem(
              message: "there is no list '\(option)'"
                + NearestWord.hint(name, among: lists.keys.sorted()))
          }
          for entry in list {
            runs.append(
              try elements(entry, lists: lists, symbols: &symbols, depth: depth + 1))
          }
        } else {
          var run: [Element] = []
          for word in option.split(separator: "_") {
            run.append(try element(String(word), &symbols))
          }
          runs.append(run)
        }
      }
      if runs.count == 1, runs[0].count == 1, !isOptional {
        out.append(runs[0][0])
      } else {
        out.append(.choice(runs, isOptional: isOptional))
      }
    }
    return out
  }

  private static func element(
    _ word: String, _ symbols: inout CueSymbols
  ) throws(Problem) -> Element {
    if word == "%" { return .number }
    let normal = PhrasePattern.normal(word)
    guard !normal.isEmpty, !normal.contains(0x20) else {
      throw Problem(message: "'\(word)' is no single word")
    }
    return .symbol(word.hasSuffix("*") ? symbols.stem(normal) : symbols.word(normal))
  }

  /// Symbols one of which any match of the element has; nil where there is no such set.
  private static func needed(_ element: Element) -> [Int]? {
    switch element {
    case .symbol(let symbol): return [symbol]
    case .number, .any, .gap, .choice(_, isOptional: true): return nil
    case .choice(let runs, isOptional: false):
      var all: [Int] = []
      for run in runs {
        guard let found = run.lazy.compactMap(needed).first else { return nil }
        all += found
      }
      return all
    }
  }

  private mutating func compile(_ elements: [Element]) {
    for element in elements {
      switch element {
      case .symbol(let symbol): states.append(.symbol(symbol))
      case .number: states.append(.number)
      case .any: states.append(.any)
      case .gap(let length):
        for index in 0..<length {
          // Each step may take a word or leave the gap.
          let rest = 2 * (length - index)
          states.append(.split([states.count + 1, states.count + rest]))
          states.append(.any)
        }
      case .choice(let runs, let isOptional):
        let fork = states.count
        states.append(.split([]))
        var starts: [Int] = []
        var exits: [Int] = []
        for run in runs {
          starts.append(states.count)
          compile(run)
          exits.append(states.count)
          states.append(.split([]))
        }
        for exit in exits { states[exit] = .split([states.count]) }
        states[fork] = .split(starts + (isOptional ? [states.count] : []))
      }
    }
  }

  /// The states that take a word or end, reached from this one without taking one.
  private func closure(_ from: Int) -> [Int] {
    var out: [Int] = []
    var open = [from]
    var seen: Set<Int> = []
    while let state = open.popLast() {
      guard seen.insert(state).inserted else { continue }
      if case .split(let next) = states[state] { open += next } else { out.append(state) }
    }
    return out
  }

  /// The end of the longest match that begins at `start`, if there is one.
  func match(_ words: ArraySlice<CueText.Word>, at start: Int) -> Int? {
    var current = initial
    var next: [Int] = []
    var at = start
    var end: Int?
    while !current.isEmpty {
      next.removeAll(keepingCapacity: true)
      for state in current {
        let takes: Bool
        switch states[state] {
        case .end:
          end = at
          continue
        case .symbol(let symbol):
          takes = at < words.endIndex && words[at].symbols.contains(symbol)
        case .number:
          takes = at < words.endIndex && words[at].bytes.first.map { 0x30...0x39 ~= $0 } == true
        case .any: takes = at < words.endIndex
        case .split: takes = false
        }
        if takes { for after in follow[state] where !next.contains(after) { next.append(after) } }
      }
      swap(&current, &next)
      at += 1
    }
    return end
  }
}
