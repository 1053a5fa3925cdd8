// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct CopiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copies",
    abstract: "List pages found twice, and what one copy withholds and the other shows.",
    discussion: """
      The same page is often released more than once, scanned or not, with other redactions. Each \
      pair is listed with the words that one of the two shows where the other has a box.
      """)

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Option(help: "Only copies of pages of this source: a name or the first digits of its id.")
  var source: String?
  @Flag(help: "Only copies of which one shows what the other withholds.")
  var disclosing = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    let rows = try opened.open().copyObjects(of: source, disclosing: disclosing)
    func place(_ key: String) -> Listing.Column {
      .with(key) { row in
        guard case .object(let place)? = row[key] else { return "" }
        return "\((place["source"]?.cell ?? "").prefix(12)):\(place["page"]?.cell ?? "")"
      }
    }
    Listing(
      columns: [
        place("first"), place("second"), .key("likeness", number: true),
        .with("shown on one only") { row in
          guard case .array(let all)? = row["disclosures"] else { return "" }
          return all.map { entry in
            guard case .object(let members) = entry else { return "" }
            return "“\(members["text"]?.cell ?? "")”"
          }.joined(separator: " ")
        },
      ], rows: rows, empty: "No page was found twice."
    ).print(listing.format)
  }
}
