// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct PagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pages", abstract: "List the pages: Bates number, words, how they were read.")

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Option(help: "Only this source: a name or the first digits of its id.")
  var source: String?
  @Flag(help: "Only pages with a redaction.")
  var redacted = false
  @Flag(help: "Only pages from which no words could be read.")
  var empty = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    let pages = try opened.open().pages(of: source).filter {
      (!redacted || !$0.redactions.isEmpty) && (!empty || $0.words.isEmpty)
    }
    Listing(
      columns: [
        .short("source"), .key("page", number: true), .key("bates"), .key("words", number: true),
        .key("method"),
        .key("confidence", number: true), .key("redacted_share", "redacted", number: true),
        .key("codes"), .key("stamps"),
      ], rows: pages.map(\.object), empty: "No pages."
    ).print(listing.format)
  }
}
