// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct RepliesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replies", abstract: "List answers and how many minutes they took.",
    discussion: """
      business_minutes counts Monday to Friday, 08:00–17:00. certain: no marks a pairing by subject \
      only, or a time that is not stated to the minute.
      """)

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Option(help: "Only answers by this person.")
  var from: String?
  @Option(help: "Only answers to this person.")
  var to: String?
  @OptionGroup var common: CommonOptions

  func run() throws {
    let replies = try opened.open().replies().filter {
      (from == nil || $0.from == from) && (to == nil || $0.to == to)
    }
    Listing(
      columns: [
        .key("from"), .key("to"), .key("minutes", number: true),
        .key("business_minutes", "in office hours", number: true), .key("certain"),
        .key("message"), .key("in_reply_to", "answers"),
      ], rows: replies.map(\.object), empty: "No answered messages."
    ).print(listing.format)
  }
}
