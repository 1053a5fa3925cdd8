// SPDX-License-Identifier: Apache-2.0

/// One page of one source.
public struct PageName: Hashable, Sendable, Codable, Comparable {
  public var source: SourceID
  /// Counted from 1.
  public var number: Int

  public init(source: SourceID, number: Int) { (self.source, self.number) = (source, number) }

  public static func < (a: PageName, b: PageName) -> Bool {
    (a.source, a.number) < (b.source, b.number)
  }
}

/// The same page found twice, in one release or in two.
public struct PageCopy: Hashable, Sendable, Codable {
  public var first: PageName
  /// Follows `first` in the order of names.
  public var second: PageName
  /// Share of the words that can be seen on both or are withheld on one, of all words, 0…1.
  public var likeness: Double
  public var disclosures: [Disclosure]

  public init(
    first: PageName, second: PageName, likeness: Double, disclosures: [Disclosure] = []
  ) {
    (self.first, self.second, self.likeness) = (first, second, likeness)
    self.disclosures = disclosures
  }
}

/// What one copy of a page withholds and another shows.
public struct Disclosure: Hashable, Sendable, Codable {
  public var withheldOn: PageName
  /// The redaction's box there.
  public var box: Box
  /// Its exemption codes.
  public var codes: [String]
  public var shownOn: PageName
  /// Where the words stand there, one box a line.
  public var boxes: [Box]
  /// The words as they can be read there: they were released.
  public var text: String

  public init(
    withheldOn: PageName, box: Box, codes: [String], shownOn: PageName, boxes: [Box],
    text: String
  ) {
    (self.withheldOn, self.box, self.codes) = (withheldOn, box, codes)
    (self.shownOn, self.boxes, self.text) = (shownOn, boxes, text)
  }
}
