// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Search the words of pages and messages.",
    discussion: """
      Words are found in all their forms; "exact words" in quotation marks, release* by its \
      beginning, NEAR(jail release, 5), and AND, OR, NOT work too.
      """)

  @OptionGroup var opened: CaseOptions
  @Argument(help: "What to look for.")
  var query: [String]
  @OptionGroup var listing: ListingOptions
  @Option(help: ArgumentHelp("At most this many.", valueName: "n"))
  var limit = 50
  @OptionGroup var common: CommonOptions

  func run() throws {
    let rows = try opened.open().search(query.joined(separator: " "), limit: limit)
    Listing(
      columns: [
        .with("where") {
          $0["bates"]?.cell.nonEmpty ?? $0["message"]?.cell.nonEmpty
            ?? "\(($0["source"]?.cell ?? "").prefix(12)):\($0["page"]?.cell ?? "")"
        }, .key("snippet"),
      ], rows: rows, empty: "Nothing found."
    ).print(listing.format)
  }
}

extension String {
  var nonEmpty: String? { isEmpty ? nil : self }
}
