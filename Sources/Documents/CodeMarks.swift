// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging

/// Exemption codes printed where words were: "From: (b)(6)", "call (b)(6) at noon", and "B6" alone
/// on a page whose stamp says RELEASE IN PART B6.
struct CodeMarks {
  let lines: [MarkedLine]
  let stamps: [String]

  /// Whether a page speaks about exemptions, laws or redaction.
  struct Talk {
    private var count = 0

    private static let beginnings = [
      "exempt", "redact", "withh", "foia", "§", "u.s.c", "usc", "subsection", "subparagraph",
      "subdivision", "statut", "c.f.r", "cfr", "disclos",
    ]

    init(_ lines: [MarkedLine]) {
      for line in lines {
        count += Self.talk(line.plain[...]) + line.words.count(where: { $0.hasPrefix("§") })
      }
    }

    private static func talk(_ words: ArraySlice<String>) -> Int {
      words.count { word in
        mayBegin(word) && beginnings.contains { word.hasPrefix($0) }
      }
    }

    /// By the first two letters, which rule out nearly all words.
    private static func mayBegin(_ word: String) -> Bool {
      var bytes = word.utf8.makeIterator()
      guard let first = bytes.next(), let second = bytes.next() else { return false }
      return pairs.contains(UInt16(first) << 8 | UInt16(second))
    }

    private static let pairs = beginnings.map { word in
      word.utf8.prefix(2).reduce(0) { $0 << 8 | UInt16($1) }
    }

    /// A mark is no talk.
    mutating func forget(_ mark: TextMarks.Mark, _ lines: [MarkedLine]) {
      for line in lines where line.first <= mark.words.lowerBound {
        let range = mark.words.lowerBound - line.first..<mark.words.upperBound - line.first
        if range.upperBound <= line.plain.count { count -= Self.talk(line.plain[range]) }
      }
    }

    var isTalk: Bool { count > 0 }
  }

  /// Consecutive words that are codes.
  private struct Run {
    var line: Int
    var words: Range<Int>
    var codes: [String]
    /// In the place of an address: "(b)(6)@agency.example".
    var isAddress: Bool
  }

  /// - Parameter marks: those of other kinds that were found on the same lines.
  func find(beside marks: [TextMarks.Mark]) -> [TextMarks.Mark] {
    let all = lines.indices.flatMap { runs(on: $0) }
    if all.isEmpty { return shortCodes() }
    var talk = Talk(lines)
    for mark in marks { talk.forget(mark, lines) }
    let isTalk = talk.isTalk
    let listed = Self.isLegend(all.filter { $0.words.lowerBound == 0 }.flatMap(\.codes))
    return all.compactMap { run in
      let line = lines[run.line]
      let begins = run.words.lowerBound == 0
      if listed && begins { return nil }
      let isWhole = run.words == line.words.indices
      let strong = run.isAddress || isWhole || isLabelled(run)
      guard !isCited(run), strong || !isTalk else { return nil }
      if !strong, begins, isCapital(line.words[run.words.upperBound]) { return nil }
      return TextMarks.Mark(
        words: line.first + run.words.lowerBound..<line.first + run.words.upperBound,
        codes: run.codes, confidence: strong ? 0.9 : 0.75)
    } + shortCodes()
  }

  private func runs(on number: Int) -> [Run] {
    let words = lines[number].words
    var out: [Run] = []
    var index = 0
    while index < words.count {
      guard let first = code(words, at: index) else {
        index += 1
        continue
      }
      var run = Run(
        line: number, words: index..<index + first.length, codes: first.codes,
        isAddress: first.isAddress)
      while let next = code(words, at: run.words.upperBound), !run.isAddress {
        run.words = index..<run.words.upperBound + next.length
        for code in next.codes where !run.codes.contains(code) { run.codes.append(code) }
        run.isAddress = next.isAddress
      }
      out.append(run)
      index = run.words.upperBound
    }
    return out
  }

  /// Codes with all their brackets, in one word or in the pieces "(b)", "(7)", "(C)".
  private func code(
    _ words: [String], at index: Int
  ) -> (codes: [String], length: Int, isAddress: Bool)? {
    guard words.indices.contains(index), words[index].utf8.contains(UInt8(ascii: "(")) else {
      return nil
    }
    var text = Self.opened(words[index])
    guard Self.begins(text) else { return nil }
    var length = 1
    while length < 3, index + length < words.count, words[index + length].hasPrefix("("),
      text.hasSuffix(")"), !Self.begins(words[index + length]),
      words[index + length].dropFirst(2).hasPrefix(")")
    {
      text += words[index + length]
      length += 1
    }
    var isAddress = false
    if let at = text.firstIndex(of: "@") {
      isAddress = true
      text = String(text[..<at])
    }
    guard text.utf8.allSatisfy({ "()bjkBJK0123456789acdefACDEF;,./&>\"'?!:".utf8.contains($0) })
    else { return nil }
    // Its own brackets only: nothing is guessed in running text.
    let codes = ExemptionCode.parse(text + " words")
    return codes.isEmpty ? nil : (codes, length, isAddress)
  }

