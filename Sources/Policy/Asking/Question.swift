// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// A question in plain words, read by the tables: longest phrases first, unknown words kept.
struct Question {
  /// What a phrase can mean; which of several is meant depends on where it stands.
  struct Entry {
    var verb: String?
    var actor: String?
    var value: (slot: Slot, value: String)?
    var isAnybody = false
  }

  private(set) var verb: String?
  /// Words of `ActorWords`, before the act; empty where nobody in particular acts.
  private(set) var who: [String] = []
  private(set) var recipients: [String] = []
  private(set) var values: [Slot: [String]] = [:]
  private(set) var place: String?
  private(set) var days: (from: CivilDay, through: CivilDay)?
  private(set) var asksDuty = false
  private(set) var unknown: [String] = []

  private let meaning: Meaning
  private let today: CivilDay
  private let lexicon: [String: Entry]
  private var words: [String]
  private var at = 0

  init(_ sentence: String, meaning: Meaning, today: CivilDay) {
    (self.meaning, self.today) = (meaning, today)
    lexicon = Self.lexicon(meaning)
    words = sentence.split { $0.isWhitespace || "?!,;:\"“”()[]".contains($0) }
      .map { word -> String in
        var word = String(word).replacing("’", with: "'")
        while word.hasSuffix(".") || word.hasSuffix("'") { word.removeLast() }
        return word
      }
      .filter { !$0.isEmpty }
    // Bounded: a question is a sentence, not a document.
    words = Array(words.prefix(200))
    while at < words.count { step() }
  }

  var known: [String] { lexicon.keys.filter { !$0.contains("\u{1}") }.sorted() }

  // MARK: Reading

  private mutating func step() {
    if date() || fact() || placed() || phrase() { return }
    let word = words[at].lowercased()
    at += 1
    if AskWords.duties.contains(word) { asksDuty = true }
    if AskWords.fillers.contains(word) || word == "not" { return }
    unknown.append(words[at - 1])
  }

  private func joined(_ range: Range<Int>) -> String {
    words[range].joined(separator: " ").lowercased()
  }

  private mutating func phrase() -> Bool {
    for length in stride(from: min(5, words.count - at), through: 1, by: -1) {
      let text = joined(at..<at + length)
      guard let entry = lexicon[text] ?? lexicon[Self.singular(text)] else { continue }
      if length == 1, AskWords.fillers.contains(text) { continue }
      guard take(entry) else { continue }
      at += length
      return true
    }
    return false
  }

  private static func singular(_ text: String) -> String {
    if text.hasSuffix("'s") { return String(text.dropLast(2)) }
    return text.hasSuffix("s") ? String(text.dropLast()) : text
  }

  /// An actor before the act does it, after the act receives; "release" is an act at first, and
  /// what is told once there is an act.
  private mutating func take(_ entry: Entry) -> Bool {
    if entry.isAnybody { return true }
    if verb == nil {
      if let actor = entry.actor {
        who.append(actor)
        return true
      }
      if let verb = entry.verb {
        self.verb = verb
        return true
      }
    } else {
      if entry.verb == "grant-access" {
        // "give ICE access": the noun says which act is meant.
        verb = entry.verb
        return true
      }
      if let actor = entry.actor {
        recipients.append(actor)
        return true
      }
    }
    if let (slot, value) = entry.value {
      if !values[slot, default: []].contains(value) { values[slot, default: []].append(value) }
      return true
    }
    return false
  }

  /// `basis is judicial-warrant`, also for slots of the files' own.
  private mutating func fact() -> Bool {
    guard at + 2 < words.count, ["is", "was", "="].contains(words[at + 1].lowercased()) else {
      return false
    }
    let name = words[at].lowercased()
    guard
      let slot = meaning.domains.keys.sorted().first(where: {
        $0.rawValue.lowercased() == name && ![.action, .actor].contains($0)
      })
    else { return false }
    let value = words[at + 2].lowercased()
    if case .closed(let known) = meaning.domain(of: slot) {
      guard let found = known.first(where: { $0.lowercased() == value }) else { return false }
      values[slot, default: []].append(found)
    } else {
      values[slot, default: []].append(words[at + 2])
    }
    at += 3
    return true
  }

