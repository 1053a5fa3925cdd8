// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct EventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "List events, or confirm, edit and reject suggested ones.",
    discussion: """
      --review asks about each suggested event in turn. --confirm and --reject decide one by its id; \
      --set corrects a fact first, as slot=value, slot=value+value, or slot=unknown:redacted. Every \
      decision bears the reviewer's name and stands in the activity log.
      """)

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @Option(help: "Only this status: \(Event.Status.listed).")
  var status: Event.Status?
  @Option(help: "Only this action, such as release-notification.")
  var action: String?
  @Option(help: "Only events from this source: a name or the first digits of its id.")
  var source: String?
  @Option(help: "Only events whose actor is called this, such as an account.")
  var party: String?
  @Flag(help: "Ask about each suggested event.")
  var review = false
  @Option(help: ArgumentHelp("Confirm this event.", valueName: "id"))
  var confirm: [String] = []
  @Option(help: ArgumentHelp("Reject this event.", valueName: "id"))
  var reject: [String] = []
  @Option(help: ArgumentHelp("Take back the decision on this event.", valueName: "id"))
  var reopen: [String] = []
  @Option(help: ArgumentHelp("With --confirm: correct a fact.", valueName: "slot=value"))
  var set: [String] = []
  @Option(help: "Why, for the record.")
  var note: String?
  @Option(help: "Who decides.")
  var reviewer: String?
  @OptionGroup var common: CommonOptions

  func validate() throws {
    let decides = review || !confirm.isEmpty || !reject.isEmpty || !reopen.isEmpty
    if decides && reviewer == nil {
      throw ValidationError("A decision needs --reviewer NAME: it stands in the activity log.")
    }
    if !set.isEmpty && confirm.count != 1 {
      throw ValidationError("--set goes with exactly one --confirm.")
    }
  }

  func run() throws {
    let opened = try opened.open()
    if let reviewer, review {
      try EventReview(case: opened, reviewer: reviewer, style: common.style).run()
      return
    }
    if let reviewer, !(confirm + reject + reopen).isEmpty {
      let changes = try FactEdit.changes(set)
      for id in confirm {
        try opened.decide(id, .confirmed, reviewer: reviewer, changes: changes, note: note)
        common.say("\(id): confirmed by \(reviewer)")
      }
      for id in reject {
        try opened.decide(id, .rejected, reviewer: reviewer, note: note)
        common.say("\(id): rejected by \(reviewer)")
      }
      for id in reopen {
        try opened.decide(id, .reopened, reviewer: reviewer, note: note)
        common.say("\(id): reopened by \(reviewer)")
      }
      return
    }
    try list(opened)
  }

  private func list(_ opened: OpenCase) throws {
    let sources = try source.map { Set(try opened.sources(named: $0)) }
    let events = try opened.events().filter { event in
      (status == nil || event.status == status) && (action == nil || event.action == action)
        && (party == nil || event.parties[.actor] == party)
        && (sources.map { ids in event.citations.contains { ids.contains($0.source) } } ?? true)
    }
    let zone = opened.zone
    let times = Dictionary(
      events.map { ($0.id, $0.time.map { EventSentence.day($0, in: zone) } ?? "") },
      uniquingKeysWith: { a, _ in a })
    Listing(
      columns: [
        .key("id"), .with("time") { times[$0["id"]?.cell ?? ""] ?? "" }, .key("status"),
        .key("action"), .key("actor"), .key("recipient"), .key("information"), .key("purpose"),
        .with("quote", limit: 60) {
          guard case .array(let citations)? = $0["citations"] else { return "" }
          return citations.first?.cell ?? ""
        },
      ], rows: events.map { $0.object(in: zone) }, empty: "No events."
    ).print(listing.format)
  }
}
