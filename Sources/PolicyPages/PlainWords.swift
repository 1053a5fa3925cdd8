// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy

/// The words of the language as people would write them.
enum PlainWords {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// "February 26, 2019"
  static func day(_ day: CivilDay) -> String {
    let parts = day.description.split(separator: "-")
    guard parts.count == 3, let month = Int(parts[1]), let number = Int(parts[2]),
      months.indices.contains(month - 1)
    else { return day.description }
    return "\(months[month - 1]) \(number), \(parts[0])"
  }

  /// `MarlowCounty` as "Marlow County", `United-States` as "United States".
  static func place(_ name: String) -> String {
    var out = ""
    for character in name {
      if character == "-" {
        out.append(" ")
        continue
      }
      if character.isUppercase, let last = out.last, last.isLowercase { out.append(" ") }
      out.append(character)
    }
    return out
  }

  /// One word: a day in full, `civil-hold` as "civil hold". Names in capitals or with digits stay.
  ///
  /// - Parameter last: the word before: after "before" the language has "detain", people "detention".
  static func word(_ word: String, after last: String = "") -> String {
    if let day = CivilDay(word) { return self.day(day) }
    if let sign = signs[word] { return sign }
    if word == "honor-detainer" { return "hold on a detainer" }
    if word == "person", handled.contains(last) { return "of a person" }
    if ["before", "after", "of", "was"].contains(last), let noun = nouns[word] { return noun }
    let isPlain =
      word.contains("-") && word.first?.isLowercase == true
      && word.allSatisfy { $0 == "-" || $0.isLowercase }
      // "serious-or-violent" is one value, "serious or violent" would be two.
      && !word.contains("-or-") && !word.contains("-and-")
    return isPlain ? word.replacing("-", with: " ") : word
  }

  private static let signs = [
    "<": "is less than", "<=": "is at most", ">": "is more than", ">=": "is at least", "=": "is",
  ]

  /// What is done to people: "release person".
  private static let handled: Set<String> = [
    "release", "detain", "detention", "detention-hold", "transfer", "arrest", "stop", "transport",
  ]

  private static let nouns = [
    "detain": "detention", "disclose": "disclosure", "inquire": "inquiry", "depart": "departure",
    "notify-release": "notice of release", "grant-access": "grant of access",
    "transfer": "transfer", "assist": "assistance", "request-hold": "request for a hold",
  ]

  /// The words of a condition, with its parentheses and commas as words of their own.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    for part in text.split(whereSeparator: \.isWhitespace) {
      var part = part
      var closing: [String] = []
      while let first = part.first, first == "(" {
        words.append("(")
        part = part.dropFirst()
      }
      while let last = part.last, ",):;".contains(last) {
        closing.insert(String(last), at: 0)
        part = part.dropLast()
      }
      if !part.isEmpty { words.append(String(part)) }
      words += closing
    }
    return words
  }

  /// A whole text without links.
  static func text(_ text: String) -> String {
    var out = ""
    var last = ""
    for word in words(text) {
      if !out.isEmpty, !",):;".contains(word), out.last != "(" { out += " " }
      out += self.word(word, after: last)
      last = word
    }
    return out
  }

  /// "detain person" as "detain a person", `honor-detainer` as "honor a detainer".
  static func act(_ text: String) -> String {
    var out: [String] = []
    for word in words(text) {
      if word == "person", !["a", "the", "any", "same"].contains(out.last ?? "") {
        out.append("a person")
      } else {
        out.append(verbs[word.lowercased()] ?? self.word(word))
      }
    }
    return out.joined(separator: " ")
  }

  private static let verbs = [
    "honor-detainer": "honor a detainer", "notify-release": "give notice of a release",
    "answer-request": "answer a request", "request-hold": "request a hold",
    "request-transfer": "request a transfer", "request-interview": "request an interview",
    "request-notification": "request notice of a release",
    "request-information": "request information",
  ]

  static func who(_ names: [String]) -> String {
    names.map { people[$0.lowercased()] ?? word($0) }.joined(separator: " or ")
  }

  /// Actors whose names alone nobody would understand.
  private static let people = [
    "jail-corrections": "jail's corrections staff",
    "probation-executive": "probation staff", "probation-court": "court's probation staff",
  ]

  /// Of whom a place has one.
  private static let known: Set<String> = [
    "jail", "jail-corrections", "county", "city", "state", "sheriff", "probation", "court",
    "prosecutor", "probation-court", "probation-executive",
  ]

  /// Those who act, as a sentence begins with them: "The jail", "A records clerk", "Police".
  static func subject(_ names: [String]) -> String {
    let name = who(names)
    let first = names.first?.lowercased() ?? ""
    if names.map({ $0.lowercased() }) == ["federal"] { return "A federal agency" }
    if first.hasSuffix("police") || first == "law-enforcement" || first == "anyone" {
      return sentence(name)
    }
    if name.first?.isUppercase == true { return name }
    if known.contains(first) { return "The \(name)" }
    return ("aeiou".contains(first.prefix(1)) ? "An " : "A ") + name
  }

  /// With a capital at its beginning.
  static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  static func verdict(_ verdict: Verdict) -> String {
    switch verdict {
    case .requiredDone: "required and done"
    case .requiredMissing: "required and missing"
    default: word(verdict.rawValue)
    }
  }

  /// What a verdict means, for those who read the page without having read the manual.
  static func meaning(_ verdict: Verdict) -> String {
    switch verdict {
    case .violated: "A rule forbids it and none of its exceptions holds."
    case .permitted: "A rule allows it, or an exception holds."
    case .requiredDone: "A rule demands it and it was done."
    case .requiredMissing: "A rule demands it and it was not done in time."
    case .notCovered: "The rules in force say nothing about it. That is not permission."
    case .noRuleInForce: "Nothing was in force there on that day."
    case .conflict: "Two rules say opposite things and neither gives way."
    case .undetermined: "What is not known would change the answer."
    }
  }
}
