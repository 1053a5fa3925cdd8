// SPDX-License-Identifier: Apache-2.0

import Foundation
import Policy

/// One file of `Cases/`.
struct CaseFile: CustomStringConvertible, Sendable {
  let url: URL
  let text: String

  var description: String { url.lastPathComponent }

  /// The files of `Cases/good` or `Cases/bad`, by name.
  static func all(_ folder: String) -> [CaseFile] {
    let cases = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    let files =
      (try? FileManager.default.contentsOfDirectory(
        at: cases.appending(path: folder), includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.lastPathComponent.hasSuffix(".policy.md") }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .compactMap { url in
        (try? String(contentsOf: url, encoding: .utf8)).map { CaseFile(url: url, text: $0) }
      }
  }

  func diagnostics() -> [Diagnostic] {
    let (file, parsing) = PolicyFile.parse(text, file: description)
    return parsing + PolicyLibrary([file]).check()
  }
}
