// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging

/// Tells a sheet put in the place of pages that were withheld: "Page withheld in full", "12 pages
/// withheld", "Pages 13-24 are withheld pursuant to …", a "deleted page information sheet".
///
/// A letter or a mail that reports the same says other things too: a sheet says next to nothing
/// else, is addressed to nobody and ends without a greeting.
package enum SlipSheet {
  /// The whole page, with the codes given and the number of pages it says it stands for.
  package static func redaction(on page: Page) -> Redaction? {
    guard page.words.count <= 260, page.words.contains(where: { maySay($0.text) }) else {
      return nil
    }
    if page.redactions.contains(where: { $0.kind == .page }) { return nil }
    let words = Self.words(of: page)
    guard let confidence = confidence(words) else { return nil }
    return Redaction(
      box: Box(x0: 0, y0: 0, x1: page.width, y1: page.height), kind: .slip, codes: codes(on: page),
      textUnder: .none, confidence: confidence, withheldPages: WithheldPages.count(in: words))
  }

  /// Lower case, without punctuation at the ends; page numbers and Bates numbers left out, stamps
  /// not: they may be all there is.
  private static func words(of page: Page) -> [String] {
    page.words.compactMap { word in
      let isFurniture =
        page.furniture.contains { $0.contains(x: word.box.midX, y: word.box.midY) }
        && page.stamps.isEmpty
      if isFurniture { return nil }
      let plain = MarkedLine.trimmed(word.text)
      return plain.isEmpty ? nil : plain
    }
  }

  /// Whether a word may be one that says "withheld": a quick look that rules out most pages.
  private static func maySay(_ word: String) -> Bool {
    var start: UInt32 = 0
    var letters = 0
    for byte in word.utf8 {
      guard byte | 0x20 >= 0x61, byte | 0x20 <= 0x7a else {
        if letters > 0 { return false }
        continue
      }
      start = start << 8 | UInt32(byte | 0x20)
      letters += 1
      if letters == 4 { return beginnings.contains(start) }
    }
    return false
  }

  /// The first four letters of each of `verbs`, and of "withdrawal" in the names of forms.
  private static let beginnings: [UInt32] = ["with", "dele", "deni", "reda", "remo", "exem"].map {
    $0.utf8.reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static let verbs: Set<String> = [
    "withheld", "withhold", "withholding", "deleted", "denied", "redacted", "removed", "exempt",
  ]

  private static let wholes = [
    ["in", "full"], ["in", "its", "entirety"], ["in", "their", "entirety"], ["entirely"],
    ["in", "entirety"], ["in", "whole"],
  ]

  private static let objects: Set<String> = [
    "page", "pages", "page(s", "document", "documents", "record", "records", "attachment",
    "attachments", "email", "emails", "e-mail", "file", "exhibit", "material", "sheet", "bates",
  ]

  /// Words of letters, mails and lists, which sheets do not have.
  private static let letters: Set<String> = [
    "dear", "sincerely", "regards", "thanks", "hi", "hello", "from", "sent", "subject", "i", "my",
    "me", "wrote", "please",
  ]

  private static func confidence(_ words: [String]) -> Double? {
    let isForm =
      has(words, ["deleted", "page", "information", "sheet"])
      || has(words, ["withheld", "page", "information", "sheet"])
      || has(words, ["total", "deleted", "page(s"]) || has(words, ["total", "deleted", "pages"])
      || has(words, ["document", "withdrawal", "sheet"])
    if isForm { return words.count <= 240 ? 0.95 : nil }
    guard words.count <= 80, words.contains(where: verbs.contains),
      words.contains(where: objects.contains)
    else { return nil }
    let isWhole = wholes.contains { has(words, $0) }
    if words.contains(where: ["index", "vaughn", "table", "summary", "log"].contains) {
      return nil
    }
    // What is withheld, near the word that says so: "withheld" and "page" in one breath.
    let near = words.indices.contains { index in
      verbs.contains(words[index])
        && words[max(0, index - 9)..<min(words.count, index + 6)].contains(where: objects.contains)
    }
    guard near else { return nil }
    let isLetter = words.count(where: letters.contains)
    guard isLetter == 0 || isLetter == 1 && words.count <= 25 else { return nil }
    // What is neither of the statement nor of its reasons is other text.
    let other = words.count { !isOfStatement($0) }
    let limit = isWhole ? 14 : 8
    guard other <= limit, other * 2 <= words.count else { return nil }
    let isStrong =
      isWhole || words.contains("withheld") || words.contains("deleted")
      || words.contains("denied")
    guard isStrong else { return nil }
    // A heading such as "Withheld documents" stands over a list; a sheet says what was done.
    if !isWhole, words.count <= 2, words != ["document", "withheld"],
      words != ["page", "withheld"],
      words != ["pages", "withheld"], words != ["withheld", "page"]
    {
      return nil
    }
    return isWhole ? 0.95 : 0.85
  }

  private static let statement: Set<String> = [
    "this", "these", "the", "following", "is", "are", "was", "were", "has", "have", "been", "being",
    "in", "full", "its", "their", "entirety", "entirely", "whole", "and", "or", "to", "of", "for",
    "by", "as", "through", "thru", "pursuant", "under", "per", "foia", "section", "sections",
    "exemption", "exemptions", "usc", "u.s.c", "act", "freedom", "information", "privacy",
    "public", "code", "law", "placeholder", "slip", "slipsheet", "intentionally", "left", "blank",
    "from", "disclosure", "release", "because", "total", "number", "no", "nos", "total", "on",
    "basis", "reason", "reasons", "one", "two", "three", "four", "five", "six", "seven", "eight",
    "nine", "ten", "eleven", "twelve", "non-responsive", "responsive", "not", "duplicate",
    "duplicates",
    "attorney-client", "attorney", "client", "privilege", "privileged", "deliberative", "process",
    "work", "product", "confidential", "personal", "above", "referenced", "same", "all", "a", "at",
    "bates", "stamped", "numbered", "numbers", "range", "ilcs", "stat", "rev", "ors", "gov't",
    "government", "request", "produced", "native", "contains", "exempted", "portions",
    "unclassified", "denied", "part", "case", "date", "doc",
  ]

  private static func isOfStatement(_ word: String) -> Bool {
    statement.contains(word) || verbs.contains(word) || objects.contains(word)
      || word.first?.isNumber == true || word.utf8.count <= 2 || !ExemptionCode.parse(word).isEmpty
      || BatesNumber(word.uppercased()) != nil
  }

  private static func has(_ words: [String], _ phrase: [String]) -> Bool {
    guard words.count >= phrase.count else { return false }
    return (0...words.count - phrase.count).contains { start in
      words[start..<start + phrase.count].elementsEqual(phrase)
    }
  }

  private static func codes(on page: Page) -> [String] {
    var out: [String] = []
    func add(_ codes: [String]) { for code in codes where !out.contains(code) { out.append(code) } }
    // Line by line: a form's line of nothing but codes may leave brackets out.
    var line: [String] = []
    var number = page.words.first?.line
    for word in page.words {
      if word.line != number {
        add(ExemptionCode.parse(line.joined(separator: " ")))
        line = []
        number = word.line
      }
      line.append(word.text)
    }
    add(ExemptionCode.parse(line.joined(separator: " ")))
    // "~ b7E" and "B5" stand alone among other words; a "b" with a digit means nothing else here.
    for word in page.words where word.text.lowercased().hasPrefix("b") && word.text.utf8.count <= 5
    {
      add(ExemptionCode.parse(MarkedLine.trimmed(word.text)))
    }
    return out
  }
}

/// How many pages a slip sheet says it stands for.
enum WithheldPages {
  private static let numerals: [String: Int] = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50,
  ]

  /// - Parameter words: lower case, without punctuation at the ends.
  static func count(in words: [String]) -> Int? {
    for (index, word) in words.enumerated() where ["page", "pages", "page(s"].contains(word) {
      let isTotal = index >= 2 && words[index - 2] == "total" && words[index - 1] == "deleted"
      if isTotal, index + 1 < words.count, let number = number(words[index + 1]) { return number }
      // "Pages 13-24", "pages 13 through 24", "pages 5, 7 and 9", "Page 5".
      if let listed = listed(words, from: index + 1) { return listed }
      // "12 pages", "twelve (12) pages".
      if index > 0, let number = number(words[index - 1]) { return number }
    }
    if let range = batesRange(words) { return range }
    if let first = words.firstIndex(of: "page"), first < 12, !words.contains("pages") { return 1 }
    return nil
  }

  private static func number(_ word: String) -> Int? {
    if let value = numerals[word] { return value }
    guard word.utf8.count <= 5, let value = Int(word.replacing(",", with: "")), value > 0 else {
      return nil
    }
    return value
  }

  private static func range(_ word: String) -> (first: Int, last: Int)? {
    let parts = word.split(whereSeparator: { "-–—".contains($0) })
    guard let first = parts.first.flatMap({ digits(String($0)) }),
      let last = parts.last.flatMap({ digits(String($0)) }), last >= first, parts.count <= 2
    else { return nil }
    return (first, last)
  }

  /// The number at the end of "13", "fv000013".
  private static func digits(_ word: String) -> Int? {
    let end = word.reversed().prefix { $0.isNumber }
    return end.isEmpty || end.count > 9 ? nil : Int(String(end.reversed()))
  }

  private static func listed(_ words: [String], from start: Int) -> Int? {
    var (index, total, last) = (start, 0, 0)
    var isRange = false
    while index < words.count {
      let word = words[index]
      if ["through", "thru", "to"].contains(word), total > 0 {
        isRange = true
      } else if word == "and" || word == "numbered" || word == "number" || word == "bates" {
        // Goes on.
      } else if let (first, end) = range(word), word.first?.isNumber == true || isBates(word) {
        if total > 0, first <= last { break }
        total += isRange ? end - last : end - first + 1
        (last, isRange) = (end, false)
      } else {
        break
      }
      index += 1
    }
    return total > 0 && total < 100_000 ? total : nil
  }

  private static func isBates(_ word: String) -> Bool {
    word.split(whereSeparator: { "-–—".contains($0) }).allSatisfy {
      BatesNumber($0.uppercased()) != nil
    }
  }

  /// "FV000013 through FV000024", "FV000013 - FV000024".
  private static func batesRange(_ words: [String]) -> Int? {
    for (index, word) in words.enumerated() where word.first?.isLetter == true && isBates(word) {
      if let (first, last) = range(word), last > first { return last - first + 1 }
      let rest = words[(index + 1)...].drop { ["through", "thru", "to"].contains($0) }
      guard let next = rest.first, prefix(next) == prefix(word), let first = digits(word),
        let last = digits(next), last > first
      else { continue }
      return last - first + 1
    }
    return nil
  }

  private static func prefix(_ word: String) -> Substring { word.prefix { !$0.isNumber } }
}
