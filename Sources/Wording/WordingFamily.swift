// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A passage that recurs with changes.
package struct WordingFamily: Sendable, Equatable {
  /// "w-" and digits that depend on the words of its first version only.
  package var id: String
  /// Its most distinctive words, in the order in which they stand.
  package var label: String
  /// What families are ordered by: more versions, texts and words weigh more.
  package var weight: Double
  /// How many texts it stands in.
  package var texts: Int
  /// In time; those of texts without a date are last.
  package var versions: [WordingVersion]
}

/// One wording of a passage and every place where it stands.
package struct WordingVersion: Sendable, Equatable {
  /// Counted from 1 in the order of first appearance.
  package var number: Int
  /// As they stand at its first appearance, with their punctuation.
  package var words: [WordingWord]
  /// The first is the one that is known to be the earliest; never empty.
  package var appearances: [WordingAppearance]
  /// False where a text that bears it has no time, or one so coarse that it may be earlier.
  package var isFirstCertain: Bool
  /// The number of the version before it that it is nearest to; nil for the first.
  package var against: Int?
  /// What makes it another version than that one.
  package var changes: [WordChange]

  package var text: String { words[...].joined }

  /// The words with what was taken out in its place, from the first to the last.
  package var runs: [WordingRun] {
    var out: [WordingRun] = []
    var place = 0
    func add(_ kind: WordingRun.Kind, _ text: String) {
      if !text.isEmpty { out.append(WordingRun(kind: kind, text: text)) }
    }
    for change in changes {
      add(.same, words[place..<change.at.lowerBound].joined)
      add(.removed, change.removed)
      add(.added, change.added)
      place = change.at.upperBound
    }
    add(.same, words[place...].joined)
    return out
  }
}

/// Words of a version that stayed, came or went.
package struct WordingRun: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable { case same, added, removed }

  package var kind: Kind
  package var text: String
}

/// One word of a passage.
package struct WordingWord: Sendable, Equatable {
  package var text: String
  /// Whether the next word follows without a space, as in "opt-" "out".
  package var isGlued: Bool
}

extension ArraySlice<WordingWord> {
  /// The words as running text.
  package var joined: String {
    var out = ""
    for (place, word) in enumerated() {
      out += word.text
      if !word.isGlued, place < count - 1 { out += " " }
    }
    return out
  }
}

/// A place where a wording stands.
package struct WordingAppearance: Sendable, Equatable {
  /// `WrittenText.id`.
  package var text: String
  package var sent: Moment?
  package var author: String?
  /// The lines of the text it stands on.
  package var lines: Range<Int>
  /// The words as they stand there.
  package var quote: String
  /// Whether only a part of the version stands there, word for word.
  package var isPart: Bool
}

/// Words that changed from one version to another.
package struct WordChange: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable { case added, removed, replaced }

  /// Places among the words of the version, and of the one it is compared with; where words were
  /// only removed or only added, one of them is empty and says where.
  package var at: Range<Int>
  package var was: Range<Int>
  package var added: String
  package var removed: String

  package var kind: Kind { was.isEmpty ? .added : at.isEmpty ? .removed : .replaced }
}
