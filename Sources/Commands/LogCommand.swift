// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Print the activity log: who did what to the case, and when.",
    discussion:
      "Each entry carries the hash of the one before; `brightline verify` checks the chain.")

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let opened = try opened.open()
    Listing(
      columns: [
        .key("n", number: true), .key("time"), .key("who"), .key("did"),
        .key("object", limit: 30), .key("detail", limit: 60), .short("hash"),
      ], rows: try opened.activities().map { $0.object(in: opened.zone) }, empty: "Nothing yet."
    ).print(listing.format)
  }
}
