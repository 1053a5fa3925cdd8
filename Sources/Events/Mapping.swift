// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// How the rows of a table become events: a `*.mapping.yaml` file. See `docs/MAPPING.md`.
package struct Mapping: Sendable {
  enum RowMode: String, Sendable, CaseIterable { case first, all }

  var name: String
  var sources: [Glob]
  /// Empty means every sheet.
  var sheets: [Glob]
  package var place: String?
  var rows: RowMode
  var withheld: [Glob]
  var templates: [EventTemplate]
  var coverage: [CoverageClaim]
  /// The zone of the file's own times and of its coverage; nil for the case's.
  var zone: TimeZone?

  /// - Parameter file: the name by which errors tell the file.
  package init(yaml: String, file: String) throws(MappingError) {
    self = try MappingParser.parse(yaml: yaml, file: file)
  }

  init(
    name: String, sources: [Glob], sheets: [Glob], place: String?, rows: RowMode,
    withheld: [Glob], templates: [EventTemplate], coverage: [CoverageClaim], zone: TimeZone?
  ) {
    (self.name, self.sources, self.sheets, self.place) = (name, sources, sheets, place)
    (self.rows, self.withheld, self.templates) = (rows, withheld, templates)
    (self.coverage, self.zone) = (coverage, zone)
  }

  /// Whether the mapping's `source` globs name this file; folders above it are ignored.
  package func matches(sourceName: String) -> Bool {
    let name = sourceName.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
    return sources.contains { $0.matches(String(name)) }
  }

  /// What the table is complete for, by the mapping's author.
  func claims(source: SourceID, zone: TimeZone) -> [Coverage] {
    let zone = self.zone ?? zone
    func span(_ from: Moment, _ to: Moment) -> TimeSpan {
      TimeSpan(from: from.span(in: zone).from, to: to.span(in: zone).to)
    }
    return coverage.map { claim in
      Coverage(
        source: source, actions: claim.actions, actors: claim.actors,
        span: span(claim.from, claim.to), gaps: claim.gaps.map { span($0.from, $0.to) })
    }
  }

  /// The events of a table.
  ///
  /// `rows` of the result counts the rows of `sheets`; what the table's reader could not read is
  /// not among them. With `rows: first`, each is one event, or one failure, or one of `notEvents`.
  /// With `rows: all`, a row can give several events, and a failure beside them if one of its
  /// times cannot be read.
  package func events(
    in sheets: [Sheet], source: SourceID, zone: TimeZone, place: String?
  ) -> MappedEvents {
    var run = MappingRun(mapping: self, source: source, zone: zone, place: self.place ?? place)
    for sheet in sheets { run.read(sheet) }
    return run.finish()
  }
}
