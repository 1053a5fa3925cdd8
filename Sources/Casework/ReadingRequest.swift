// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// What a worker is asked to do with one file.
struct ReadingRequest: Codable, Sendable {
  enum Task: String, Codable {
    /// Count the pages, and read the first of them.
    case open
    case pages
    /// What only all pages of a file together tell: their numbers, their messages. The payload is
    /// the packed pages.
    case settle
    case mail, table
    /// Small mail files; the payload names them.
    case mails
    /// Where the stretches of a mailbox file begin, from `place` on.
    case survey
    /// The files within the file, from `place` on, as many as fit in a reply; so do `mail` and an
    /// archive's messages.
    case unpack
    case picture
  }

  var task: Task
  var path: String
  /// The name the file was added under; it tells kinds apart where the content does not.
  var name = ""
  var kind: SourceKind
  var source: SourceID
  /// The pages wanted, first … last; for `.open`, as many of them as there are.
  var first = 1
  var last = 1
  /// For `.mail` and `.unpack`: where to begin.
  var place = ArchivePlace()
  /// For `.picture`: dots an inch, what is painted over, and what is outlined.
  var dpi = 110.0
  var cover: [Box] = []
  var outline: [Box] = []
  /// For `.picture`: somebody waits for it.
  var isUrgent = false
  var options = ReadingSettings()
  /// Bytes that go along; not part of the JSON.
  var payload: [[UInt8]] = []

  private enum CodingKeys: CodingKey {
    case task, path, name, kind, source, first, last, place, dpi, cover, outline, isUrgent, options
  }

  /// The request as JSON, then the payload.
  var bytes: [UInt8] {
    get throws {
      var out = PackWriter()
      out.blob(Array(try JSONEncoder().encode(self)))
      out.list(payload) { $0.blob($1) }
      return out.bytes
    }
  }

  /// A file of the payload of `.mails`.
  static func packed(_ path: String, _ source: SourceID) -> [UInt8] {
    var out = PackWriter()
    out.text(path)
    out.text(source.hex)
    return out.bytes
  }

  /// The files that `.mails` asks for, each as if it was asked for alone.
  var mails: [ReadingRequest] {
    get throws {
      try payload.map { bytes in
        var input = PackReader(bytes: bytes)
        var one = self
        (one.task, one.payload) = (.mail, [])
        (one.path, one.source) = (try input.text(), SourceID(hex: try input.text()))
        return one
      }
    }
  }

  static func read(_ bytes: [UInt8]) throws -> ReadingRequest {
    var input = PackReader(bytes: bytes)
    var request = try JSONDecoder().decode(
      ReadingRequest.self, from: Data(try input.blob()))
    request.payload = try input.list { input throws(PackReader.Malformed) in try input.blob() }
    return request
  }
}

/// How the files of a case are read.
package struct ReadingSettings: Codable, Sendable, Hashable {
  /// Tesseract's names of languages, joined by "+".
  package var languages = "eng"
  /// Tried in turn on what is encrypted.
  package var passwords: [String] = []

  package init(languages: String = "eng", passwords: [String] = []) {
    (self.languages, self.passwords) = (languages, passwords)
  }
}
