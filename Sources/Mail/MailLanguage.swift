// SPDX-License-Identifier: Apache-2.0

/// The words by which mail programs of one language head, introduce and close messages.
///
/// Words are given as they are printed; they are compared without case and accents. A new language
/// is one more entry of `all`.
struct MailLanguage: Sendable {
  /// Languages as a set of bits, in the order of `all`.
  typealias Bits = UInt16

  /// Labels of header lines, without their colon.
  var from: [String] = []
  /// Labels of the time a message was sent, as Outlook prints them …
  var sent: [String] = []
  /// … and those that forms and memos have too.
  var date: [String] = []
  var to: [String] = []
  var cc: [String] = []
  var bcc: [String] = []
  var subject: [String] = []
  var attachments: [String] = []
  /// Importance and the like: part of the block, not of the message's values.
  var other: [String] = []

  /// What a line like "On … wrote:" begins and ends with.
  var openings: [String] = []
  var endings: [String] = []
  /// The verb of a line that names the sender after it: "Am … schrieb Jane Doe:".
  var verbs: [String] = []
  /// What stands between the sender and the time where the line begins with the sender:
  /// "Jane Doe wrote on …:".
  var states: [String] = []
  /// What stands between a day and a time of day.
  var clockWords: [String] = []
  /// January first; with "|" the short forms that are no beginnings of the name.
  var months: [String] = []

  /// "Original Message" and the like, between dashes.
  var dividers: [String] = []
  /// What comes before a name and a time, between dashes: who sent a message on …
  var forwarders: [String] = []
  /// … or who wrote it.
  var announcers: [String] = []
  /// What Apple Mail prints above a forwarded message, without dashes.
  var forwards: [String] = []

  /// What a letter closes with, in lower case.
  var closings: [String] = []
  /// What a telephone adds below a message, in lower case.
  var devices: [String] = []
  /// How a disclaimer begins, in lower case, and words of which it has at least two.
  var disclaimers: [String] = []
  var disclaimerSigns: [String] = []
}

extension MailLanguage {
  struct Label: Sendable {
    var field: HeaderLabel.Field
    var languages: Bits
    var isSent: Bool
  }

  static let english: Bits = 1

  /// By letters, without case, accents and spaces.
  static let labels: [[UInt8]: Label] = {
    var out: [[UInt8]: Label] = [:]
    for (index, language) in all.enumerated() {
      let fields: [(HeaderLabel.Field, [String], Bool)] = [
        (.from, language.from, false), (.date, language.sent, true), (.date, language.date, false),
        (.to, language.to, false), (.cc, language.cc, false), (.bcc, language.bcc, false),
        (.subject, language.subject, false), (.attachments, language.attachments, false),
        (.other, language.other, false),
      ]
      for (field, words, isSent) in fields {
        for word in words {
          let key = Bytes(word).foldedLetters
          let old = out[key]
          if let old, old.field != field { continue }
          out[key] = Label(
            field: field, languages: (old?.languages ?? 0) | 1 << Bits(index),
            isSent: isSent || (old?.isSent ?? false))
        }
      }
    }
    return out
  }()

  static let allOpenings = all.flatMap(\.openings)
  static let allEndings = all.flatMap(\.endings)
  static let allVerbs = all.flatMap(\.verbs)
  static let allStates = all.flatMap(\.states)
  static let allClosings = all.flatMap(\.closings)
  static let allDevices = all.flatMap(\.devices)
  static let allDisclaimers = all.flatMap(\.disclaimers)
  static let allDisclaimerSigns = all.flatMap(\.disclaimerSigns)
  static let allDividers = all.flatMap(\.dividers).map { Bytes($0).foldedLetters }
  static let allForwards = all.flatMap(\.forwards).map { Bytes($0).foldedLetters }
  static let allForwarders = all.flatMap(\.forwarders).map { Bytes($0).foldedLetters }
  static let allAnnouncers = all.flatMap(\.announcers)
  static let allClockWords = Set(all.flatMap(\.clockWords).map { Bytes($0).foldedLetters })

  /// Names of months in languages other than English, by the letters they begin with.
  private static let months: [(name: [UInt8], month: Int)] = all.dropFirst().flatMap { language in
    language.months.enumerated().flatMap { index, names in
      names.split(separator: "|").map { (Bytes(String($0)).foldedLetters, index + 1) }
    }
  }

  /// The month that `word` names in any of the languages, in full or by its first letters; nil
  /// where it names none, or another one in each of two.
  static func month(_ word: [UInt8]) -> Int? {
    guard word.count >= 3, word.count <= 10 else { return nil }
    var found: Int?
    for (name, month) in months where name == word || word.count <= 5 && name.starts(with: word) {
      if name == word { return month }
      if let found, found != month { return nil }
      found = month
    }
    return found
  }
}

extension ArraySlice<UInt8> {
  /// Its letters in lower case without accents, everything else left out.
  var foldedLetters: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(count)
    var at = startIndex
    while at < endIndex {
      if self[at].isLetter {
        out.append(self[at].lower)
      } else if let plain = plainLetter(at) {
        out.append(plain)
        at += 1
      }
      at += 1
    }
    return out
  }

  /// The ASCII letter of the accented one, of two bytes, that stands at `at`.
  func plainLetter(_ at: Int) -> UInt8? {
    guard self[at] == 0xC3, at + 1 < endIndex else { return nil }
    let plain = Self.plainLetters[Int(self[at + 1] & 0x1F)]
    return plain == .space ? nil : plain
  }

  /// Of U+00C0 to U+00DF, and of the small ones after these.
  private static let plainLetters = Array("aaaaaaaceeeeiiiidnooooo ouuuuyts".utf8)
}
