// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct RepliesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replies", abstract: "List answers and how many minutes they took.",
    discussion: """
      business_minutes counts office hours: Monday to Friday, 09:00–17:00 without public holidays, \
      or what an office-hours.yaml added to the case says. certain: no marks answers in doubt; \
      doubts says why. zones says whether the times state their zones or are read in the case's.

      --within 10 lists the certain answers that came within ten minutes, with their share of all.
      """)

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Option(help: "Only answers by this person.")
  var from: String?
  @Option(help: "Only answers to this person.")
  var to: String?
  @Option(help: ArgumentHelp("Only certain answers within so many minutes.", valueName: "minutes"))
  var within: Int?
  @Flag(help: "Only certain answers.")
  var certain = false
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let within, within < 0 { throw ValidationError("--within takes a number of minutes.") }
  }

  func run() throws {
    let answers = try opened.open().replies().filter {
      (from == nil || $0.from == from) && (to == nil || $0.to == to)
    }
    let sure = answers.filter(\.certain)
    var replies = certain ? sure : answers
    if let within {
      replies = sure.filter { $0.minutes <= within }
      if listing.format == .text {
        Terminal.print(Self.sentence(replies.count, within, sure.count, answers.count - sure.count))
      }
    }
    Listing(
      columns: [
        .key("from"), .key("to"), .key("minutes", number: true),
        .key("business_minutes", "in office hours", number: true), .key("certain"),
        .key("zones"), .key("doubts"),
        .key("message"), .key("in_reply_to", "answers"),
      ], rows: replies.map(\.object), empty: "No answered messages."
    ).print(listing.format)
  }

  /// "7 of 23 certain answers came within 10 minutes (30 %, Wilson 95 % 16–51 %); …".
  private static func sentence(_ fast: Int, _ limit: Int, _ sure: Int, _ unsure: Int) -> String {
    let share = OpenCase.share(fast, of: sure)
    return "\(fast) of \(sure) certain answers came within \(limit) minutes"
      + (share.map { " (\($0))" } ?? "") + "; not counted: \(unsure) in doubt."
  }
}
