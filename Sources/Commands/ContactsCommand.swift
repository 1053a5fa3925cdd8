// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct ContactsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contacts",
    abstract: "List who talks to whom: how often, from when to when, and who brings others in.",
    discussion: """
      One row a direction. A message to several people counts once for each of them; copies count \
      once. With --by month, organizations by the month.

      --brought-in lists instead each message that brings somebody of another side into a thread: \
      adds, where the thread went on without them before, or opens, where it begins with them. \
      With --any-side also whoever is added to a thread by their own side, or by one not known.
      """)

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Option(help: "Count by \(ContactGrouping.listed).")
  var by: ContactGrouping = .person
  @Option(help: "Only from this side: \(Person.Side.listed).")
  var fromSide: Person.Side?
  @Option(help: "Only to this side.")
  var toSide: Person.Side?
  @Flag(help: "List who brought whom into a thread.")
  var broughtIn = false
  @Flag(help: "With --brought-in, also people of the same side, or of none that is known.")
  var anySide = false
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if anySide, !broughtIn { throw ValidationError("--any-side goes with --brought-in.") }
  }

  func run() throws {
    let opened = try opened.open()
    if broughtIn {
      Listing(
        columns: [
          .with("sent") { String(($0["sent"]?.cell ?? "").prefix(10)) }, .key("kind"),
          .key("by"), .key("by_organization", "of", limit: 24), .key("person", "brings in"),
          .key("person_organization", "of", limit: 24), .key("message"),
        ],
        rows: try opened.introductionObjects(anySide: anySide).filter {
          fits($0, from: "by_side", to: "person_side")
        }, empty: "Nobody was brought into a thread\(anySide ? "" : " by another side")."
      ).print(listing.format)
      return
    }
    let rows = try opened.contactObjects(by: by).filter {
      fits($0, from: "from_side", to: "to_side")
    }
    var columns: [Listing.Column] = [
      .with("from", limit: 32) { Self.name($0, "from") },
      .with("to", limit: 32) { Self.name($0, "to") },
      .key("messages", number: true), .key("quoted", "of these only quoted", number: true),
      .with("first") { String(($0["first"]?.cell ?? "").prefix(10)) },
      .with("last") { String(($0["last"]?.cell ?? "").prefix(10)) },
    ]
    if by == .month { columns.insert(.key("month"), at: 0) }
    Listing(columns: columns, rows: rows, empty: "Nobody wrote to anybody.").print(listing.format)
  }

  private func fits(_ row: JSONObject, from: String, to: String) -> Bool {
    (fromSide == nil || row[from]?.cell == fromSide?.rawValue)
      && (toSide == nil || row[to]?.cell == toSide?.rawValue)
  }

  private static func name(_ row: JSONObject, _ end: String) -> String {
    let name = row["\(end)_name"]?.cell ?? ""
    let side = row["\(end)_side"]?.cell ?? ""
    return name.isEmpty ? "(\(side))" : "\(name) (\(side))"
  }
}

extension ContactGrouping: ExpressibleByArgument {}
