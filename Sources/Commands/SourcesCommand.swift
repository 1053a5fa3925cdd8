// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct SourcesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sources", abstract: "List the released files and what came of each.",
    discussion: "Every failure is listed with its place and reason; with --failures, only those.")

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Flag(help: "List only sources with failures, each failure on a line.")
  var failures = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    let rows = try opened.open().sourceObjects()
    let failed = rows.filter { $0["failures"] != .array([]) }
    if failures && listing.format == .text {
      for row in failed {
        guard case .array(let list)? = row["failures"] else { continue }
        for case .object(let failure) in list {
          let place = [failure["page"], failure["sheet"], failure["row"]].compactMap { $0?.cell }
          Terminal.print(
            ([row["name"]?.cell ?? ""] + place).joined(separator: ":").printable + ": error: "
              + (failure["detail"]?.cell ?? "").printable + " [\(failure["reason"]?.cell ?? "")]")
        }
      }
    } else {
      Listing(
        columns: [
          .short("id"), .key("kind"), .key("bytes", number: true), .key("pages", number: true),
          .key("messages", number: true), .key("rows", number: true),
          .with("failures", number: true) {
            if case .array(let list)? = $0["failures"] { String(list.count) } else { "0" }
          }, .key("name"),
        ], rows: failures ? failed : rows, empty: "No files yet: brightline add CASE FILES…"
      ).print(listing.format)
    }
    if !failed.isEmpty { throw ExitCode.toLookAt }
  }
}
