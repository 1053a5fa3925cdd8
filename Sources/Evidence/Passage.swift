// SPDX-License-Identifier: Apache-2.0

/// A passage that recurs in the record with changes, as its versions in time.
public struct RecurringPassage: Hashable, Sendable {
  /// "w-" and digits that depend on the words of its first version only.
  public var id: String
  /// Its most distinctive words.
  public var label: String
  /// What passages are ordered by.
  public var weight: Double
  /// How many texts it stands in.
  public var texts: Int
  /// In the order of first appearance; those of texts without a date are last. Never empty.
  public var versions: [Version]

  public init(id: String, label: String, weight: Double, texts: Int, versions: [Version]) {
    (self.id, self.label, self.weight, self.texts) = (id, label, weight, texts)
    self.versions = versions
  }

  /// One wording of it.
  public struct Version: Hashable, Sendable {
    /// Counted from 1.
    public var number: Int
    public var text: String
    public var words: Int
    /// The first is the one that is known to be the earliest; never empty.
    public var appearances: [Appearance]
    /// False where another appearance has no time, or one so coarse that it may be earlier.
    public var isFirstCertain: Bool
    /// The number of the version it is compared with; nil for the first.
    public var against: Int?
    public var changes: [Change]
    /// The words with what was taken out in its place, from the first to the last.
    public var runs: [Run]

    public init(
      number: Int, text: String, words: Int, appearances: [Appearance], isFirstCertain: Bool,
      against: Int? = nil, changes: [Change] = [], runs: [Run] = []
    ) {
      (self.number, self.text, self.words) = (number, text, words)
      (self.appearances, self.isFirstCertain) = (appearances, isFirstCertain)
      (self.against, self.changes, self.runs) = (against, changes, runs)
    }
  }

  /// A place where a wording stands.
  public struct Appearance: Hashable, Sendable {
    /// Nil on a page that belongs to no message.
    public var message: MessageID?
    public var sent: Moment?
    public var author: String?
    /// Whether only a part of the version stands there, word for word.
    public var isPart: Bool
    /// What `brightline show` opens it by.
    public var show: String?
    public var citation: Citation?

    public init(
      message: MessageID? = nil, sent: Moment? = nil, author: String? = nil, isPart: Bool = false,
      show: String? = nil, citation: Citation? = nil
    ) {
      (self.message, self.sent, self.author) = (message, sent, author)
      (self.isPart, self.show, self.citation) = (isPart, show, citation)
    }

    public var isDated: Bool { sent.map { $0.precision != .unknown } ?? false }
  }

  /// Words that stayed, came or went.
  public struct Run: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable { case same, added, removed }

    public var kind: Kind
    public var text: String

    public init(_ kind: Kind, _ text: String) { (self.kind, self.text) = (kind, text) }
  }

  /// Words that changed from one version to another.
  public struct Change: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable { case added, removed, replaced }

    public var kind: Kind
    /// Places among the words of the version, and of the one it is compared with.
    public var at: Range<Int>
    public var was: Range<Int>
    public var removed: String
    public var added: String

    public init(kind: Kind, at: Range<Int>, was: Range<Int>, removed: String, added: String) {
      (self.kind, self.at, self.was) = (kind, at, was)
      (self.removed, self.added) = (removed, added)
    }
  }
}

/// What the record says about passages that recur.
public struct WordingReport: Hashable, Sendable {
  /// The weightiest first.
  public var passages: [RecurringPassage]
  /// The texts that were compared, copies once, and those in which one of the passages stands.
  public var texts: Int
  public var bearing: Int

  public init(passages: [RecurringPassage] = [], texts: Int = 0, bearing: Int = 0) {
    (self.passages, self.texts, self.bearing) = (passages, texts, bearing)
  }
}
