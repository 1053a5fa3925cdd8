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
      for diagnostic in policies.diagnostics + found { Terminal.print(diagnostic.description) }
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

struct PolicyTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the worked examples that policy files carry.")

  @OptionGroup var files: PolicyFiles
  @OptionGroup var listing: ListingOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let policies = try files.readable()
    let results = policies.library.runExamples()
    if listing.format == .text {
      for result in results where common.verbose || !result.passed {
        let mark = result.passed ? common.style(.green, "ok") : common.style(.red, "FAILED")
        Terminal.print("\(result.file):\(result.line): \(mark): \(result.name)")
        if !result.passed {
          Terminal.print("  expected \(result.expected.rawValue), got \(result.got.rawValue)")
          Terminal.print("  \(result.explanation)")
        }
      }
      let passed = results.count { $0.passed }
      Terminal.print("\(passed) of \(AddReport.count(results.count, "example")) as expected.")
    } else {
      Listing(columns: [], rows: results.map(\.object), empty: "").print(listing.format)
    }
    if results.contains(where: { !$0.passed }) { throw ExitCode.toLookAt }
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
  func readable() throws -> ReadPolicies {
    let policies = try read()
    guard policies.errors.isEmpty else {
      for error in policies.errors { Terminal.complain(error.description, prefix: nil) }
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
    out["message"] = .string(message)
    if let hint { out["hint"] = .string(hint) }
    return out
  }
}

extension ExampleResult {
  var object: JSONObject {
    var out = JSONObject()
    out["name"] = .string(name)
    out["file"] = .string(file)
    out["line"] = .int(line)
    out["expected"] = .string(expected.rawValue)
    out["got"] = .string(got.rawValue)
    out["passed"] = .bool(passed)
    out["explanation"] = .string(explanation)
    return out
  }
}
