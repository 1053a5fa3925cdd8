// SPDX-License-Identifier: Apache-2.0

/// A stretch of pages of one source.
public struct PageStretch: Hashable, Sendable, Codable {
  public var source: SourceID
  /// First and last page, counted from 1.
  public var first: Int
  public var last: Int

  public init(source: SourceID, first: Int, last: Int) {
    (self.source, self.first, self.last) = (source, first, last)
  }
}

/// All pages that are numbered with one prefix.
public struct BatesRun: Hashable, Sendable, Codable {
  /// What the numbers count.
  public enum Unit: String, Sendable, Codable {
    case pages
    /// All pages of a document bear one number: what is missing between two says nothing.
    case documents
  }

  /// As most pages print it; empty for numbers alone.
  public var prefix: String
  /// The lowest and the highest number as they are printed.
  public var first: String
  public var last: String
  /// How many numbers are borne by at least one page, and how many lie between the ends.
  public var borne: Int
  public var span: Int
  public var pages: Int
  public var sources: [SourceID]
  public var unit: Unit

  public init(
    prefix: String, first: String, last: String, borne: Int, span: Int, pages: Int,
    sources: [SourceID], unit: Unit
  ) {
    (self.prefix, self.first, self.last) = (prefix, first, last)
    (self.borne, self.span, self.pages) = (borne, span, pages)
    (self.sources, self.unit) = (sources, unit)
  }
}

/// Numbers of a run that no page of the case bears.
public struct BatesGap: Hashable, Sendable, Codable {
  public var prefix: String
  /// The first and the last number that is missing, written as its run writes them.
  public var first: String
  public var last: String
  public var count: Int
  /// The pages that bear the numbers just below and just above.
  public var after: PageName
  public var before: PageName

  public init(
    prefix: String, first: String, last: String, count: Int, after: PageName, before: PageName
  ) {
    (self.prefix, self.first, self.last, self.count) = (prefix, first, last, count)
    (self.after, self.before) = (after, before)
  }
}

/// Numbers that stand on more than one page each.
public struct BatesRepeat: Hashable, Sendable, Codable {
  /// How the pages that share a number are related.
  public enum Kind: String, Sendable, Codable {
    /// The pages have been found to be copies of each other.
    case copies
    /// Several numbers in a row come back in another file in the same order: released again.
    case again
    /// Nothing tells that the pages are the same.
    case clash
  }

  /// Ascending numbers in a row, each borne by one page of every stretch.
  public var first: String
  public var last: String
  public var count: Int
  public var kind: Kind
  /// Two or more, in the order of names.
  public var places: [PageStretch]

  public init(first: String, last: String, count: Int, kind: Kind, places: [PageStretch]) {
    (self.first, self.last, self.count) = (first, last, count)
    (self.kind, self.places) = (kind, places)
  }
}

/// Pages without a number between pages that have one.
public struct BatesBlank: Hashable, Sendable, Codable {
  public var pages: PageStretch
  /// The numbers of the pages before and after.
  public var after: String
  public var before: String
  /// How many numbers lie between these two: as many as there are pages where only the print is
  /// missing, none where the pages were put between.
  public var between: Int

  public init(pages: PageStretch, after: String, before: String, between: Int) {
    (self.pages, self.after, self.before, self.between) = (pages, after, before, between)
  }
}

/// A page whose number does not follow that of the page before it.
public struct BatesBreak: Hashable, Sendable, Codable {
  public var page: PageName
  public var number: String
  /// The number of the page before it.
  public var after: String

  public init(page: PageName, number: String, after: String) {
    (self.page, self.number, self.after) = (page, number, after)
  }
}

/// What the production numbers of a case tell.
public struct BatesReport: Hashable, Sendable, Codable {
  public var runs: [BatesRun]
  public var gaps: [BatesGap]
  public var repeats: [BatesRepeat]
  public var blanks: [BatesBlank]
  public var breaks: [BatesBreak]

  public init(
    runs: [BatesRun] = [], gaps: [BatesGap] = [], repeats: [BatesRepeat] = [],
    blanks: [BatesBlank] = [], breaks: [BatesBreak] = []
  ) {
    (self.runs, self.gaps, self.repeats) = (runs, gaps, repeats)
    (self.blanks, self.breaks) = (blanks, breaks)
  }
}
