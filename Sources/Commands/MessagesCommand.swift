// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct MessagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "messages", abstract: "List the e-mails, printed or from mail files.",
    discussion: """
      With released: no, a message is known only because another one quotes it.

      --witnesses lists instead the messages that were found more than once, with each place and \
      with what one of them shows and another withholds, words otherwise, or lacks.
      """)

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
  @Flag(help: "List messages found more than once, and what their copies show apart.")
  var witnesses = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    let opened = try opened.open()
    let messages = try opened.messages().filter { message in
      if let person {
        let parties = [message.from] + message.to + message.cc
        guard parties.contains(where: { $0.value?.person == person }) else { return false }
      }
      if let thread, message.thread != thread { return false }
      if let year, message.sent.value?.year != year { return false }
      return !quotedOnly || !message.released
    }
    if witnesses {
      Listing(
        columns: [
          .key("message"), .key("count", "witnesses", number: true),
          .with("withheld in one", number: true) { String(Self.differences($0, .withheld)) },
          .with("other words", number: true) { String(Self.differences($0, .differs)) },
          .with("lacking", number: true) { String(Self.differences($0, .absent)) },
        ], rows: try opened.witnesses(of: messages).map(\.object),
        empty: "No message was found more than once."
      ).print(listing.format)
      return
    }
    Listing(
      columns: [
        .key("id"), .key("sent"), .key("from", limit: 32), .key("to", limit: 40),
        .key("subject", limit: 60), .key("origin"), .key("released"),
      ], rows: messages.map(\.object), empty: "No messages."
    ).print(listing.format)
  }

  private static func differences(
    _ row: JSONObject, _ kind: WitnessedMessage.Difference.Kind
  ) -> Int {
    guard case .array(let all)? = row["differences"] else { return 0 }
    return all.count { value in
      if case .object(let object) = value { object["kind"]?.cell == kind.rawValue } else { false }
    }
  }
}
