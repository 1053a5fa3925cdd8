// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct BatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bates",
    abstract: "List the runs of Bates numbers, what is missing in them and what comes twice.",
    discussion: """
      kind is run, gap (numbers that no page of the case bears), repeat (numbers on more than one \
      page), unnumbered (pages without a number inside a run) or break (a number that does not \
      follow the one before). Gaps are what to ask the agency for.
      """)

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Option(help: "Only this kind: run, gap, repeat, unnumbered, break.")
  var kind: String?
  @OptionGroup var common: CommonOptions

  func validate() throws {
    let kinds = ["run", "gap", "repeat", "unnumbered", "break"]
    if let kind, !kinds.contains(kind) {
      throw ValidationError("--kind takes one of \(kinds.joined(separator: ", ")).")
    }
  }

  func run() throws {
    let rows = try opened.open().batesObjects().filter { kind == nil || $0["kind"]?.cell == kind }
    Listing(
      columns: [
        .key("kind"),
        .with("numbers") { row in
          let first = row["first"]?.cell ?? row["number"]?.cell ?? row["after_number"]?.cell ?? ""
          let last = row["last"]?.cell ?? row["before_number"]?.cell ?? ""
          return last.isEmpty || last == first ? first : "\(first) – \(last)"
        },
        .key("numbers", "how many", number: true), .key("page_count", "pages", number: true),
        .key("reason"),
      ], rows: rows, empty: "No runs of Bates numbers were found."
    ).print(listing.format)
  }
}
