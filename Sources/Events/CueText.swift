// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What a message's sender wrote, as words that know their line and their sentence.
struct CueText {
  struct Word {
    var bytes: [UInt8]
    /// The index in `Message.lines`; -1 for the subject.
    var line: Int
    /// Whether a comma, a dash or a word such as "but" stands before it.
    var opensClause: Bool
    /// What the word is in the phrases of a cue file.
    var symbols: [Int] = []
  }

  struct Sentence {
    var words: Range<Int>
    var isQuestion: Bool
  }

  private(set) var words: [Word] = []
  private(set) var sentences: [Sentence] = []

  /// No sentence of words is longer; a table that lost its lines may be.
  private static let sentenceLimit = 150

  private var start = 0
  private var afterComma = false

  init(_ message: Message, symbols: CueSymbols) {
    if let subject = message.subject.value {
      read(Self.withoutReply(subject), line: -1)
      endSentence(isQuestion: false)
    }
    for (index, line) in message.lines.enumerated() where line.zone == .new {
      if line.text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        endSentence(isQuestion: false)
        continue
      }
      if let first = line.text.unicodeScalars.first(where: { $0 != " " }),
        "*•·>".unicodeScalars
          .contains(first)
      {
        endSentence(isQuestion: false)
      }
      joinHyphen(line.text)
      read(line.text, line: index)
    }
    endSentence(isQuestion: false)
    for index in words.indices { words[index].symbols = symbols.symbols(of: words[index].bytes) }
  }

  private static func withoutReply(_ subject: String) -> String {
    var rest = subject[...]
    while let colon = rest.firstIndex(of: ":"), rest.distance(from: rest.startIndex, to: colon) <= 3
    {
      rest = rest[rest.index(after: colon)...]
    }
    return String(rest)
  }

  private var hyphenated = false

  /// A word that the line's end has cut goes on at the beginning of the next.
  private mutating func joinHyphen(_ next: String) {
    guard hyphenated, let first = next.utf8.first, 0x61...0x7A ~= first else {
      hyphenated = false
      return
    }
  }

  private mutating func read(_ text: String, line: Int) {
    let scalars = Array(text.unicodeScalars)
    var word: [UInt8] = []
    var isCapital = false
    var joins = hyphenated
    hyphenated = false

    func push(_ out: inout CueText) {
      if word.isEmpty { return }
      if joins, !out.words.isEmpty {
        out.words[out.words.count - 1].bytes += word
      } else {
        let text = word
        let turns = text == Array("but".utf8) || text == Array("however".utf8)
        out.words.append(Word(bytes: text, line: line, opensClause: out.afterComma || turns))
        out.afterComma = false
        if out.words.count - out.start >= Self.sentenceLimit { out.endSentence(isQuestion: false) }
      }
      joins = false
      word.removeAll(keepingCapacity: true)
    }

    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "a"..."z", "0"..."9": word.append(UInt8(truncatingIfNeeded: scalar.value))
      case "A"..."Z":
        if word.isEmpty { isCapital = true }
        word.append(UInt8(truncatingIfNeeded: scalar.value) | 0x20)
      case "'", "\u{2019}", "\u{2018}", "\u{02BC}", "`", "\u{00B4}", "\u{201B}": break
      case "|" where !word.isEmpty: break
      case ".", "!", "?", ";", "\u{2026}":
        let next = index + 1 < scalars.count ? scalars[index + 1] : " "
        let isInside =
          scalar == "." && !(next == " " || next == "\t" || next == "\"" || next == ")")
        let isShort = scalar == "." && isAbbreviation(word, isCapital)
        push(&self)
        isCapital = false
        if !isInside, !isShort { endSentence(isQuestion: scalar == "?") }
      case ",", ":", "(", ")", "\u{2013}", "\u{2014}":
        push(&self)
        isCapital = false
        afterComma = true
      case "-":
        let isLast = index == scalars.count - 1 && !word.isEmpty
        push(&self)
        isCapital = false
        if isLast { hyphenated = true }
        // A dash between spaces parts clauses, one inside a word does not.
        if index > 0, scalars[index - 1] == " " { afterComma = true }
      default:
        if scalar.properties.isAlphabetic, scalar.value > 0x7F {
          word.append(contentsOf: String(Character(scalar)).lowercased().utf8)
        } else {
          push(&self)
          isCapital = false
        }
      }
    }
    push(&self)
  }

  /// "Mr.", "Det.", "J." and the like do not end a sentence.
  private func isAbbreviation(_ word: [UInt8], _ isCapital: Bool) -> Bool {
    if word.count == 1 { return isCapital && word != [UInt8(ascii: "i")] }
    return Self.abbreviations.contains(word)
  }

  private static let abbreviations: Set<[UInt8]> = Set(
    [
      "mr", "mrs", "ms", "dr", "det", "sgt", "lt", "cpt", "capt", "ofc", "off", "cpl", "dep",
      "st", "ave", "rd", "blvd", "apt", "dob", "jr", "sr", "vs", "approx", "dept", "sec",
      "rte", "ext", "gov", "atty",
    ].map { Array($0.utf8) })

  private mutating func endSentence(isQuestion: Bool) {
    afterComma = false
    guard start < words.count else { return }
    sentences.append(Sentence(words: start..<words.count, isQuestion: isQuestion))
    start = words.count
  }
}
