// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence
import Foundation

/// How a log is held against policies by another engine, in two runs of the verb.
struct AuditLogEngine: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the audit as SQL for another engine instead: "
        + "\(AuditLogSQL.dialects.joined(separator: " or ")).",
      valueName: "engine"))
  var emit: String?
  @Option(
    help: ArgumentHelp(
      "The folder for what --emit writes; with --vectors, gets the lists of vectors whose rows are "
        + "wanted and whose rows are decided by themselves.", valueName: "folder"),
    completion: .directory)
  var into: String?
  @Option(
    help: ArgumentHelp(
      "Decide the vectors that the engine returned for query.sql, as CSV.", valueName: "file"),
    completion: .file())
  var vectors: String?
  @Option(
    help: ArgumentHelp(
      "Decide by themselves the rows that the engine returned for alone.sql, as CSV.",
      valueName: "file"),
    completion: .file())
  var alone: String?

  func validate() throws {
    if emit != nil, vectors != nil {
      throw ValidationError("--emit comes first, --vectors once the engine has answered")
    }
    if emit != nil, into == nil { throw ValidationError("--emit needs --into and a folder") }
    if let emit, !AuditLogSQL.dialects.contains(emit) {
      throw ValidationError(
        "--emit knows no engine '\(emit)'; write \(AuditLogSQL.dialects.joined(separator: " or "))")
    }
    if alone != nil, vectors == nil { throw ValidationError("--alone needs --vectors") }
    if into != nil, emit == nil, vectors == nil {
      throw ValidationError("--into needs --emit or --vectors")
    }
  }

  var isUsed: Bool { emit != nil || vectors != nil }
}

extension AuditLogCommand {
  /// Writes for the engine, or decides what it returned.
  func runWithEngine(_ task: Task) throws {
    let meter = common.meter
    let audit = try AuditLogSQL(
      task.sources, policies: task.policies, place: task.place, zone: task.zone, cache: task.cache,
      workers: workers, dialect: engine.emit ?? AuditLogSQL.dialects[0],
      progress: meter.progress)
    meter.end()
    let folder = engine.into.map { URL(filePath: $0) }
    guard let vectors = engine.vectors else {
      if let folder {
        try audit.write(to: folder)
        let events = audit.logs.columns.count.grouped
        common.say("wrote \(events) events to \(folder.path)")
      }
      return
    }
    let found = try audit.decide(
      vectors: URL(filePath: vectors), alone: engine.alone.map { URL(filePath: $0) },
      wanted: verdict, lists: folder)
    let lines = LogListing.ordered(found.lines, only: verdict)
    if listing.format == .text {
      for line in lines { LogListing.print(line, audit.logs, common.style) }
      LogListing.print(audit.logs)
    } else {
      Listing(columns: [], rows: lines.map { $0.object(in: audit.logs) }, empty: "").print(
        listing.format)
    }
    if found.open > 0 {
      common.say(
        "\(found.open.grouped) rows are decided by themselves: load audit_alone.csv (--into "
          + "writes it), run alone.sql, and give what it returns with --alone")
    }
    if found.open > 0 || lines.contains(where: \.finding.verdict.isToLookAt) {
      throw ExitCode.toLookAt
    }
  }
}
