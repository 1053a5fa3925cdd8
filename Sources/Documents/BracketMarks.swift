// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging

/// Marks made of a word that says "withheld": "[REDACTED]", "(name withheld)", "***redacted***",
/// and REDACTED itself after a label, in a cell, or in the middle of a sentence in small letters.
struct BracketMarks {
  let line: MarkedLine

  private static let verbs: Set<String> = [
    "redacted", "redaction", "redactions", "withheld", "non-responsive", "nonresponsive",
  ]

  /// Weaker words: only with the thing that is gone, as in "[name removed]".
  private static let losses: Set<String> = ["removed", "deleted", "omitted"]

  private static let things: Set<String> = [
    "name", "names", "phone", "telephone", "cell", "number", "numbers", "address", "addresses",
    "personal", "pii", "ssn", "dob", "identity", "identifying", "victim", "witness", "juvenile",
    "minor", "plate", "license", "badge", "informant", "officer", "employee", "birth", "suspect",
  ]

  private static let others: Set<String> = [
    "e-mail", "email", "information", "info", "details", "date", "text", "content", "contents",
    "portion", "portions", "paragraph", "paragraphs", "sentence", "line", "lines", "page", "pages",
    "law", "enforcement", "sensitive", "privacy", "privileged", "privilege", "attorney", "client",
    "confidential", "of", "and", "the", "for", "by", "under", "per", "pursuant", "to", "foia",
    "exemption", "exemptions", "code", "ex", "section", "in", "full", "part", "as", "not",
    "responsive", "reason", "security", "here", "mr", "ms", "mrs", "due", "was", "is", "has",
    "been", "have", "are", "b",
  ]

  func find() -> [TextMarks.Mark] {
    guard line.plain.contains(where: { Self.sayings.occur(in: $0) }) else { return [] }
    var found: [TextMarks.Mark] = []
    var index = 0
    while index < line.words.count {
      if let mark = bracketed(at: index) ?? bare(at: index) {
        found.append(mark)
        index = mark.words.upperBound - line.first
      } else {
        index += 1
      }
    }
    return found
  }

  /// Of the verbs and the losses: nearly no line has any.
  private static let sayings = FourLetters("dact", "held", "resp", "emov", "elet", "mitt")

  private func bracketed(at index: Int) -> TextMarks.Mark? {
    guard line.words[index].utf8.contains(where: Self.opens),
      let opened = line.words[index].firstIndex(where: { "[({<*".contains($0) })
    else { return nil }
    let open = line.words[index][opened]
    let close: Character =
      open == "["
      ? "]"
      : open == "("
        ? ")"
        : open == "{"
          ? "}"
          : open == "<" ? ">" : "*"
    var inside = ""
    for end in index..<min(line.words.count, index + 10) {
      var text = Substring(line.words[end])
      if end == index { text = text[opened...].drop { $0 == open } }
      // Brackets of codes close within: the last one of the word counts.
      if !inside.isEmpty { inside += " " }
      inside += text
      guard let closed = text.lastIndex(of: close), isClosed(inside, open, close) else { continue }
      let kept = inside.prefix(
        max(0, inside.count - text.distance(from: closed, to: text.endIndex)))
      guard isMark(String(kept), open: open), !isSpokenOf(after: end + 1) else { return nil }
      return TextMarks.Mark(
        words: line.first + index..<line.first + end + 1,
        codes: ExemptionCode.parse(String(kept)), confidence: open == "(" ? 0.85 : 0.95)
    }
    return nil
  }

  /// One of "[({<*".
  private static func opens(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x5b, 0x28, 0x7b, 0x3c, 0x2a: true
    default: false
    }
  }

  /// One more closing bracket than opening ones: the one that was open before.
  private func isClosed(_ inside: String, _ open: Character, _ close: Character) -> Bool {
    if open == close { return true }
    var depth = 1
    for character in inside {
      if character == open { depth += 1 }
      if character == close { depth -= 1 }
    }
    return depth <= 0
  }

  private func isMark(_ inside: String, open: Character) -> Bool {
    let plain = inside.split(whereSeparator: { $0.isWhitespace || "-–—:;,/*".contains($0) })
      .map { MarkedLine.trimmed(String($0)) }.filter { !$0.isEmpty }
    guard !plain.isEmpty, plain.count <= 9 else { return false }
    let isNonResponsive =
      plain.count <= 3 && (plain.first == "non" || plain.first == "not")
      && plain.dropFirst().first == "responsive"
    if isNonResponsive { return open == "[" }
    let named = plain.contains { Self.things.contains($0) }
    guard plain.contains(where: { Self.verbs.contains($0) || named && Self.losses.contains($0) })
    else { return false }
    let isAll = plain.allSatisfy { word in
      Self.verbs.contains(word) || Self.losses.contains(word) || Self.things.contains(word)
        || Self.others.contains(word) || word.first?.isNumber == true
        || !ExemptionCode.parse(word).isEmpty
    }
    guard isAll else { return false }
    // In round brackets an aside is as likely: "see the report (redacted)".
    let isLoud = !inside.contains { $0.isLowercase }
    return open != "(" || named || isLoud
  }

  /// "[redacted] copy", "(REDACTED).pdf".
  private func isSpokenOf(after end: Int) -> Bool {
    if let next = line.plain.indices.contains(end) ? line.plain[end] : nil,
      MarkedLine.documents.contains(next)
    {
      return true
    }
    let last = line.words[end - 1].lowercased()
    return last.hasSuffix(".pdf") || last.hasSuffix(".docx") || last.hasSuffix(".doc")
  }

  /// REDACTED without brackets.
  private func bare(at index: Int) -> TextMarks.Mark? {
    let word = line.words[index]
    guard line.plain[index] == "redacted", !word.contains("-"), !word.contains("_"),
      !isSpokenOf(after: index + 1)
    else { return nil }
    let isLoud = !word.contains { $0.isLowercase }
    let before = index > 0 ? line.words[index - 1] : nil
    let after = index + 1 < line.words.count ? line.words[index + 1] : nil
    let isLast = after == nil || ExemptionCode.parse(after ?? "").isEmpty == false
    let isLabelled = before.map { $0.hasSuffix(":") && index <= 4 } ?? false
    let isAlone = line.words.count == 1 && line.isCell
    func isSmall(_ word: String?) -> Bool {
      word.map { $0.first?.isLowercase == true && $0.count > 1 } ?? false
    }
    let isInSentence = isLoud && isSmall(before) && isSmall(after) && !isVerb(before)
    guard (isLabelled && isLast && word.first?.isUppercase == true) || isAlone || isInSentence
    else { return nil }
    return TextMarks.Mark(
      words: line.first + index..<line.first + index + 1, codes: [], confidence: 0.85)
  }

  /// "was REDACTED by the clerk": spoken of.
  private func isVerb(_ word: String?) -> Bool {
    guard let word else { return false }
    return [
      "is", "was", "are", "were", "be", "been", "being", "has", "have", "had", "the", "a", "an",
      "not", "heavily", "partly", "fully", "completely", "all",
    ].contains(word.lowercased())
  }
}
