// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct MessagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "messages", abstract: "List the e-mails, printed or from mail files.",
    discussion: "With released: no, a message is known only because another one quotes it.")

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Option(help: "Only messages this person sent or received: an id of `brightline people`.")
  var person: String?
  @Option(help: "Only this thread.")
  var thread: String?
  @Option(help: "Only those sent in this year.")
  var year: Int?
  @Flag(help: "Only those known just from a quote.")
  var quotedOnly = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    let messages = try opened.open().messages().filter { message in
      if let person {
        let parties = [message.from] + message.to + message.cc
        guard parties.contains(where: { $0.value?.person == person }) else { return false }
      }
      if let thread, message.thread != thread { return false }
      if let year, message.sent.value?.year != year { return false }
      return !quotedOnly || !message.released
    }
    Listing(
      columns: [
        .key("id"), .key("sent"), .key("from", limit: 32), .key("to", limit: 40),
        .key("subject", limit: 60), .key("origin"), .key("released"),
      ], rows: messages.map(\.object), empty: "No messages."
    ).print(listing.format)
  }
}
