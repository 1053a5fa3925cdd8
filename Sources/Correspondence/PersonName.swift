// SPDX-License-Identifier: Apache-2.0

/// A name as mail gives it, taken apart: "Wills, Dana R. (FPD)", "WILLS, DANA", "Sgt. Dana Wills".
struct PersonName: Hashable {
  /// Folded, without spaces and punctuation; empty where only one word stands.
  var given = ""
  /// Folded likewise; the one word where only one stands.
  var surname = ""
  /// Initials of middle names.
  var middle = ""
  /// "jr", "iii".
  var suffix = ""
  /// "Sgt." and the like, as written.
  var title: String?
  /// What stands in brackets or behind a dash: usually the agency.
  var brackets: [String] = []
  /// An address that stands in the name.
  var address: String?
  /// For people to read: "Dana Wills".
  var display = ""
  /// Not one person: "Records Desk", "Fairview Police Department".
  var isGroup = false
  /// Whether it is written surname first.
  var hasComma = false

  /// Two names with the same key are spelled the same.
  var key: String { given + "|" + surname }
  var isFull: Bool { given.count > 1 && surname.count > 1 && !isGroup }
  var isInitial: Bool { given.count == 1 && surname.count > 1 && !isGroup }

  /// `doubleSurnames` are those of several words that stand before a comma elsewhere ("garcialopez"
  /// of "Garcia Lopez, Maria"), by which "Maria Garcia Lopez" is taken apart the same way.
  init(_ raw: String, doubleSurnames: Set<String> = []) {
    var text = Self.withoutBehalf(raw)
    takeAddress(&text)
    takeBrackets(&text)
    let parts = text.split(separator: ",").map {
      $0.split(whereSeparator: \.isWhitespace).map(String.init)
    }.filter { !$0.isEmpty }
    guard var first = parts.first else { return }
    var second: [String] = []
    for part in parts.dropFirst() {
      if let credential = Self.credential(part) {
        if Self.suffixes.contains(credential) { suffix = credential }
      } else if second.isEmpty {
        second = part
      }
    }
    if first.count > 1, let last = first.last.map(Words.compact), Self.suffixes.contains(last) {
      suffix = last
      first.removeLast()
    }
    hasComma = !second.isEmpty
    if hasComma {
      takeTitle(&second, keeping: 1)
      fill(given: second, surname: first)
    } else {
      takeTitle(&first, keeping: 2)
      isGroup = Self.isGroup(first)
      fill(words: first, doubleSurnames: doubleSurnames)
    }
  }

  private mutating func fill(given words: [String], surname: [String]) {
    given = Words.compact(words.first ?? "")
    middle = words.dropFirst().compactMap { Words.compact($0).first.map(String.init) }.joined()
    self.surname = Words.compact(surname.joined())
    display = Self.cased(words + surname)
  }

  private mutating func fill(words: [String], doubleSurnames: Set<String>) {
    display = isGroup ? words.joined(separator: " ") : Self.cased(words)
    guard words.count > 1, !isGroup else {
      surname = Words.compact(words.joined())
      return
    }
    var split = words.count - 1
    if let particle = words.indices.dropFirst().first(where: {
      Self.particles.contains(words[$0].lowercased())
    }) {
      split = particle
    } else if words.count > 2, doubleSurnames.contains(Words.compact(words.suffix(2).joined())) {
      split = words.count - 2
    }
    given = Words.compact(words[0])
    middle = words[1..<split].compactMap { Words.compact($0).first.map(String.init) }.joined()
    surname = Words.compact(words[split...].joined())
  }

  /// Who sent it, of "Ortiz, Rene On Behalf Of Wills, Dana".
  private static func withoutBehalf(_ raw: String) -> String {
    for marker in [" on behalf of ", " via "] {
      if let range = raw.lowercased().firstRange(of: marker) {
        let count = raw.lowercased()[..<range.lowerBound].count
        return String(raw.prefix(count))
      }
    }
    return raw
  }

