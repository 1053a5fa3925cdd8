// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Figures

extension OpenCase {
  /// Everything the case knows, audited if need be.
  package func record() throws -> CaseRecord {
    let findings = try findings()
    let sources = try store.sources()
    let copies = try store.pageCopies()
    let bates = try batesReport(copies: copies)
    let (messages, people) = (try store.messages(), try store.people())
    return CaseRecord(
      name: settings.name, zone: settings.zone, place: settings.place,
      sources: sources.map(\.source), failures: try store.failures(),
      rows: try store.counts().mapValues(\.rows),
      pages: try sources.flatMap { try store.pages(of: $0.source.id) },
      messages: messages, people: people, replies: try store.replies(),
      events: try store.events(), findings: findings, instruments: try instruments(),
      privateMarks: try store.privateMarks(), exposures: try store.exposures(ofFiles: true),
      copies: copies, bates: bates,
      missing: try missingReport(messages: messages, people: people, gaps: bates.gaps))
  }

  package func figures() throws -> [Figure] { FigureMaker.figures(of: try record()) }

  /// "30 %, Wilson 95 % 16–51 %"; nil of none.
  package static func share(_ count: Int, of whole: Int) -> String? {
    guard whole > 0 else { return nil }
    let ends = Interval.wilson(successes: count, of: whole).map { Int(($0 * 100).rounded()) }
    let value = Int((Double(count) * 100 / Double(whole)).rounded())
    return "\(value) %, Wilson 95 % \(ends[0])–\(ends[1]) %"
  }
}
