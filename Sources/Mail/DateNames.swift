// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Names of months, days and zones, read with one letter's tolerance where they are long enough.
enum DateNames {
  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ].map { Array($0.utf8) }
  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ].map { Array($0.utf8) }

  static func month(_ word: [UInt8]) -> Int? { index(of: word, in: months).map { $0 + 1 } }
  static func weekday(_ word: [UInt8]) -> Int? { index(of: word, in: weekdays) }

  private static func index(of word: [UInt8], in names: [[UInt8]]) -> Int? {
    guard word.count >= 3, word.count <= 10 else { return nil }
    for (index, name) in names.enumerated() {
      if word == name { return index }
      // "Mar", "Sept", "Tues", "Thurs": a beginning, never more than five letters of it.
      if word.count <= 5, name.starts(with: word) { return index }
    }
    guard word.count >= 5 else { return nil }
    // "rn" is read for "m".
    let word = word.reduce(into: [UInt8]()) { out, byte in
      if byte == UInt8(ascii: "n"), out.last == UInt8(ascii: "r") {
        out[out.count - 1] = UInt8(ascii: "m")
      } else {
        out.append(byte)
      }
    }
    return names.firstIndex { $0.count >= 5 && EditDistance.edits(word, $0, atMost: 1) != nil }
  }

  /// Minutes east of UTC by a zone's short name; `.some(nil)` for a name that tells no offset.
  static func zone(_ word: [UInt8]) -> Int?? {
    guard word.count <= 4 else { return nil }
    switch String(decoding: word, as: UTF8.self) {
    case "utc", "gmt", "z", "ut": return .some(0)
    case "est", "cdt": return .some(-300)
    case "edt", "ast": return .some(-240)
    case "cst", "mdt": return .some(-360)
    case "mst", "pdt": return .some(-420)
    case "pst", "akdt": return .some(-480)
    case "akst": return .some(-540)
    case "hst": return .some(-600)
    case "adt": return .some(-180)
    case "bst", "cet": return .some(60)
    case "cest", "eet": return .some(120)
    case "et", "ct", "mt", "pt": return .some(nil)
    default: return nil
    }
  }

  static func isUniversal(_ word: [UInt8]) -> Bool {
    ["utc", "gmt", "ut"].contains(String(decoding: word, as: UTF8.self))
  }

  /// "Eastern Standard Time", "Pacific Daylight Time", "Central Time".
  static func spelledZone(_ words: [[UInt8]]) -> (minutes: Int?, count: Int)? {
    let words = words.map { String(decoding: $0, as: UTF8.self) }
    let hours = ["eastern": 5, "central": 6, "mountain": 7, "pacific": 8, "alaskan": 9]
    guard let first = words.first, let west = hours[first], words.count >= 2 else { return nil }
    if words[1] == "time" { return (nil, 2) }
    guard words.count == 3, words[2] == "time" else { return nil }
    if words[1] == "standard" { return (-west * 60, 3) }
    return words[1] == "daylight" ? (-(west - 1) * 60, 3) : nil
  }
}
