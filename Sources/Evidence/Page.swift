// SPDX-License-Identifier: Apache-2.0

/// One word of a page with its place.
public struct Word: Hashable, Sendable, Codable {
  public var text: String
  public var box: Box
  /// The line of the page it stands on, from 0 at the top, in reading order.
  public var line: Int
  /// How sure recognition was, 0…1; nil for a word taken from the file's own text.
  public var confidence: Double?

  public init(text: String, box: Box, line: Int, confidence: Double? = nil) {
    (self.text, self.box, self.line, self.confidence) = (text, box, line, confidence)
  }
}

/// Where the words of a page come from.
public enum ReadingMethod: String, Sendable, Codable { case text, ocr, none }

/// One page of a source.
public struct Page: Hashable, Sendable, Codable {
  public var source: SourceID
  /// Counted from 1.
  public var number: Int
  /// Size in points, as shown unrotated.
  public var width: Double
  public var height: Double
  /// Degrees clockwise to turn the page to read it: 0, 90, 180 or 270. What the file asks for, and
  /// for a scan that lies otherwise what its writing asks for.
  public var rotation: Int
  public var method: ReadingMethod
  /// Mean confidence of recognition, 0…1; nil unless `method` is `.ocr`.
  public var confidence: Double?
  /// In reading order; `Word.line` never decreases.
  public var words: [Word]
  public var bates: String?
  /// Where the Bates number, page numbers and release stamps stand: not text of the document.
  public var furniture: [Box]
  /// Release stamps in normal form, such as "RELEASE IN PART B5, B6".
  public var stamps: [String]
  public var redactions: [Redaction]
  /// Share of the page's text area that is covered, 0…1.
  public var redactedShare: Double
  /// Words that are still in the file behind what hides them.
  public var exposures: [Exposure]
  /// The text layer of the file where it means nothing and `words` were recognised instead; nil
  /// where the file has none or its own is used.
  public var discardedText: String?

  public init(
    source: SourceID, number: Int, width: Double, height: Double, rotation: Int = 0,
    method: ReadingMethod = .none, confidence: Double? = nil, words: [Word] = [],
    bates: String? = nil, furniture: [Box] = [], stamps: [String] = [],
    redactions: [Redaction] = [], redactedShare: Double = 0, exposures: [Exposure] = [],
    discardedText: String? = nil
  ) {
    (self.source, self.number, self.width, self.height) = (source, number, width, height)
    (self.rotation, self.method, self.confidence, self.words) = (
      rotation, method, confidence, words
    )
    (self.bates, self.furniture, self.stamps) = (bates, furniture, stamps)
    (self.redactions, self.redactedShare) = (redactions, redactedShare)
    (self.exposures, self.discardedText) = (exposures, discardedText)
  }

  /// The exemption codes of its redactions, each once, in order of first use.
  public var codes: [String] {
    var seen: Set<String> = []
    return redactions.flatMap(\.codes).filter { seen.insert($0).inserted }
  }

  /// The words of each line joined by single spaces, lines by newlines.
  public var text: String {
    var out = ""
    var line = words.first?.line ?? 0
    for word in words {
      if !out.isEmpty { out += word.line == line ? " " : "\n" }
      line = word.line
      out += word.text
    }
    return out
  }
}

/// Something withheld on a page.
public struct Redaction: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// A filled box of that colour; a white one may have a border or none.
    case black, white, grey
    /// A box filled with lines or dots.
    case hatched
    /// A stroke of a pen on paper.
    case marker
    /// The page as a whole.
    case page
    /// A sheet that stands in the place of pages which were withheld.
    case slip
    /// Words in the place of others, such as "[REDACTED]".
    case text
    case other
  }

  /// Whether words are still in the file under what hides them.
  public enum TextUnder: String, Sendable, Codable { case none, hidden, unknown }

  public var box: Box
  public var kind: Kind
  /// Exemption codes in normal form, such as "(b)(7)(C)" or "7(1)(c)".
  public var codes: [String]
  public var textUnder: TextUnder
  /// The words under the box, when `textUnder` is `.hidden`. Never shown unless asked for.
  public var hiddenText: String?
  /// How sure the finder is, 0…1.
  public var confidence: Double
  /// For a slip sheet: how many pages it says it stands for; nil where it does not say.
  public var withheldPages: Int?

  public init(
    box: Box, kind: Kind, codes: [String] = [], textUnder: TextUnder = .unknown,
    hiddenText: String? = nil, confidence: Double = 1, withheldPages: Int? = nil
  ) {
    (self.box, self.kind, self.codes) = (box, kind, codes)
    (self.textUnder, self.hiddenText, self.confidence) = (textUnder, hiddenText, confidence)
    self.withheldPages = withheldPages
  }
}
