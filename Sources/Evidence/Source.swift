// SPDX-License-Identifier: Apache-2.0

/// The name of a released file: the SHA-256 of its bytes, as 64 lower-case hexadecimal digits.
public struct SourceID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  public let hex: String

  public init(hex: String) { self.hex = hex }

  public init(from decoder: any Decoder) throws {
    hex = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }

  /// The first twelve digits: enough to tell the files of one case apart on a screen.
  public var short: String { String(hex.prefix(12)) }
  public var description: String { hex }
  public static func < (a: SourceID, b: SourceID) -> Bool { a.hex < b.hex }
}

/// What a source is read as. Told from its content, then from its name.
public enum SourceKind: String, Sendable, Codable, CaseIterable {
  case pdf, image, eml, mbox, csv, jsonl, xlsx
  /// Outlook's files: one item, what it encloses as `winmail.dat`, an archive of folders.
  case msg, tnef, pst
  /// Text documents, laid out on pages: Word, Rich Text, a web page, plain text.
  case docx, rtf, html, text
  /// An archive; what it holds becomes sources of their own.
  case zip
  /// A `*.mapping.yaml` file: how the rows of a table become events.
  case mapping
  /// A `*.policy.md` file: one or more instruments.
  case policy
  /// An `agencies.yaml` or `office-hours.yaml` file: who belongs where, and when offices are open.
  case guide
  /// A format that is kept but not read; listed with a failure that says so.
  case unsupported
}

/// One released file, kept byte for byte.
public struct Source: Hashable, Sendable, Codable {
  public var id: SourceID
  /// The path it was added under, relative to what was named on the command line.
  public var name: String
  public var kind: SourceKind
  /// Length in bytes.
  public var bytes: Int
  /// The source it was unpacked from, if any.
  public var parent: SourceID?
  /// When it was first added: seconds since 1970 UTC.
  public var added: Int64

  public init(
    id: SourceID, name: String, kind: SourceKind, bytes: Int, parent: SourceID? = nil,
    added: Int64 = 0
  ) {
    (self.id, self.name, self.kind, self.bytes) = (id, name, kind, bytes)
    (self.parent, self.added) = (parent, added)
  }
}

/// One thing that could not be read, with its place. Recorded, never thrown away.
public struct Failure: Hashable, Sendable, Codable {
  public enum Reason: String, Sendable, Codable, CaseIterable {
    case damaged, encrypted, unsupported, crashed
    case timeLimit = "time-limit"
    case memoryLimit = "memory-limit"
    case outputLimit = "output-limit"
    case badRow = "bad-row"
    case badHeader = "bad-header"
    case noMapping = "no-mapping"
    case empty
  }

  /// The page, counted from 1, when one page failed and not the whole source.
  public var page: Int?
  /// The sheet and row (as numbered in the file, header = 1) when one row failed.
  public var sheet: String?
  public var row: Int?
  public var reason: Reason
  /// A sentence for people: what was wrong and, where there is something to do, what to do.
  public var detail: String

  public init(
    page: Int? = nil, sheet: String? = nil, row: Int? = nil, reason: Reason, detail: String
  ) {
    (self.page, self.sheet, self.row) = (page, sheet, row)
    (self.reason, self.detail) = (reason, detail)
  }
}
