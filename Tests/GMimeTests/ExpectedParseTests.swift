// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import GMime

/// Holds the reading of hostile messages against what another parser was made to give.
struct ExpectedParseTests {
  private static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/data/eml")

  static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

  /// The files in which ours differs, and why it should.
  static let argued: [String: String] = [
    "rfc/002": "A comment amid a name stays where its writer put it.",
    "malformed/001": "No part ever ends: the line that is left over is shown, not dropped.",
    "malformed/002": "No boundary of it ever comes: what stands there is shown as text.",
    "malformed/004": "No boundary of it ever comes: what stands there is shown as text.",
    "malformed/007": "A line that is no boundary of the part it stands in is its text.",
    "malformed/009": "The boundary of the outer multipart ends the inner one (RFC 2046, 5.1.2).",
    "malformed/011": "The boundary of the outer multipart ends the inner one (RFC 2046, 5.1.2).",
    "malformed/012": "The boundary of the outer multipart ends the inner one (RFC 2046, 5.1.2).",
    "malformed/016":
      "The boundary of the outer multipart ends the inner ones; theirs are text then.",
    "malformed/017": "The header names no boundary: what stands there is shown as text.",
    "malformed/019": "Pieces of several messages in one: all that is no header is shown.",
    "thirdparty/001": "GMime takes the line end before a boundary for the two bytes of the others.",
    "thirdparty/002": "What in base64 is no base64 is passed over (RFC 2045, 6.8).",
    "thirdparty/005": "A boundary begins a line (RFC 2046, 5.1.1): here it is text.",
    "thirdparty/015": "The boundary of the outer multipart ends the inner ones (RFC 2046, 5.1.2).",
  ]

  @Test(.enabled(if: isThere, "The folder of shared data does not lie beside the checkout."))
  func `messages are read as another parser expects, or the difference is argued`() throws {
    var differing: [String: [String]] = [:]
    var files = 0
    for group in ["legacy", "malformed", "rfc", "thirdparty"] {
      let folder = Self.folder.appending(path: group)
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      where name.hasSuffix(".eml") {
        files += 1
        let json = folder.appending(path: name.replacing(".eml", with: ".json"))
        let expected = try #require(ExpectedParse(json: try Data(contentsOf: json)))
        let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
        let found: [String]
        do { found = expected.differences(from: try MIMEReader.message(in: bytes)) } catch {
          found = ["unread: \(error)"]
        }
        let key = "\(group)/\(name.replacing(".eml", with: ""))"
        if !found.isEmpty { differing[key] = found }
      }
    }
    #expect(files >= 100)
    for key in differing.keys.sorted() where Self.argued[key] == nil {
      Issue.record("\(key): \(differing[key]?.joined(separator: "\n") ?? "")")
    }
    #expect(Set(Self.argued.keys).subtracting(differing.keys).sorted() == [])
  }
}
