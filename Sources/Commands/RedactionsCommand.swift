// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct RedactionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redactions", abstract: "List everything withheld: box, kind, exemption codes.",
    discussion: """
      Boxes are in points from the page's top left. text_under says whether words are still in the \
      file under the box; the words themselves are printed only with --reveal.
      """)

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Option(help: "Only this source: a name or the first digits of its id.")
  var source: String?
  @Option(help: "Only this kind: \(Redaction.Kind.listed).")
  var kind: Redaction.Kind?
  @Option(help: "Only boxes that bear this exemption code, such as \"(b)(6)\".")
  var code: String?
  @Flag(help: "Only boxes with words still in the file under them.")
  var hidden = false
  @Flag(help: "Print the hidden words themselves; the activity log notes it.")
  var reveal = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    var rows: [JSONObject] = []
    let opened = try opened.open()
    if reveal { try opened.logReveal("redactions", of: source) }
    for page in try opened.pages(of: source) {
      for redaction in page.redactions {
        if let kind, redaction.kind != kind { continue }
        if let code, !redaction.codes.contains(code) { continue }
        if hidden && redaction.textUnder != .hidden { continue }
        rows.append(redaction.object(on: page, reveal: reveal))
      }
    }
    var columns: [Listing.Column] = [
      .short("source"), .key("page", number: true), .key("bates"), .key("kind"), .key("codes"),
      .key("box"),
      .key("text_under", "text under"),
    ]
    if reveal { columns.append(.key("hidden_text", "hidden words")) }
    Listing(columns: columns, rows: rows, empty: "No redactions found.").print(listing.format)
  }
}

extension Redaction.Kind: ExpressibleByArgument {}