  private static func opened(_ word: String) -> String {
    String(word.drop { "<[\"'“‘".contains($0) })
  }

  private static func begins(_ word: String) -> Bool {
    var start = word.utf8.makeIterator()
    guard start.next() == UInt8(ascii: "("), let letter = start.next(),
      start.next() == UInt8(ascii: ")")
    else { return false }
    return [UInt8(ascii: "b"), UInt8(ascii: "j"), UInt8(ascii: "k")].contains(letter | 0x20)
  }

  /// Three or more codes whose numbers follow one another: a list that explains them, or a law.
  private static func isLegend(_ codes: [String]) -> Bool {
    let numbers = Set(codes.compactMap { code in code.dropFirst(4).first?.wholeNumberValue })
    return numbers.contains { numbers.contains($0 + 1) && numbers.contains($0 + 2) }
  }

  /// "Cell: (b)(6)" is one, "Exemption: (b)(6)" is not.
  private func isLabelled(_ run: Run) -> Bool {
    let start = run.words.lowerBound
    guard start > 0, start <= 4, lines[run.line].words[start - 1].hasSuffix(":") else {
      return false
    }
    return !lines[run.line].plain[..<start].contains { word in
      Self.citing.contains(word)
        || ["basis", "reason", "code", "codes", "category", "subject", "re", "note"].contains(word)
    }
  }

  private static let citing: Set<String> = [
    "exemption", "exemptions", "exempt", "section", "sections", "sec", "subsection", "paragraph",
    "para", "subparagraph", "clause", "rule", "part", "title", "under", "per", "via", "citing",
    "cite", "cites", "cited", "invoke", "invoked", "invokes", "invoking", "assert", "asserts",
    "asserted", "asserting", "claim", "claims", "claimed", "claiming", "apply", "applies",
    "applied", "applying", "foia", "usc", "u.s.c", "cfr", "c.f.r", "act", "statute", "code", "use",
    "used", "using", "ex", "exs", "redacted", "redact", "redacting", "redactions", "withheld",
    "withhold", "withholding", "mark", "marked", "coded", "as",
  ]

  private static let citingAfter: Set<String> = [
    "exemption", "exemptions", "applies", "apply", "applied", "protects", "protect", "covers",
    "cover", "allows", "permits", "requires", "provides", "redaction", "redactions", "redacted",
    "withheld", "withholding", "withholdings", "claim", "claims", "determination", "material",
    "information", "exempts", "privilege", "does", "shall", "code", "codes",
  ]

  private func isCited(_ run: Run) -> Bool {
    let line = lines[run.line]
    var before = run.words.lowerBound - 1
    // Over a list of codes to what announces it.
    while before >= 0,
      ["and", "or", "&", "", "both", "either"].contains(line.plain[before])
        || Self.begins(line.words[before])
    {
      before -= 1
    }
    if before >= 0 {
      if Self.citing.contains(line.plain[before]) || line.words[before].hasPrefix("§") {
        return true
      }
      let isTo = line.plain[before] == "to" && before > 0
      if isTo,
        ["pursuant", "according", "subject", "due", "thanks"].contains(line.plain[before - 1])
      {
        return true
      }
    }
    let after = run.words.upperBound
    guard after < line.plain.count else { return false }
    if Self.citingAfter.contains(line.plain[after]) { return true }
    return line.plain[after] == "of" && after + 1 < line.plain.count
      && ["this", "section", "subsection", "foia", "5", "rule"].contains(line.plain[after + 1])
  }

  private func isCapital(_ word: String) -> Bool {
    word.first { $0.isLetter }?.isUppercase ?? false
  }

  /// "B6" alone, beside what was whited out: sure where the stamp of the page names it.
  private func shortCodes() -> [TextMarks.Mark] {
    let announced = Set(
      stamps.flatMap { stamp in stamp.split { $0 == " " || $0 == "," }.map(String.init) }
        .filter { $0.hasPrefix("B") || $0.hasPrefix("1.4(") })
    guard !announced.isEmpty else { return [] }
    return lines.compactMap { line in
      let parts = line.words.map { $0.trimmingSuffix(while: { ",;".contains($0) }) }
      guard parts.count <= 3, parts.allSatisfy({ announced.contains(String($0)) }) else {
        return nil
      }
      return TextMarks.Mark(
        words: line.first..<line.first + line.words.count,
        codes: ExemptionCode.parse(parts.joined(separator: " ")), confidence: 0.8)
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(while drop: (Character) -> Bool) -> Substring {
    var out = self[...]
    while let last = out.last, drop(last) { out.removeLast() }
    return out
  }
}
