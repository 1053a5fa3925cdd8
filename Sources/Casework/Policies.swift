// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation
import Policy

/// Policy files that were read together.
package struct ReadPolicies: Sendable {
  package var files: [PolicyFile]
  package var library: PolicyLibrary
  package var diagnostics: [Diagnostic]
  /// The files' own words, by name.
  package var texts: [String: String] = [:]

  /// Reads files in the order given; `check` of the whole comes after what each has of its own.
  package init(texts: [(name: String, text: String)]) {
    for (name, text) in texts { self.texts[name] = text }
    let parsed = AtOnce.map(texts, atLeast: 2) { PolicyFile.parse($0.text, file: $0.name) }
    files = parsed.map(\.0)
    library = PolicyLibrary(files)
    diagnostics = (parsed.flatMap(\.1) + library.check()).inOrder()
  }

  /// Files and folders of `*.policy.md`.
  package init(paths: [URL]) throws {
    let files = try FileWalk.files(in: paths).filter { file in
      paths.contains(file.url) || file.name.hasSuffix(".policy.md")
    }
    guard !files.isEmpty else {
      throw CaseworkError(
        "no policy files in \(paths.map(\.path).joined(separator: ", ")): "
          + "their names end in .policy.md")
    }
    self.init(
      texts: try files.map { file in
        do {
          return (file.name, try String(contentsOf: file.url, encoding: .utf8))
        } catch {
          throw CaseworkError("\(file.url.path): is not UTF-8 text")
        }
      })
  }

  package var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
}

extension OpenCase {
  /// The policy files the case is held against.
  package func policies() throws -> ReadPolicies {
    ReadPolicies(
      texts: try store.sources().current(.policy).map {
        ($0.source.name, try originalText(of: $0.source.id))
      })
  }

  /// The instruments of the case, with the source each stands in.
  func instruments() throws -> [InstrumentSummary] {
    let sources = try store.sources().current(.policy)
    let byName = Dictionary(
      sources.map { ($0.source.name, $0.source.id) }, uniquingKeysWith: { a, _ in a })
    return try policies().library.instruments.map { instrument in
      InstrumentSummary(
        id: instrument.id, place: instrument.place, from: instrument.from.description,
        to: instrument.to?.description, cite: instrument.cite,
        source: byName[instrument.file] ?? SourceID(hex: ""))
    }
  }
}
