// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation
import Policy

extension OpenCase {
  /// Looks up the words that the rules rest on in the pages of the case, in the order of the rules.
  package func checkQuotes(of library: PolicyLibrary) throws -> [QuoteCheck] {
    let sources = try store.sources().filter {
      ![.policy, .mapping, .guide].contains($0.source.kind)
    }
    var search = QuoteSearch(sources) { try store.pages(of: $0) }
    for instrument in library.instruments {
      for rule in instrument.rules {
        for rest in rule.rests {
          search.add(rest, rule: "\(instrument.id).\(rule.ref)", file: instrument.file)
        }
      }
    }
    return try search.run()
  }
}

/// Many quotes looked up in many sources, each source read as seldom as will do.
struct QuoteSearch {
  private struct Quote {
    var check: QuoteCheck
    var letters: Letters
    /// Numbers of the sources it may stand in.
    var sources: [Int]
    /// Where the very words stand.
    var exact: [(source: Int, passage: QuoteCheck.Passage)] = []

    func isMeant(_ source: Int, _ passage: QuoteCheck.Passage) -> Bool {
      sources.contains(source) && (check.rest.page.map(passage.has(page:)) ?? true)
    }

    var isFound: Bool { exact.contains { isMeant($0.source, $0.passage) } }
  }

  private let sources: [StoredSource]
  private let pages: (SourceID) throws -> [Page]
  private var quotes: [Quote] = []
  /// Sources that have pages.
  private var printed: Set<Int> = []

  init(_ sources: [StoredSource], pages: @escaping (SourceID) throws -> [Page]) {
    (self.sources, self.pages) = (sources, pages)
  }

  mutating func add(_ rest: Instrument.Rest, rule: String, file: String) {
    let named = sources.indices.filter { index in
      rest.source.map { name in sources[index].isCalled(name) } ?? true
    }
    var check = QuoteCheck(
      rule: rule, file: file, rest: rest, outcome: .missing(nearest: nil))
    if named.isEmpty, let name = rest.source {
      check.outcome = .noSource(similar: similar(to: name))
    }
    quotes.append(Quote(check: check, letters: Letters(rest.words), sources: named))
  }

  mutating func run() throws -> [QuoteCheck] {
    let asked = Set(quotes.flatMap(\.sources))
    for index in sources.indices where asked.contains(index) {
      try lookUp(quotes.indices.filter { quotes[$0].sources.contains(index) }, in: index)
    }
    // Words that do not stand where they are said to may stand in any other source.
    let open = quotes.indices.filter { !quotes[$0].isFound && !quotes[$0].sources.isEmpty }
    if !open.isEmpty {
      for index in sources.indices {
        let others = open.filter { !quotes[$0].sources.contains(index) }
        if !others.isEmpty { try lookUp(others, in: index) }
      }
    }
    let near = try nearest(to: open)
    for index in quotes.indices where !quotes[index].sources.isEmpty {
      quotes[index].check.outcome = outcome(quotes[index], near: near[index] ?? [])
    }
    return quotes.map(\.check)
  }

  /// More places than these help nobody.
  private static let mostPlaces = 5

  private mutating func lookUp(_ wanted: [Int], in source: Int) throws {
    let pages = try pages(sources[source].source.id)
    if pages.isEmpty { return }
    printed.insert(source)
    // The words may run over a page break, around the foot of one page and the head of the next.
    let readings: [() -> PrintedText] = [
      { PrintedText(pages, furniture: true) }, { PrintedText(pages) },
      { PrintedText(pages, without: RunningLines(pages).lines) },
    ]
    var texts: [PrintedText] = []
    for number in wanted {
      let letters = quotes[number].letters.bytes
      var (text, places) = (PrintedText([]), [Range<Int>]())
      for (index, reading) in readings.enumerated() where places.isEmpty {
        if index == texts.count { texts.append(reading()) }
        (text, places) = (texts[index], texts[index].places(of: letters))
      }
      let passages = places.map { passage(text, $0, source) }
      let meant = passages.filter { quotes[number].isMeant(source, $0) }
      quotes[number].exact += (meant.isEmpty ? passages : meant).prefix(Self.mostPlaces).map {
        (source, $0)
      }
    }
  }

  // MARK: Nearly

  private struct Near {
    var passage: QuoteCheck.Passage
    var letters: Int
    var isMisreading: Bool
  }

  /// Pages that share so many of a quote's words are compared with it letter by letter.
  private static let mostPages = 4

