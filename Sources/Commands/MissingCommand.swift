// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct MissingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "missing",
    abstract: "List what the record mentions and does not hold: what to ask for next.",
    discussion: """
      quoted-message is known only from a quote; answered-message and forwarded-message are known \
      only because another message answers or forwards them; attachment is a file that a message \
      names; pages are gaps in the Bates numbers. Each comes with how it is known and where.
      """)

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Option(help: "Only this kind: \(MissingItem.Kind.listed).")
  var kind: MissingItem.Kind?
  @OptionGroup var common: CommonOptions

  func run() throws {
    let items = try opened.open().missingItems().filter { kind == nil || $0.kind == kind }
    Listing(
      columns: [
        .key("kind"), .key("ask", limit: 90), .key("reason", limit: 70),
        .with("where") { row in
          guard case .object(let citation)? = row["citation"] else { return "" }
          if let bates = citation["bates"], bates != .null { return bates.cell }
          return citation["page"].map { "page \($0.cell)" } ?? ""
        },
      ], rows: items.map(\.object), empty: "Nothing is mentioned that the case does not hold."
    ).print(listing.format)
  }
}

extension MissingItem.Kind: ExpressibleByArgument {}
