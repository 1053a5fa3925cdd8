// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging

/// Release stamps: what the agency says it did with a page.
enum Stamps {
  /// - Parameter height: of the upright page.
  /// - Returns: each stamp in normal form, once, with the segments it stands on.
  static func find(
    in segments: [Furniture.Segment], _ page: Page, height: Double
  ) -> [(text: String, segments: [Int])] {
    var out: [(text: String, segments: [Int])] = []
    for (index, segment) in segments.enumerated() {
      // Most of a page is ruled out by the first letter.
      guard segment.words.count <= 24, mayBegin(page.words[segment.words.lowerBound].text) else {
        continue
      }
      let text = Furniture.text(of: segment, page)
      let isOuter =
        segment.box.midY < height * Furniture.band
        || segment.box.midY > height * (1 - Furniture.band)
      guard let kind = kind(of: text) ?? (isOuter ? marking(text) : nil) else { continue }
      var codes = codes(in: text)
      var used = [index]
      if kind.takesCodes, codes.isEmpty {
        // Codes often stand on the lines below the stamp, under it.
        for (other, next) in segments.enumerated().dropFirst(index + 1).prefix(6) {
          guard abs(next.box.x0 - segment.box.x0) < segment.box.width,
            next.box.y0 - segment.box.y1 < 2 * segment.box.height, next.box.y0 > segment.box.y0
          else { continue }
          let below = Furniture.text(of: next, page)
          guard isCodesOnly(below) else { continue }
          codes += Self.codes(in: below)
          used.append(other)
          if !below.hasSuffix(",") { break }
        }
      }
      var stamp = kind.text
      if kind.takesCodes, !codes.isEmpty { stamp += " " + codes.joined(separator: ", ") }
      if let place = out.firstIndex(where: { $0.text == stamp }) {
        out[place].segments += used
      } else {
        out.append((stamp, used))
      }
    }
    return out
  }

  /// Of "in part", "in full", "withheld", "redacted", "denied", "responsive", "unclassified".
  private static let marks = FourLetters("in p", "in f", "ithh", "dact", "deni", "resp", "uncl")

  /// What is stamped beside the text near the edge of a page; elsewhere it may be a writer's own.
  private static let markings: Set<String> = [
    "DELIBERATIVE", "PRE DECISIONAL", "PREDECISIONAL", "DELIBERATIVE PROCESS", "LAW ENFORCEMENT",
    "LAW ENFORCEMENT SENSITIVE", "FOR OFFICIAL USE ONLY", "SENSITIVE BUT UNCLASSIFIED",
    "ATTORNEY CLIENT PRIVILEGE", "ATTORNEY CLIENT PRIVILEGED", "ATTORNEY WORK PRODUCT",
    "CONFIDENTIAL", "PRIVILEGED", "OFFICIAL USE ONLY", "SENSITIVE",
  ]

  /// A marking, or several parted by signs: "PRE-DECISIONAL / DELIBERATIVE".
  private static func marking(_ text: String) -> (text: String, takesCodes: Bool)? {
    let parts = text.uppercased().split { "/|;&,".contains($0) }.map { part in
      part.split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }.filter { !$0.isEmpty }
    guard !parts.isEmpty, parts.allSatisfy({ markings.contains($0) }) else { return nil }
    let normal = parts.map { part in
      switch part {
      case "PRE DECISIONAL", "PREDECISIONAL": "PRE-DECISIONAL"
      default: part.hasPrefix("ATTORNEY CLIENT") ? "ATTORNEY-CLIENT PRIVILEGED" : part
      }
    }
    return (normal.joined(separator: " / "), false)
  }

  /// First letters of RELEASE, DENIED, DENY, WITHHELD, PAGE, DOCUMENT, ENTIRE, THIS, NON, NOT,
  /// UNCLASSIFIED and of the markings.
  private static let beginnings: Set<UInt32> = Set(
    [
      "rel", "den", "wit", "pag", "doc", "ent", "thi", "non", "not", "unc", "del", "pre", "law",
      "for", "sen", "att", "con", "pri", "off",
    ].map { key($0.utf8) })

  private static func key(_ letters: some Sequence<UInt8>) -> UInt32 {
    letters.prefix(3).reduce(0) { $0 << 8 | UInt32($1 | 32) }
  }

  private static func mayBegin(_ word: String) -> Bool {
    guard let first = word.utf8.first else { return false }
    return (first > 47 && first < 58) || beginnings.contains(key(word.utf8))
  }

  private static func kind(of text: String) -> (text: String, takesCodes: Bool)? {
    guard marks.occur(in: text) else { return nil }
    let upper = text.uppercased()
    let words = upper.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard let first = words.first else { return nil }
    let joined = words.joined(separator: " ")
    func has(_ phrase: String) -> Bool { joined.contains(phrase) }
    func begins(_ phrase: String) -> Bool { joined.hasPrefix(phrase) }
    let shouted = text == upper
    let pageWords = ["PAGE", "PAGES", "DOCUMENT", "ENTIRE", "THIS"]
    if begins("RELEASE IN PART") || begins("RELEASED IN PART") { return ("RELEASE IN PART", true) }
    if begins("RELEASE IN FULL") || begins("RELEASED IN FULL") { return ("RELEASE IN FULL", true) }
    if begins("DENIED IN FULL") || begins("DENY IN FULL") { return ("DENIED IN FULL", true) }
    if begins("WITHHELD IN FULL") || begins("WITHHOLD IN FULL") {
      return ("WITHHELD IN FULL", true)
    }
    if begins("WITHHELD IN PART") { return ("WITHHELD IN PART", true) }
    if pageWords.contains(first) || first.utf8.allSatisfy({ $0 < 58 }), has("WITHHELD"),
      words.count <= 14
    {
      return ("PAGE WITHHELD", true)
    }
    if pageWords.contains(first), has("REDACTED"), words.count <= 14 {
      return ("PAGE REDACTED", true)
    }
    if pageWords.contains(first), has("DENIED"), words.count <= 8, shouted {
      return ("PAGE DENIED", true)
    }
    if shouted, begins("NON RESPONSIVE") || begins("NOT RESPONSIVE") || begins("NONRESPONSIVE"),
      words.count <= 4
    {
      return ("NON-RESPONSIVE", false)
    }
    if first == "UNCLASSIFIED", shouted || has("CASE NO") { return ("UNCLASSIFIED", false) }
    return nil
  }

  /// Codes as the stamp writes them: "B5", "1.4(D)", "(b)(6)".
  private static func codes(in text: String) -> [String] {
    let short = text.split { $0 == " " || $0 == "," || $0 == ";" }.map(String.init).filter(
      isShortCode)
    return short.isEmpty ? ExemptionCode.parse(text) : short
  }

  private static func isCodesOnly(_ text: String) -> Bool {
    let parts = text.split { $0 == " " || $0 == "," || $0 == ";" }.map(String.init)
    return !parts.isEmpty
      && parts.allSatisfy { isShortCode($0) || !ExemptionCode.parse($0).isEmpty }
  }

  private static func isShortCode(_ part: String) -> Bool {
    let bytes = Array(part.utf8)
    if bytes.first == UInt8(ascii: "B"), bytes.count >= 2, bytes.count <= 6 {
      return bytes[1] >= 49 && bytes[1] <= 57
        && bytes.dropFirst(2).allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 >= 65 && $0 <= 90) }
    }
    return part.hasPrefix("1.4(") && part.hasSuffix(")")
  }
}
