// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import GMime

struct ExpectedParseTests {
  private static let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/data/eml")

  static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

  @Test(.enabled(if: isThere, "The folder of shared data lies beside the checkout."))
  func `messages with an expected parse are read as expected`() throws {
    var lines: [String] = []
    var files = 0
    for group in ["rfc", "legacy", "malformed", "thirdparty"] {
      let folder = Self.folder.appending(path: group)
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      where name.hasSuffix(".eml") {
        files += 1
        let json = folder.appending(path: name.replacing(".eml", with: ".json"))
        guard let data = try? Data(contentsOf: json), let expected = ExpectedParse(json: data) else { lines.append("\(group)/\(name): no json"); continue }
        let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
        do {
          let mail = try MIMEReader.message(in: bytes)
          lines += expected.differences(from: mail).map { "\(group)/\(name) \($0)" }
        } catch { lines.append("\(group)/\(name) unread: \(error)") }
      }
    }
    print(files, lines.count)
    try lines.joined(separator: "\n").write(toFile: "/work/lab/s3-formats/eml.txt", atomically: true, encoding: .utf8)
  }
}
