// SPDX-License-Identifier: Apache-2.0

/// All texts as words and sentences.
struct Reading {
  /// Where a word stands: a line of its text, and the bytes of it with the punctuation around it.
  struct Mark {
    var line: Int32
    var from: Int32
    var to: Int32
    /// Whether the next word follows without a space.
    var isGlued = false
    /// Written as a name is: a capital, then small letters.
    var isName = false
  }

  struct Sentence {
    var text: Int32
    /// Of `words`.
    var from: Int32
    var to: Int32

    var range: Range<Int> { Int(from)..<Int(to) }
    var count: Int { Int(to - from) }
  }

  let texts: [WrittenText]
  private(set) var vocabulary = Vocabulary()
  /// Numbers of the vocabulary, one text after the other.
  private(set) var words: [UInt32] = []
  private(set) var marks: [Mark] = []
  /// In the order of the texts.
  private(set) var sentences: [Sentence] = []

  init(_ texts: [WrittenText]) {
    self.texts = texts
    var breaks: [Int] = []
    for (number, text) in texts.enumerated() {
      var reader = TextReader(vocabulary: vocabulary, words: words, marks: marks)
      // The reader holds the only copy while it reads, so that nothing is copied.
      (vocabulary, words, marks) = (Vocabulary(), [], [])
      let start = reader.words.count
      reader.read(text.lines)
      (vocabulary, words, marks) = (reader.vocabulary, reader.words, reader.marks)
      breaks = reader.breaks
      var from = start
      for end in breaks + [words.count] where end > from {
        sentences.append(Sentence(text: Int32(number), from: Int32(from), to: Int32(end)))
        from = end
      }
    }
    mendHyphens()
  }

  /// Drops the hyphen of words that were parted at a line's end, which the texts spell without it.
  private mutating func mendHyphens() {
    for place in marks.indices.dropLast() where marks[place].isGlued {
      let (mark, next) = (marks[place], marks[place + 1])
      guard mark.line + 1 == next.line,
        vocabulary.contains(
          vocabulary.words[Int(words[place])] + vocabulary.words[Int(words[place + 1])])
      else { continue }
      marks[place].to -= 1
    }
  }

  /// A word as it stands, with the punctuation around it.
  func shown(_ place: Int, of text: Int) -> WordingWord {
    let mark = marks[place]
    let line = texts[text].lines[Int(mark.line)].utf8
    let from = line.index(line.startIndex, offsetBy: Int(mark.from))
    let to = line.index(line.startIndex, offsetBy: Int(mark.to))
    return WordingWord(
      text: String(decoding: line[from..<to], as: UTF8.self), isGlued: mark.isGlued)
  }

  func shown(_ stretch: Stretch) -> [WordingWord] {
    stretch.words.map { shown($0, of: stretch.text) }
  }
}
