// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence
import Foundation
import Policy

struct PolicyCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say where policy files are wrong, and what was expected.",
    discussion: """
      With --case, the words that rules rest on (`rests on "…" in "file" page N`) are looked up in \
      the pages of that case. Case, hyphens, quotation marks and line breaks may differ.
      """)

  @OptionGroup var files: PolicyFiles
  @OptionGroup var quoted: QuotedWords
  @OptionGroup var listing: ListingOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let policies = try quoted.policies(files)
    let quotes = try quoted.checks(of: policies)
    let found = quotes.compactMap(\.diagnostic)
    if listing.format == .text {
      let wrong = policies.diagnostics + found
      if !wrong.isEmpty {
        Terminal.print(common.style.renderer(sources: policies.texts).render(wrong))
      }
      if !common.quiet {
        for line in QuotedWords.lines(quotes, verbose: common.verbose) { Terminal.print(line) }
      }
      if policies.diagnostics.isEmpty && found.isEmpty && !common.quiet {
        let instruments = policies.library.instruments
        Terminal.print(
          "\(AddReport.count(instruments.count, "instrument")), "
            + "\(AddReport.count(instruments.reduce(0) { $0 + $1.rules.count }, "rule")): no errors."
        )
      }
    } else {
      Listing(
        columns: [], rows: policies.diagnostics.map(\.object) + quotes.map(\.object), empty: ""
      )
      .print(listing.format)
    }
    if !policies.errors.isEmpty || found.contains(where: { $0.severity == .error }) {
      throw ExitCode.toLookAt
    }
  }
}

/// Where policy files are read from: paths, a case, or those the program comes with.
struct PolicyFiles: ParsableArguments {
  @Argument(
    help: "Policy files, folders of them, or a case; those the program comes with otherwise.",
    completion: .file(extensions: ["md"]))
  var paths: [String] = []

  func read() throws -> ReadPolicies {
    if paths.count == 1, FileManager.default.fileExists(atPath: paths[0] + "/case.sqlite") {
      return try OpenCase.open(at: URL(filePath: paths[0]), who: CaseOptions.who).policies()
    }
    if paths.isEmpty { return try ReadPolicies(paths: [ProgramFiles.current().url("Policies")]) }
    return try ReadPolicies(paths: paths.map { URL(filePath: $0) })
  }

  /// The same, refusing files with errors.
  func readable() throws -> ReadPolicies { try readable(read()) }

  func readable(_ policies: ReadPolicies) throws -> ReadPolicies {
    guard policies.errors.isEmpty else {
      let renderer = TextStyle(isColored: false).renderer(sources: policies.texts)
      Terminal.complain(renderer.render(policies.errors), prefix: nil)
      throw ExitCode(2)
    }
    return policies
  }
}

extension Diagnostic {
  var object: JSONObject {
    var out = JSONObject()
    out["severity"] = .string(severity.rawValue)
    out["file"] = .string(file)
    out["line"] = .int(line)
    out["column"] = .int(column)
    out["length"] = .int(length)
    out["message"] = .string(message)
    if let hint { out["hint"] = .string(hint) }
    if !notes.isEmpty {
      out["notes"] = .array(
        notes.map { note in
          var other = JSONObject()
          other["file"] = .string(note.file)
          other["line"] = .int(note.line)
          other["column"] = .int(note.column)
          other["length"] = .int(note.length)
          other["message"] = .string(note.message)
          return .object(other)
        })
    }
    return out
  }
}
