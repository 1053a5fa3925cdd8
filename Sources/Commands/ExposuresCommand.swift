// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct ExposuresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exposures",
    abstract: "List redactions that failed: words still in a file behind what hides them.",
    discussion: """
      Words under a box, a picture or an annotation, invisible or in the colour of the paper, in a \
      hidden layer, outside the part of the page that is shown, in an earlier revision, in \
      bookmarks, metadata, form fields or files within the file. They usually expose a private \
      person: the words are printed only with --reveal, which the activity log notes, and a report \
      that would show them is refused.
      """)

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Option(help: "Only this source: a name or the first digits of its id.")
  var source: String?
  @Option(help: "Only this kind: \(Exposure.Kind.listed).")
  var kind: Exposure.Kind?
  @Flag(help: "Print the exposed words themselves; the activity log notes it.")
  var reveal = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    let rows = try opened.open().exposureObjects(of: source, kind: kind, reveal: reveal)
    var columns: [Listing.Column] = [
      .short("source"), .key("page", number: true), .key("bates"), .key("kind"), .key("place"),
      .key("letters", number: true), .key("box"),
    ]
    if reveal { columns.append(.key("text", "words")) }
    Listing(columns: columns, rows: rows, empty: "No exposed words found.").print(listing.format)
  }
}

extension Exposure.Kind: ExpressibleByArgument {}
