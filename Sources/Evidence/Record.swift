// SPDX-License-Identifier: Apache-2.0

/// An instrument as a reader of a report needs it.
public struct InstrumentSummary: Hashable, Sendable, Codable {
  public var id: String
  public var place: String
  /// ISO dates; `to` is nil while it is in force.
  public var from: String
  public var to: String?
  public var cite: String
  public var source: SourceID

  public init(
    id: String, place: String, from: String, to: String?, cite: String, source: SourceID
  ) {
    (self.id, self.place, self.from, self.to) = (id, place, from, to)
    (self.cite, self.source) = (cite, source)
  }
}

/// Everything a case knows, as plain values: what figures are computed from and reports written of.
///
/// All lists are in the order in which a listing prints them.
public struct CaseRecord: Sendable {
  public var name: String
  /// The case's own time zone, by its IANA name, and place.
  public var zone: String
  public var place: String?
  public var sources: [Source]
  public var failures: [SourceID: [Failure]]
  /// Rows of each table.
  public var rows: [SourceID: Int]
  public var pages: [Page]
  public var messages: [Message]
  public var people: [Person]
  public var replies: [Reply]
  public var events: [Event]
  public var findings: [Finding]
  public var instruments: [InstrumentSummary]
  /// Names, addresses, telephone numbers of private persons, as they stand in the record.
  public var privateMarks: [String]
  /// Words still in a file that belong to no page of it: bookmarks, metadata, files within it.
  public var exposures: [SourceID: [Exposure]]
  /// Pages that were found twice, with what one copy withholds and another shows.
  public var copies: [PageCopy]
  public var bates: BatesReport
  /// What the record mentions and does not hold.
  public var missing: MissingReport
  /// Passages that recur with changes; empty unless a report is written.
  public var wording = WordingReport()

  public init(
    name: String, zone: String, place: String? = nil, sources: [Source] = [],
    failures: [SourceID: [Failure]] = [:], rows: [SourceID: Int] = [:], pages: [Page] = [],
    messages: [Message] = [], people: [Person] = [], replies: [Reply] = [], events: [Event] = [],
    findings: [Finding] = [], instruments: [InstrumentSummary] = [], privateMarks: [String] = [],
    exposures: [SourceID: [Exposure]] = [:], copies: [PageCopy] = [],
    bates: BatesReport = BatesReport(), missing: MissingReport = MissingReport()
  ) {
    (self.name, self.zone, self.place, self.sources) = (name, zone, place, sources)
    (self.failures, self.rows, self.pages, self.messages) = (failures, rows, pages, messages)
    (self.people, self.replies, self.events, self.findings) = (people, replies, events, findings)
    (self.instruments, self.privateMarks) = (instruments, privateMarks)
    (self.exposures, self.copies, self.bates) = (exposures, copies, bates)
    self.missing = missing
  }
}
