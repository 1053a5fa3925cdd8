// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy
import PolicyPages

extension AuditLog {
  /// The findings as one page for a browser.
  ///
  /// - Parameters:
  ///   - lines: in the order in which they are to be looked at.
  ///   - policies: the names of their files.
  package func page(
    lines: [Line], groups: [LogGroups], policies: [String], program: ProgramFiles = .current()
  ) throws -> String {
    func row(_ group: LogGroups.Group) -> LogPage.Table.Row {
      LogPage.Table.Row(value: group.value, events: group.events, verdicts: group.verdicts)
    }
    return try LogPage(
      title: logs.logs.map(\.name).joined(separator: ", "), events: logs.columns.count,
      entries: lines.map { line in
        LogPage.Entry(
          finding: line.finding, rows: line.rows, first: line.first.map { logs.label(of: $0) })
      },
      tables: groups.map { groups in
        LogPage.Table(
          key: groups.key, rows: groups.groups.map(row), total: row(groups.total))
      },
      unanswered: unanswered, accounts: logs.logs.map(Self.account), policies: policies,
      zone: zone.identifier, version: ProgramFiles.version
    ).html(templates: program.policyTemplates())
  }

  private static func account(_ name: String, _ reading: LogReading) -> LogPage.Account {
    LogPage.Account(
      name: name, rows: reading.rows, events: reading.events, failed: reading.failed,
      notEvents: reading.notEvents.sorted { $0.key < $1.key }.map {
        ($0.key, $0.value.count, $0.value.first)
      },
      failures: reading.failures.prefix(8).map { failure in
        (failure.row.map { "row \($0): " } ?? "") + failure.detail
      })
  }
}
