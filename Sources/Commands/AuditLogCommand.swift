// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence
import Foundation
import Policy

struct AuditLogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit-log",
    abstract: "Hold the rows of a large log against policies, without a case.",
    discussion: """
      Reads the table once, decides each different situation once, and prints how many rows come to \
      what, out of how many, with the first rows of each. What an open verdict still depends on is \
      said. Every row is accounted for: an event, a row that could not be read, or no event of the \
      mapping. A verdict on a row is that which the same event has alone in a case.
      """)

  @Argument(help: "The log: a CSV file, or a workbook.", completion: .file())
  var log: String
  @Option(help: ArgumentHelp("The mapping that says what its rows are.", valueName: "file"))
  var mapping: String
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Policy files or folders; those the program comes with otherwise."))
  var policies: [String] = []
  @Option(help: "The place whose rules bind, where the mapping names none.")
  var place: String?
  @Option(help: "The time zone of days, as America/Chicago.")
  var zone = "America/New_York"
  @Option(help: "Work on so many cores.")
  var workers = ProcessInfo.processInfo.activeProcessorCount
  @Option(help: "Rows named for each line.")
  var rows = 3
  @Option(help: "Only this verdict: \(Verdict.listed).")
  var verdict: Verdict?
  @Flag(help: "Say on standard error how long each step took.")
  var timings = false
  @OptionGroup var engine: AuditLogEngine
  @OptionGroup var listing: ListingOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard TimeZone(identifier: zone) != nil else {
      throw ValidationError("there is no time zone '\(zone)'; write one such as America/Chicago")
    }
    guard workers > 0, rows >= 0 else {
      throw ValidationError("--workers needs a number from 1, --rows one from 0")
    }
  }

  func run() throws {
    guard let zone = TimeZone(identifier: zone) else { return }
    var files = PolicyFiles()
    files.paths = policies
    let read = try files.readable()
    if engine.isUsed { return try runWithEngine(read, zone: zone) }
    let meter = common.meter
    let audit = try AuditLog(
      URL(filePath: log), mapping: URL(filePath: mapping), policies: read, place: place,
      zone: zone, workers: workers, progress: meter.progress)
    meter.end()
    let lines = LogListing.ordered(audit.lines(rowsEach: rows), only: verdict)
    if listing.format == .text {
      LogListing(audit: audit, lines: lines, style: common.style).print()
    } else {
      Listing(columns: [], rows: lines.map(\.object), empty: "").print(listing.format)
    }
    if timings {
      for (step, took) in audit.seconds {
        Terminal.complain(
          "\(step) \((took * 1_000).rounded() / 1_000) s", prefix: nil)
      }
    }
    if lines.contains(where: \.finding.verdict.isToLookAt) { throw ExitCode.toLookAt }
  }
}

extension AuditLog.Line {
  var object: JSONObject {
    var out = JSONObject()
    out["instrument"] = finding.instrument.map { .string($0) } ?? .null
    out["rule"] = finding.rule.map { .string($0) } ?? .null
    out["verdict"] = .string(finding.verdict.rawValue)
    out["rows"] = .int(rows)
    out["events"] = .int(events)
    out["until"] = .array(finding.until.map { .object($0.object) })
    out["why"] = .strings(finding.why)
    out["first"] = .array(first.map { .int($0) })
    return out
  }
}

/// The findings on a log for people to read.
struct LogListing {
  let audit: AuditLog
  let lines: [AuditLog.Line]
  let style: TextStyle

  /// What is to be looked at first, and of that what is said of most rows.
  static func ordered(_ lines: [AuditLog.Line], only verdict: Verdict?) -> [AuditLog.Line] {
    lines.filter { verdict == nil || $0.finding.verdict == verdict }
      .enumerated().sorted {
        ($0.element.finding.verdict.rank, -$0.element.rows, $0.offset)
          < ($1.element.finding.verdict.rank, -$1.element.rows, $1.offset)
      }.map(\.element)
  }

  func print() {
    for line in lines { Self.print(line, style) }
    Self.print(audit.reading)
    if audit.findings.alone > 0 {
      Terminal.print("  \(Self.grouped(audit.findings.alone)) rows were decided each by itself.")
    }
    if audit.findings.bounded > 0 {
      Terminal.print(
        "  \(Self.grouped(audit.findings.bounded)) of them may be about anybody among thousands of "
          + "rows: more may be left open of these than need be, never less.")
    }
  }

  static func print(_ line: AuditLog.Line, _ style: TextStyle) {
    let finding = line.finding
    let rule = [finding.instrument, finding.rule].compactMap { $0 }.joined(separator: " ")
    let share = Double(line.rows) / Double(max(1, line.events)) * 100
    Terminal.print(
      "\(style.verdict(finding.verdict))  \(rule.isEmpty ? "no rule" : rule)"
        + (finding.cite.map { " (\($0))" } ?? "")
        + "  \(grouped(line.rows)) of \(grouped(line.events)) events"
        + " (\((share * 100).rounded() / 100) %)")
    for why in finding.why { Terminal.print("  · " + why.printable) }
    for settling in finding.until { Terminal.print("  ? " + settling.sentence) }
    if !line.first.isEmpty {
      let more = line.rows > line.first.count ? " …" : ""
      Terminal.print("  rows " + line.first.map(String.init).joined(separator: ", ") + more)
    }
    Terminal.print("")
  }

  /// An account of every row.
  static func print(_ reading: LogReading) {
    Terminal.print(
      "\(grouped(reading.rows)) rows: \(grouped(reading.columns.count)) events, "
        + "\(grouped(reading.failed)) that could not be read, "
        + "\(grouped(reading.notEvents.values.reduce(0) { $0 + $1.count })) that are no event "
        + "of the mapping.")
    for (why, entry) in reading.notEvents.sorted(by: { $0.key < $1.key }) {
      Terminal.print(
        "  no event: \(why): \(grouped(entry.count)), rows "
          + entry.first.map(String.init).joined(separator: ", ")
          + (entry.count > entry.first.count ? " …" : ""))
    }
    for failure in reading.failures.prefix(8) {
      Terminal.print(
        "  not read: " + (failure.row.map { "row \($0): " } ?? "") + failure.detail.printable)
    }
    if reading.failed > 8 { Terminal.print("  … and \(reading.failed - 8) more not read") }
  }

  static func grouped(_ number: Int) -> String {
    var digits = String(number)
    var out = ""
    while digits.count > 3 {
      out = "," + digits.suffix(3) + out
      digits.removeLast(3)
    }
    return digits + out
  }
}