  /// A place: after "in" or "at", or a name that nothing else is called.
  private mutating func placed() -> Bool {
    let lead = at > 0 ? words[at - 1].lowercased() : ""
    let isLed = ["in", "at", "within"].contains(lead)
    guard isLed || words[at].first?.isUppercase == true, place == nil else { return false }
    for length in stride(from: min(6, words.count - at), through: 1, by: -1) {
      let name = words[at..<at + length].joined(separator: " ")
      if !isLed, lexicon[name.lowercased()] != nil { continue }
      guard let found = meaning.places.find(name), isLed || name.utf8.count > 2 else { continue }
      place = found
      at += length
      return true
    }
    return false
  }

  private mutating func date() -> Bool {
    let word = words[at].lowercased()
    if word == "today" || word == "now" {
      days = (today, today)
      at += 1
      return true
    }
    if let day = CivilDay(word) {
      days = (day, day)
      at += 1
      return true
    }
    func number(_ index: Int) -> Int? {
      index < words.count ? Int(words[index].lowercased().filter(\.isNumber)) : nil
    }
    func month(_ index: Int) -> Int? {
      index < words.count
        ? CalendarNames.months.firstIndex(of: words[index].lowercased()).map { $0 + 1 } : nil
    }
    // "March 1, 2019", "1 March 2019", "March 2019".
    if let m = month(at), let d = number(at + 1), d < 32, let y = number(at + 2), y > 1_700,
      let day = CivilDay(year: y, month: m, day: d)
    {
      days = (day, day)
      at += 3
      return true
    }
    if let d = number(at), d < 32, let m = month(at + 1), let y = number(at + 2),
      let day = CivilDay(year: y, month: m, day: d)
    {
      days = (day, day)
      at += 3
      return true
    }
    if let m = month(at), let y = number(at + 1), (1_700...9_000).contains(y),
      let from = CivilDay(year: y, month: m, day: 1),
      let to = CivilDay(year: y, month: m, day: Calendar1970.daysIn(month: m, year: y))
    {
      days = (from, to)
      at += 2
      return true
    }
    return false
  }

  // MARK: Lexicon

  private static func lexicon(_ meaning: Meaning) -> [String: Entry] {
    var lexicon: [String: Entry] = [:]
    func add(_ phrase: String, _ change: (inout Entry) -> Void) {
      let lower = phrase.lowercased()
      for text in Set([lower, lower.replacing("-", with: " ")]) {
        change(&lexicon[text, default: Entry()])
      }
    }
    for (verb, phrases) in AskWords.acts.sorted(by: { $0.key < $1.key }) {
      for phrase in phrases { add(phrase) { $0.verb = $0.verb ?? verb } }
    }
    for verb in ActWords.all { add(verb) { $0.verb = $0.verb ?? verb } }
    for act in meaning.acts.sorted() { add(act) { $0.verb = $0.verb ?? act } }
    for (actor, phrases) in AskWords.actors.sorted(by: { $0.key < $1.key }) {
      for phrase in phrases { add(phrase) { $0.actor = $0.actor ?? actor } }
    }
    for actor in ActorWords.all + ["ICE", "DHS"] { add(actor) { $0.actor = $0.actor ?? actor } }
    for (slot, table) in AskWords.values.sorted(by: { $0.key < $1.key }) {
      for (value, phrases) in table.sorted(by: { $0.key < $1.key }) {
        for phrase in phrases { add(phrase) { $0.value = $0.value ?? (slot, value) } }
      }
    }
    let told: [Slot] = [.information, .basis, .purpose, .subject, .outcome]
    for slot in told + meaning.domains.keys.sorted().filter({ Vocabulary.facets[$0] == nil }) {
      for value in meaning.domain(of: slot).values {
        add(value) { $0.value = $0.value ?? (slot, value) }
      }
    }
    for word in AskWords.anybody { add(word) { $0.isAnybody = true } }
    return lexicon
  }
}
