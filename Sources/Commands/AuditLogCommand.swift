// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence
import Foundation
import Policy

struct AuditLogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit-log",
    abstract: "Hold the rows of large logs against policies, as columns.",
    discussion: """
      Reads each table once, decides each different situation once, and prints how many rows come to \
      what, out of how many, with the first rows of each. What an open verdict still depends on is \
      said. Every row is accounted for: an event, a row that could not be read, or no event of the \
      mapping. A verdict on a row is that which the same event has alone in a case.

      Several logs are held against the policies together: a call in one may be what a release in \
      another asks for. People are the same by the same name or number, without regard to case; a \
      blank or withheld one may be anybody.

        brightline audit-log calls.csv releases.csv --mapping *.mapping.yaml

      With --case the tables, mappings and policies are those of a case, and a table that was read \
      once is kept in the case's cache: asked again, it is at hand.

        brightline audit-log --case fairview.case --by month

      --rule asks one rule for once, for instance how many were released after a call to ICE: \
      violated are those that certainly were, undetermined those that may have been.

        brightline audit-log --case fairview.case --rule \
      "jail must not release person if there was disclosure to ICE within 2 hours before release"

      --by groups the rows by year, month or day, by a slot such as purpose or recipient, or by a \
      column of the table such as Account; each row is counted once, under what is to be looked at \
      first, out of all the group's events.
      """)

  @Argument(
    help:
      "The logs: CSV or JSON Lines files, packed ones too, or workbooks; with --case, its tables.",
    completion: .file())
  var logs: [String] = []
  @Option(
    name: .customLong("case"),
    help: ArgumentHelp("The case whose tables are meant.", valueName: "case"),
    completion: .directory)
  var folder: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The mappings that say what rows are.", valueName: "file"),
    completion: .file())
  var mapping: [String] = []
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Policy files or folders; those of the case, or those the program comes with, otherwise."))
  var policies: [String] = []
  @Option(
    help: ArgumentHelp(
      "Ask one rule, written here as in a policy file, instead of those of policies.",
      valueName: "text"))
  var rule: String?
  @Option(help: "The place whose rules bind, where the mapping names none.")
  var place: String?
  @Option(help: "The time zone of days, as America/Chicago; the case's, or America/New_York.")
  var zone: String?
  @Option(help: "Work on so many cores.")
  var workers = ProcessInfo.processInfo.activeProcessorCount
  @Option(help: "Rows named for each line.")
  var rows = 3
  @Option(help: "Only this verdict: \(Verdict.listed).")
  var verdict: Verdict?
  @Option(help: ArgumentHelp("Group the rows by this and count.", valueName: "key"))
  var by: [String] = []
  @Option(
    help: ArgumentHelp(
      "Write every row that is to be looked at, or has the --verdict, to a CSV file.",
      valueName: "file"),
    completion: .file())
  var rowsInto: String?
  @Option(
    help: ArgumentHelp("Write the findings as a page for a browser.", valueName: "file"),
    completion: .file())
  var page: String?
  @Flag(help: "Say on standard error how long each step took.")
  var timings = false
  @OptionGroup var engine: AuditLogEngine
  @OptionGroup var listing: ListingOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let zone, TimeZone(identifier: zone) == nil {
      throw ValidationError("there is no time zone '\(zone)'; write one such as America/Chicago")
    }
    guard workers > 0, rows >= 0 else {
      throw ValidationError("--workers needs a number from 1, --rows one from 0")
    }
    if folder == nil {
      guard !logs.isEmpty else { throw ValidationError("name a log, or a case with --case") }
      guard !mapping.isEmpty else {
        throw ValidationError(
          "--mapping must name what says what the rows are; `brightline map FILE` proposes one")
      }
    } else if !mapping.isEmpty {
      throw ValidationError("with --case the mappings are the case's; `brightline add` adds one")
    }
    if rule != nil, !policies.isEmpty {
      throw ValidationError("give --rule or --policies, not both")
    }
    if engine.isUsed, !by.isEmpty || rowsInto != nil || page != nil {
      throw ValidationError("--by, --rows-into and --page need the rows, which the engine has")
    }
  }

  /// What is audited, by what and how.
  struct Task {
    var sources: [LogSource]
    var policies: ReadPolicies
    var zone: TimeZone
    var place: String?
    var cache: LogCache?
  }

  private func task() throws -> Task {
    let opened = try folder.map {
      try OpenCase.open(at: URL(filePath: $0), who: CaseOptions.who)
    }
    let zone = zone.flatMap { TimeZone(identifier: $0) }
    guard let usual = TimeZone(identifier: "America/New_York") else {
      throw ValidationError("this machine has no data of time zones")
    }
    let sources =
      try opened.map { try $0.logs(named: logs) }
      ?? LogSource.files(
        logs.map { URL(filePath: $0) }, mappings: mapping.map { URL(filePath: $0) })
    let place = place ?? opened?.settings.place
    return Task(
      sources: sources,
      policies: try readPolicies(in: sources.lazy.compactMap(\.place).first ?? place),
      zone: zone ?? opened?.zone ?? usual, place: place,
      cache: opened.map { LogCache(in: $0.folder) })
  }

  private func readPolicies(in place: String?) throws -> ReadPolicies {
    var files = PolicyFiles()
    guard let rule else {
      files.paths = policies.isEmpty ? folder.map { [$0] } ?? [] : policies
      return try files.readable()
    }
    guard let place else {
      throw ValidationError("--rule needs --place: neither the mapping nor a case names one")
    }
    return try files.readable(
      ReadPolicies(texts: [
        (
          "--rule",
          """
          # Asked

          ```policy
          instrument ASKED for \(place.filter { $0 != " " }) in force 1800-01-01 cite "asked"
          rule asked: \(rule)
          ```

          """
        )
      ]))
  }

  func run() throws {
    let task = try task()
    if engine.isUsed { return try runWithEngine(task) }
    let meter = common.meter
    let audit = try AuditLog(
      task.sources, policies: task.policies, place: task.place, zone: task.zone,
      slots: shownSlots, labels: by.compactMap(LogGroups.column), cache: task.cache,
      workers: workers,
      progress: meter.progress)
    meter.end()
    let groups = try by.map { try LogGroups(audit, by: $0) }
    let lines = LogListing.ordered(audit.lines(rowsEach: rows), only: verdict)
    switch (listing.format, groups.isEmpty) {
    case (.text, _):
      LogListing(audit: audit, lines: lines, style: common.style).print()
      for group in groups { LogGroupTable(groups: group).print() }
    case (_, true):
      Listing(columns: [], rows: lines.map { $0.object(in: audit.logs) }, empty: "").print(
        listing.format)
    case (_, false):
      Listing(columns: [], rows: groups.flatMap(\.objects), empty: "").print(listing.format)
    }
    if let rowsInto {
      let count = try LogRowsFile(audit: audit, only: verdict).write(to: URL(filePath: rowsInto))
      common.say("wrote \(count.grouped) lines to \(rowsInto)")
    }
    if let page {
      try audit.page(lines: lines, groups: groups, policies: task.policies.texts.keys.sorted())
        .write(to: URL(filePath: page), atomically: true, encoding: .utf8)
      common.say("wrote \(page)")
    }
    if timings { printTimings(audit) }
    if lines.contains(where: \.finding.verdict.isToLookAt) { throw ExitCode.toLookAt }
  }

  /// What is shown of rows, whether a policy asks it or not.
  private var shownSlots: Set<Slot> {
    let grouped = by.filter { LogGroups.column($0) == nil }.map { Slot(rawValue: $0) }
    return Set(grouped + (rowsInto == nil ? [] : ["person"]))
  }

  private func printTimings(_ audit: AuditLog) {
    for (step, took) in audit.seconds {
      Terminal.complain("\(step) \((took * 1_000).rounded() / 1_000) s", prefix: nil)
    }
    if audit.logs.known > 0 {
      Terminal.complain("\(audit.logs.known) of the logs were in the cache", prefix: nil)
    }
  }
}
