// SPDX-License-Identifier: Apache-2.0

/// Names one message of a case: the source's first twelve digits, then where the message begins.
/// The same files always give the same names.
public typealias MessageID = String

/// One sender or recipient as a message gives them.
public struct Party: Hashable, Sendable, Codable {
  public var name: String?
  public var address: String?
  public var organization: String?
  /// The `Person.id` it was resolved to.
  public var person: String?

  public init(
    name: String? = nil, address: String? = nil, organization: String? = nil, person: String? = nil
  ) {
    (self.name, self.address, self.organization, self.person) = (
      name, address, organization, person
    )
  }

  /// What to show: the name, or else the address.
  public var label: String { name ?? address ?? "" }
}

/// One line of a message with its place and its part in the message.
public struct MessageLine: Hashable, Sendable, Codable {
  public enum Zone: String, Sendable, Codable {
    case new, signature, quoted, disclaimer
  }

  public var text: String
  public var zone: Zone
  /// Counted from 1; nil for mail files.
  public var page: Int?
  /// Nil for mail files.
  public var box: Box?
  /// The indices of its words in `Page.words`; nil for mail files.
  public var words: Range<Int>?

  public init(
    text: String, zone: Zone, page: Int? = nil, box: Box? = nil, words: Range<Int>? = nil
  ) {
    (self.text, self.zone, self.page, self.box, self.words) = (text, zone, page, box, words)
  }
}

/// One e-mail, whether from a mail file or recovered from printed pages.
public struct Message: Hashable, Sendable, Codable {
  public enum Origin: String, Sendable, Codable {
    case printed, quoted, eml, mbox, pst, msg, csv
  }

  public var id: MessageID
  public var source: SourceID
  /// Pages it stands on, ascending; empty for mail files.
  public var pages: [Int]
  public var bates: [String]
  public var origin: Origin
  public var from: Fact<Party>
  public var to: [Fact<Party>]
  public var cc: [Fact<Party>]
  public var sent: Fact<Moment>
  /// The time zone as the message writes it ("EST", "-0600"), if it does.
  public var zone: String?
  public var subject: Fact<String>
  /// The body, top to bottom, with the quoted parts in their place.
  public var lines: [MessageLine]
  /// Names of attachments, as far as the message tells them.
  public var attachments: [String]
  /// The message this one is quoted in, for `origin == .quoted`.
  public var quotedIn: MessageID?
  /// How deep in the quotes of the outermost message it stands; 0 for the outermost.
  public var depth: Int
  /// `Message-ID`, `In-Reply-To` and `References` of a mail file, without the angle brackets.
  public var header: String?
  public var answersHeader: [String]
  /// Filled by threading: the message it answers, its thread, copies of itself elsewhere.
  public var replyTo: MessageID?
  public var thread: String?
  public var duplicates: [MessageID]
  /// False for a message known only from a quote.
  public var released: Bool
  /// The folder of the archive or of the mail directory it lies in, its steps apart by "/".
  public var folder: String?
  /// The header block, or the line that introduces the quote.
  public var citation: Citation

  public init(
    id: MessageID, source: SourceID, pages: [Int] = [], bates: [String] = [], origin: Origin,
    from: Fact<Party>, to: [Fact<Party>] = [], cc: [Fact<Party>] = [], sent: Fact<Moment>,
    zone: String? = nil, subject: Fact<String>, lines: [MessageLine], attachments: [String] = [],
    quotedIn: MessageID? = nil, depth: Int = 0, header: String? = nil,
    answersHeader: [String] = [], replyTo: MessageID? = nil, thread: String? = nil,
    duplicates: [MessageID] = [], released: Bool = true, folder: String? = nil,
    citation: Citation
  ) {
    (self.id, self.source, self.pages, self.bates, self.origin) = (id, source, pages, bates, origin)
    (self.from, self.to, self.cc, self.sent, self.zone) = (from, to, cc, sent, zone)
    (self.subject, self.lines, self.attachments) = (subject, lines, attachments)
    (self.quotedIn, self.depth, self.header) = (quotedIn, depth, header)
    (self.answersHeader, self.replyTo, self.thread) = (answersHeader, replyTo, thread)
    (self.duplicates, self.released, self.folder) = (duplicates, released, folder)
    self.citation = citation
  }

  /// What its sender wrote, without signature, disclaimer and quotes.
  public var newText: String {
    lines.filter { $0.zone == .new }.map(\.text).joined(separator: "\n")
      .trimmingNewlines()
  }

  /// The whole body.
  public var text: String { lines.map(\.text).joined(separator: "\n") }
}

extension String {
  /// Without the empty lines at either end.
  package func trimmingNewlines() -> String {
    var view = self[...]
    while view.first == "\n" { view.removeFirst() }
    while view.last == "\n" { view.removeLast() }
    return String(view)
  }
}
