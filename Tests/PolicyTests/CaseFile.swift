// SPDX-License-Identifier: Apache-2.0

import Foundation
import Policy

/// One file of `Cases/`.
struct CaseFile: CustomStringConvertible, Sendable {
  let url: URL
  let text: String

  var description: String { url.lastPathComponent }

  private static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// The folder of the project.
  static let root = folder.deletingLastPathComponent().deletingLastPathComponent()

  /// The policies that the program comes with.
  static var shipped: [CaseFile] {
    policies(in: root.appending(path: "Policies"))
  }

  /// The files of `Cases/good`, `Cases/bad` and so on, by name.
  static func all(_ cases: String) -> [CaseFile] {
    policies(in: folder.appending(path: "Cases").appending(path: cases))
  }

  private static func policies(in folder: URL) -> [CaseFile] {
    let files =
      (try? FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: nil)) ?? []
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
