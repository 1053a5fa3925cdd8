// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct FindingFilter: ParsableArguments {
  @Option(help: "Only this verdict: \(Verdict.listed).")
  var verdict: Verdict?
  @Option(help: "Only this instrument.")
  var instrument: String?
  @Option(help: "Only this rule of it.")
  var rule: String?
  @Option(help: "Only events of this status: suggested, confirmed, logged.")
  var status: Event.Status?
  @Option(help: "Only this event.")
  var event: String?

  func admits(_ finding: Finding) -> Bool {
    (verdict == nil || finding.verdict == verdict)
      && (instrument == nil || finding.instrument == instrument)
      && (rule == nil || finding.rule == rule) && (status == nil || finding.status == status)
      && (event == nil || finding.event == event)
  }
}

extension Verdict: ExpressibleByArgument {}
extension Event.Status: ExpressibleByArgument {}

/// Findings on the screen: many of one kind in one line, the rest one by one.
struct FindingListing {
  let opened: OpenCase
  var findings: [Finding]
  /// How many with one rule, verdict and reasons are printed one by one.
  var shownAlike = 3

  init(case opened: OpenCase, findings: [Finding], filter: FindingFilter) {
    self.opened = opened
    self.findings = findings.filter(filter.admits).enumerated().sorted {
      ($0.element.verdict.rank, $0.offset) < ($1.element.verdict.rank, $1.offset)
    }.map(\.element)
  }

  func show(_ format: OutputFormat, common: CommonOptions) throws {
    if format == .text {
      for line in try text(common.style, verbose: common.verbose) { Terminal.print(line) }
    } else {
      Listing(columns: [], rows: findings.map(\.object), empty: "").print(format)
    }
    if findings.contains(where: \.verdict.isToLookAt) { throw ExitCode.toLookAt }
  }

  func text(_ style: TextStyle, verbose: Bool, summed: Bool = true) throws -> [String] {
    let events = Dictionary(
      try opened.events().map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    var lines: [String] = []
    var shown: [String: Int] = [:]
    for finding in findings {
      // Two thousand rows with one reason are read once; --verbose prints them all.
      let key =
        "\(finding.verdict) \(finding.instrument ?? "") \(finding.rule ?? "") "
        + "\(finding.status) \(finding.why.joined())"
      shown[key, default: 0] += 1
      if !verbose && shown[key, default: 0] > shownAlike { continue }
      lines += Self.lines(finding, events[finding.event], style: style, case: opened)
    }
    let hidden = shown.values.reduce(0) { $0 + (verbose ? 0 : max(0, $1 - shownAlike)) }
    if hidden > 0 {
      lines.append(
        "… and \(hidden) more with the same rule, verdict and reasons; --verbose prints them.")
    }
    return summed ? lines + summary(style) : lines
  }

  static func lines(
    _ finding: Finding, _ event: Event?, style: TextStyle, case opened: OpenCase
  ) -> [String] {
    var lines = [
      style.verdict(finding.verdict) + "  " + finding.ruleTitle
        + (finding.cite.map { " (\($0))" } ?? "") + "  [\(finding.status.rawValue)]"
    ]
    if let event { lines.append("  " + EventSentence.text(event, in: opened.zone)) }
    lines += finding.why.map { "  · " + $0.printable }
    lines += finding.until.map { "  ? " + $0.sentence }
    for citation in finding.citations {
      lines.append("  \(EventSentence.quote(citation, limit: 110))  \(citation.label)")
    }
    return lines + [""]
  }

  func summary(_ style: TextStyle) -> [String] {
    guard !findings.isEmpty else { return ["No findings."] }
    var counts: [Verdict: [Event.Status: Int]] = [:]
    for finding in findings {
      counts[finding.verdict, default: [:]][finding.status, default: 0] += 1
    }
    return ["\(AddReport.count(findings.count, "finding")):"]
      + Verdict.allCases.sorted { $0.rank < $1.rank }.compactMap { verdict in
        guard let byStatus = counts[verdict] else { return nil }
        let parts = Event.Status.allCases.compactMap { status in
          byStatus[status].map { "\($0) \(status.rawValue)" }
        }
        let total = byStatus.values.reduce(0, +)
        return "  " + String(total).padded(to: 6) + verdict.rawValue.padded(to: 18)
          + parts.joined(separator: ", ")
      }
  }
}

extension Settling {
  /// "basis is judicial-warrant → permitted".
  var sentence: String {
    facts.joined(separator: " and ").printable + " → " + settles.rawValue
  }
}
