// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct PeopleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people",
    abstract: "List who wrote and received messages, or mark private persons.",
    discussion: """
      --mark-private blanks a name, address or number in everything the case publishes. It may be \
      given several times and needs --reviewer, which stands in the activity log.
      """)

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Option(help: ArgumentHelp("Mark these words as a private person's.", valueName: "text"))
  var markPrivate: [String] = []
  @Option(help: "Who decides.")
  var reviewer: String?
  @Option(help: "Only this side: \(Person.Side.allCases.map(\.rawValue).joined(separator: ", ")).")
  var side: Person.Side?
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if !markPrivate.isEmpty && reviewer == nil {
      throw ValidationError("--mark-private needs --reviewer NAME: a person decides, on record.")
    }
  }

  func run() throws {
    let opened = try opened.open()
    if let reviewer, !markPrivate.isEmpty {
      let new = try opened.markPrivate(markPrivate, reviewer: reviewer)
      for text in markPrivate {
        common.say("\(text): \(new.contains(text) ? "marked private" : "was marked already")")
      }
      return
    }
    let people = try opened.people().filter { side == nil || $0.side == side }
    Listing(
      columns: [
        .key("id"), .key("name"), .key("organization"), .key("side"), .key("sent", number: true),
        .key("received", number: true),
        .with("first") { String(($0["first"]?.cell ?? "").prefix(10)) },
        .with("last") { String(($0["last"]?.cell ?? "").prefix(10)) },
        .key("addresses", limit: 40),
      ], rows: people.map(\.object), empty: "Nobody: the case has no messages."
    ).print(listing.format)
  }
}

extension Person.Side: ExpressibleByArgument {}