  private mutating func takeAddress(_ text: inout String) {
    text = String(text.map { "\"“”<>‘".contains($0) ? " " : $0 })
    let words =
      text.utf8.contains(64)
      ? text.split { $0.isWhitespace || "[]();,".contains($0) } : []
    for word in words where word.contains("@") {
      var found = word[...]
      if found.lowercased().hasPrefix("mailto:") { found = found.dropFirst(7) }
      address = address ?? found.trimmingSuffix(in: "'.").lowercased()
      text = text.replacing(String(word), with: " ")
    }
    text = String(text.trimmingSuffix(in: "' ").drop { $0 == "'" || $0 == " " })
  }

  private mutating func takeBrackets(_ text: inout String) {
    var rest = ""
    var inside = ""
    var depth = 0
    for character in text {
      switch character {
      case "(", "[": depth += 1
      case ")", "]":
        depth = max(0, depth - 1)
        if depth == 0 {
          brackets.append(inside)
          inside = ""
          rest += " "
        }
      default: if depth > 0 { inside.append(character) } else { rest.append(character) }
      }
    }
    if !inside.isEmpty { brackets.append(inside) }
    if let dash = rest.firstRange(of: " - ") ?? rest.firstRange(of: " – ") {
      brackets.append(String(rest[dash.upperBound...]))
      rest = String(rest[..<dash.lowerBound])
    }
    brackets = brackets.map { $0.split(separator: " ").joined(separator: " ") }
      .filter { !$0.isEmpty }
    text = rest
  }

  private mutating func takeTitle(_ words: inout [String], keeping least: Int) {
    while words.count > least, let first = words.first, Self.titles.contains(Words.compact(first)) {
      title = title.map { $0 + " " + first } ?? first
      words.removeFirst()
    }
  }

  private static func credential(_ part: [String]) -> String? {
    let word = Words.compact(part.joined())
    return suffixes.contains(word) || credentials.contains(word) ? word : nil
  }

  private static func isGroup(_ words: [String]) -> Bool {
    words.contains { groupWords.contains(Words.compact($0)) || $0.contains(where: \.isNumber) }
  }

  /// Names all in capitals, or in none, as names are written.
  static func cased(_ words: [String]) -> String {
    let text = words.joined(separator: " ")
    guard text == text.uppercased() || text == text.lowercased() else { return text }
    var isStart = true
    return String(
      text.map { character in
        defer { isStart = !(character.isLetter || character == "'") }
        let cased = isStart ? character.uppercased() : character.lowercased()
        return cased.first ?? character
      })
  }

  private static let suffixes: Set<String> = ["jr", "sr", "ii", "iii", "iv"]
  private static let credentials: Set<String> = [
    "md", "phd", "esq", "jd", "rn", "cpa", "mba", "mph", "mpa", "dds", "do", "pe", "aicp",
  ]
  private static let particles: Set<String> = [
    "de", "del", "della", "di", "da", "dos", "la", "van", "von", "der", "den", "st", "st.", "bin",
    "al", "el", "ter", "ten",
  ]
  private static let titles: Set<String> = [
    "dr", "mr", "mrs", "ms", "prof", "hon", "sgt", "sergeant", "lt", "lieutenant", "capt",
    "captain", "det", "detective", "ofc", "ofcr", "officer", "cpl", "corporal", "maj", "major",
    "col", "chief", "deputy", "dep", "inspector", "insp", "agent", "undersheriff", "sheriff",
    "sa", "ssa", "supv",
  ]
  private static let groupWords: Set<String> = [
    "police", "department", "dept", "sheriffs", "office", "desk", "records", "county", "city",
    "unit", "center", "centre", "group", "team", "list", "division", "bureau", "section", "jail",
    "dispatch", "support", "help", "info", "mailbox", "admin", "operations", "field", "services",
    "service", "committee", "council", "board", "staff", "all", "everyone", "users", "agency",
    "noreply", "notification", "notifications", "alerts", "duty", "intake", "warrants", "court",
    "enforcement", "customs", "immigration", "detention", "facility", "corrections", "university",
  ]
}

extension StringProtocol {
  func trimmingSuffix(in characters: String) -> String {
    var view = String(self)
    while let last = view.last, characters.contains(last) { view.removeLast() }
    return view
  }
}