  private mutating func nearest(to wanted: [Int]) throws -> [Int: [Near]] {
    var near: [Int: [Near]] = [:]
    let words = Dictionary(
      uniqueKeysWithValues: wanted.map { number in
        (number, Set(quotes[number].letters.words.filter { $0.count >= 3 }))
      })
    for index in sources.indices {
      let asking = wanted.filter { quotes[$0].sources.contains(index) }
      if asking.isEmpty || !printed.contains(index) { continue }
      let pages = try pages(sources[index].source.id)
      let running = RunningLines(pages).lines
      let held = pages.map { page in Set(page.words.flatMap { Letters($0.text).words }) }
      for number in asking {
        // Ends of a page and beginnings of the next share the words of a quote between them.
        let shares = held.indices.map { page in
          (words[number] ?? []).count { word in
            held[page].contains(word)
              || page + 1 < held.count && held[page + 1].contains(word)
          }
        }
        let ranked = held.indices.filter { shares[$0] > 0 }
          .sorted { (-shares[$0], $0) < (-shares[$1], $1) }.prefix(Self.mostPages)
        for page in ranked {
          let both = Array(pages[page...min(page + 1, pages.count - 1)])
          let own = running.filter { (page...page + 1).contains($0.page) }.map {
            RunningLines.Place(page: $0.page - page, line: $0.line)
          }
          near[number, default: []] += [[], Set(own)].compactMap { without in
            self.near(quotes[number].letters, in: PrintedText(both, without: without), of: index)
          }
        }
      }
    }
    return near
  }

  private func near(_ quote: Letters, in text: PrintedText, of source: Int) -> Near? {
    guard let found = NearPassage(to: quote.bytes, in: text) else { return nil }
    return Near(
      passage: passage(text, found.pieces, source), letters: found.letters,
      isMisreading: found.isMisreading(of: quote, in: text))
  }

  private func outcome(_ quote: Quote, near: [Near]) -> QuoteCheck.Outcome {
    if let found = quote.exact.first(where: { quote.isMeant($0.source, $0.passage) }) {
      return .found(found.passage)
    }
    let near = near.enumerated().sorted { a, b in
      (a.element.letters, a.offset) < (b.element.letters, b.offset)
    }.map(\.element)
    let page = quote.check.rest.page
    func isThere(_ near: Near) -> Bool { page.map(near.passage.has(page:)) ?? true }
    if let read = near.first(where: { $0.isMisreading && isThere($0) }) {
      return .misread(read.passage, letters: read.letters)
    }
    if !quote.exact.isEmpty {
      let own = quote.exact.filter { quote.sources.contains($0.source) }
      let other = quote.exact.filter { !quote.sources.contains($0.source) }
      return .elsewhere((own + other).prefix(Self.mostPlaces).map(\.passage))
    }
    if let read = near.first(where: \.isMisreading) { return .elsewhere([read.passage]) }
    let best = near.first(where: isThere) ?? near.first
    if let best, best.letters * 5 <= quote.letters.bytes.count {
      return .nearly(best.passage, letters: best.letters)
    }
    if quote.sources.allSatisfy({ !printed.contains($0) }) {
      return .noPages(quote.sources.prefix(Self.mostPlaces).map { sources[$0].source.name })
    }
    return .missing(nearest: best?.passage)
  }

  // MARK: Places

  private func passage(
    _ text: PrintedText, _ pieces: Range<Int>, _ source: Int
  ) -> QuoteCheck.Passage {
    let held = pieces.map { text.pieces[$0] }
    let (first, last) = (held[0], held[held.count - 1])
    let page = text.pages[first.page]
    var lines: [(page: Int, line: Int, words: [String])] = []
    var boxes: [Box] = []
    var before: (page: Int, word: Int)?
    for piece in held where before.map({ $0 != (piece.page, piece.word) }) ?? true {
      before = (piece.page, piece.word)
      let word = text.pages[piece.page].words[piece.word]
      if let line = lines.last, line.page == piece.page, line.line == word.line {
        lines[lines.count - 1].words.append(word.text)
        if piece.page == first.page {
          boxes[boxes.count - 1] = boxes[boxes.count - 1].union(word.box)
        }
      } else {
        lines.append((piece.page, word.line, [word.text]))
        if piece.page == first.page { boxes.append(word.box) }
      }
    }
    let quote = lines.map { $0.words.joined(separator: " ") }.joined(separator: "\n")
    return QuoteCheck.Passage(
      source: page.source, name: sources[source].source.name, firstPage: page.number,
      lastPage: text.pages[last.page].number, bates: page.bates,
      citation: Citation(
        source: page.source,
        place: .page(number: page.number, bates: page.bates, boxes: boxes), quote: quote))
  }

  /// The names nearest to one that no source has.
  private func similar(to name: String) -> [String] {
    let asked = Array(Letters(name).bytes.prefix(64))
    let words = Set(Letters(name).words.filter { $0.count >= 3 && $0 != Array("pdf".utf8) })
    return sources.compactMap { stored -> (distance: Int, name: String)? in
      let last = stored.source.name.split(separator: "/").last.map(String.init) ?? ""
      let letters = Letters(last)
      let distance = EditDistance.withSwaps(asked, Array(letters.bytes.prefix(64)))
      let shares = !words.isDisjoint(with: letters.words)
      return shares || distance * 3 <= max(asked.count, letters.bytes.count)
        ? (shares ? min(distance, asked.count / 3) : distance, stored.source.name) : nil
    }.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }
}

extension StoredSource {
  /// Whether a name it was added under has this part.
  fileprivate func isCalled(_ part: String) -> Bool {
    let part = part.precomposedStringWithCanonicalMapping.lowercased()
    return names.contains { name in
      name.precomposedStringWithCanonicalMapping.lowercased().contains(part)
    }
  }
}
