// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging

/// Release stamps: what the agency says it did with a page.
enum Stamps {
  /// - Returns: each stamp in normal form, once, with the segments it stands on.
  static func find(in segments: [Furniture.Segment]) -> [(text: String, segments: [Int])] {
    var out: [(text: String, segments: [Int])] = []
    for (index, segment) in segments.enumerated() {
      guard segment.words.count <= 24, let kind = kind(of: segment.text) else { continue }
      var codes = codes(in: segment.text)
      var used = [index]
      if kind.takesCodes, codes.isEmpty {
        // Codes often stand on the lines below the stamp, under it.
        for (other, next) in segments.enumerated().dropFirst(index + 1).prefix(6) {
          guard abs(next.box.x0 - segment.box.x0) < segment.box.width,
            next.box.y0 - segment.box.y1 < 2 * segment.box.height, next.box.y0 > segment.box.y0,
            isCodesOnly(next.text)
          else { continue }
          codes += Self.codes(in: next.text)
          used.append(other)
          if !next.text.hasSuffix(",") { break }
        }
      }
      var text = kind.text
      if kind.takesCodes, !codes.isEmpty { text += " " + codes.joined(separator: ", ") }
      if let place = out.firstIndex(where: { $0.text == text }) {
        out[place].segments += used
      } else {
        out.append((text, used))
      }
    }
    return out
  }

  private static func kind(of text: String) -> (text: String, takesCodes: Bool)? {
    let words = text.uppercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard let first = words.first else { return nil }
    func has(_ phrase: String) -> Bool { words.joined(separator: " ").contains(phrase) }
    func begins(_ phrase: String) -> Bool { words.joined(separator: " ").hasPrefix(phrase) }
    let shouted = text == text.uppercased()
    let pageWords = ["PAGE", "PAGES", "DOCUMENT", "ENTIRE", "THIS"]
    if begins("RELEASE IN PART") || begins("RELEASED IN PART") { return ("RELEASE IN PART", true) }
    if begins("RELEASE IN FULL") || begins("RELEASED IN FULL") { return ("RELEASE IN FULL", true) }
    if begins("DENIED IN FULL") || begins("DENY IN FULL") { return ("DENIED IN FULL", true) }
    if begins("WITHHELD IN FULL") || begins("WITHHOLD IN FULL") {
      return ("WITHHELD IN FULL", true)
    }
    if begins("WITHHELD IN PART") { return ("WITHHELD IN PART", true) }
    if pageWords.contains(first) || first.allSatisfy(\.isNumber), has("WITHHELD"), words.count <= 14
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
