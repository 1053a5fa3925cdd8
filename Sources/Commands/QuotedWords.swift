// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence
import Foundation
import Policy

/// The words that rules rest on, looked up in a case.
struct QuotedWords: ParsableArguments {
  @Option(
    name: .customLong("case"),
    help: ArgumentHelp(
      "Look up the words that rules rest on in the pages of this case.", valueName: "case"),
    completion: .directory)
  var folder: String?

  /// The files named, or those of the case.
  func policies(_ files: PolicyFiles) throws -> ReadPolicies {
    guard files.paths.isEmpty, let folder else { return try files.read() }
    var own = files
    own.paths = [folder]
    return try own.read()
  }

  /// In the order of the rules; none without a case.
  func checks(of policies: ReadPolicies) throws -> [QuoteCheck] {
    guard let folder else { return [] }
    return try OpenCase.open(at: URL(filePath: folder), who: CaseOptions.who)
      .checkQuotes(of: policies.library)
  }

  /// Where the words were found, for those who want to know, and how many were.
  static func lines(_ checks: [QuoteCheck], verbose: Bool) -> [String] {
    var lines: [String] = []
    if verbose {
      for check in checks {
        guard case .found(let passage) = check.outcome else { continue }
        lines.append(
          "\(check.file):\(check.rest.line):\(check.rest.column): found: \(passage.place)")
      }
    }
    if !checks.isEmpty {
      let found = checks.count { $0.isFound }
      lines.append(
        "\(found) of \(AddReport.count(checks.count, "quote")) found where the rules say.")
    }
    return lines
  }
}
