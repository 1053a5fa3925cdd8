// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct PeopleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people",
    abstract:
      "List who wrote and received messages, merge and split them, or mark private persons.",
    discussion: """
      --merge A B says that two are one person, --split PERSON SPELLING that one way of writing them \
      is somebody else. PERSON is an id, a name or an address. Both need --reviewer and --why, which \
      stand in the activity log; --undo takes the last one back, --rulings lists those in force. \
      links says of each person why the spellings are taken for one.

      --mark-private blanks a name, address or number in everything the case publishes. It may be \
      given several times and needs --reviewer, which stands in the activity log.
      """)

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Option(help: ArgumentHelp("Mark these words as a private person's.", valueName: "text"))
  var markPrivate: [String] = []
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Take these two for one person.", valueName: "person"))
  var merge: [String] = []
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Take this spelling of a person for somebody else.", valueName: "person"))
  var split: [String] = []
  @Flag(help: "Take back the last merger or split.")
  var undo = false
  @Flag(help: "List the mergers and splits in force.")
  var rulings = false
  @Option(help: "Why, for the record.")
  var why: String?
  @Option(help: "Who decides.")
  var reviewer: String?
  @Option(help: "Only this side: \(Person.Side.listed).")
  var side: Person.Side?
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if !markPrivate.isEmpty && reviewer == nil {
      throw ValidationError("--mark-private needs --reviewer NAME: a person decides, on record.")
    }
    try validateRulings()
  }

  private func validateRulings() throws {
    guard !merge.isEmpty || !split.isEmpty || undo else { return }
    if [!merge.isEmpty, !split.isEmpty, undo].count(where: { $0 }) > 1 {
      throw ValidationError("Give one of --merge, --split and --undo at a time.")
    }
    if !merge.isEmpty && merge.count != 2 {
      throw ValidationError("--merge takes two people: --merge p-dana-wills p-d-wills.")
    }
    if !split.isEmpty && split.count < 2 {
      throw ValidationError(
        "--split takes a person and the spellings or addresses that are not theirs.")
    }
    if reviewer == nil || why == nil {
      throw ValidationError("A ruling needs --reviewer NAME and --why TEXT: it stands on record.")
    }
  }

  func run() throws {
    let opened = try opened.open()
    if rulings {
      Listing(
        columns: [
          .key("n", number: true), .key("kind"), .key("person", limit: 48),
          .key("other", limit: 48), .key("reviewer"), .key("why", limit: 48),
        ], rows: try opened.rulingObjects(), empty: "Nobody was merged or split."
      ).print(listing.format)
      return
    }
    if let reviewer, let why, !merge.isEmpty || !split.isEmpty || undo {
      if undo {
        common.say(try opened.undoRuling(reviewer: reviewer, why: why))
      } else if merge.isEmpty {
        common.say(
          try opened.split(
            split[0], Array(split.dropFirst()), reviewer: reviewer, why: why))
      } else {
        common.say(try opened.merge(merge[0], merge[1], reviewer: reviewer, why: why))
      }
      return
    }
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
