// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct FiguresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: "Print the numbers, each with what it counts and out of what.",
    discussion: "The query of a figure is the command that lists what was counted.")

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Option(help: "Only figures whose id contains this.")
  var id: String?
  @OptionGroup var common: CommonOptions

  func run() throws {
    let figures = try opened.open().figures().filter { id == nil || $0.id.contains(id ?? "") }
    Listing(
      columns: [
        .key("id"),
        .with("value", number: true) { Self.value($0) },
        .with("of", number: true) {
          guard let whole = $0["denominator"] else { return "" }
          return "\($0["numerator"]?.cell ?? "") of \(whole.cell)"
        },
        .with("interval") {
          guard case .array(let ends)? = $0["interval"] else { return "" }
          return ends.map(\.cell).joined(separator: "–")
        }, .key("status", "counts"), .key("label"),
      ], rows: figures.map(\.object), empty: "No figures: the case is empty."
    ).print(listing.format)
  }

  private static func value(_ figure: JSONObject) -> String {
    let text = figure["value"]?.cell ?? ""
    let unit = figure["unit"]?.cell ?? ""
    return unit == "count" || unit == "share" ? text : "\(text) \(unit)"
  }
}
