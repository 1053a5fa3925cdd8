// SPDX-License-Identifier: Apache-2.0

import Events
import Evidence
import Foundation
import Tables

/// A table that is looked at before it is part of any case: what it is, and a first mapping for it.
package struct TableReading {
  package let url: URL
  package let form: TableForm
  package let tables: [TableProfile]
  private let files: ProgramFiles
  private static let agenciesRead = 20_000

  package init(_ url: URL, files: ProgramFiles) throws {
    (self.url, self.files) = (url, files)
    let result = try Self.named(url) {
      try TableProfiler.profile(
        TextInput(file: url), kind: Self.kind(url), isWithheld: { WithheldCell.isOne($0) })
    }
    (form, tables) = (result.form, result.tables)
  }

  /// The table with the most rows.
  package var largest: Int {
    tables.indices.max { (tables[$0].rows, $1) < (tables[$1].rows, $0) } ?? 0
  }

  /// The table of that name, or with that number from 1.
  package func table(named name: String) throws -> Int {
    if let found = tables.firstIndex(where: { $0.name?.lowercased() == name.lowercased() }) {
      return found
    }
    if let number = Int(name), tables.indices ~= number - 1 { return number - 1 }
    let names = tables.enumerated().map { "\($0 + 1) \($1.name ?? "the first table")" }
    throw CaseworkError(
      "\(url.path) has no table '\(name)'; it has \(names.joined(separator: ", "))")
  }

  // MARK: Proposing

  /// - Parameter home: the state whose agencies are told from others'.
  package func proposal(
    table: Int, wishes: MappingProposal.Wishes, home: String?
  ) throws -> MappingProposal {
    let rules = try files.proposalRules()
    func propose(_ agencies: [(name: String, answer: AgencyRules.Answer)]) throws -> MappingProposal
    {
      var writer = ProposalWriter(
        rules: rules, profile: tables[table], file: url.lastPathComponent, wishes: wishes,
        agencies: agencies)
      return try writer.propose()
    }
    // Which column names agencies is known once the kind is; what they are is needed to write it down.
    let first = try propose([("", .untold)])
    let named = first.slots.filter { $0.value.contains("table: ") }.compactMap(\.column)
    guard let column = named.first else { return try propose([]) }
    let counted = try agencies(table: table, column: column, home: home)
    let proposal = try propose(counted.names.map { ($0.name, $0.answer) })
    // What is proposed must be a mapping: it is read back before anyone sees it.
    do { _ = try Mapping(yaml: proposal.yaml, file: "proposal") } catch {
      throw CaseworkError("\(url.path): the proposal cannot be read back: \(error.description)")
    }
    return proposal
  }

  // MARK: Explaining

  /// What a mapping makes of the file.
  package func explanation(of mapping: Mapping, zone: TimeZone) throws -> MappingExplanation {
    var explainer = MappingExplainer(mapping, zone: zone)
    try Self.named(url) {
      try TableProfiler.rows(TextInput(file: url), kind: Self.kind(url), tables: tables) {
        _, batch in
        explainer.read(batch)
      }
    }
    return explainer.finish()
  }

  // MARK: Agencies

  /// The agencies a column names, with what they are.
  package func agencies(
    table: Int, column: String? = nil, home: String?
  ) throws -> AgencyCount {
    let rules = try files.agencyRules()
    let profile = tables[table]
    let wanted = try column ?? agencyColumn(of: profile)
    guard let place = profile.columns.firstIndex(where: { $0.name == wanted }) else {
      throw CaseworkError(
        "\(url.path) has no column '\(wanted)'; its columns are "
          + profile.columns.map(\.name).joined(separator: ", "))
    }
    let isList =
      profile.columns[place].lists * 2 > profile.columns[place].rows - profile.columns[place].blank
    let states = profile.columns.firstIndex {
      ["state", "st"].contains($0.name.lowercased()) && $0.kind != .blank
    }
    var count = AgencyCount(column: wanted, rules: rules, home: home)
    try Self.named(url) {
      try TableProfiler.rows(TextInput(file: url), kind: Self.kind(url), tables: tables) {
        index, batch in
        guard index == table else { return }
        for row in batch.rows {
          count.add(
            row.cells[place], row: row.number, stated: states.flatMap { row.cells[$0] },
            isList: isList)
        }
      }
    }
    count.settle()
    return count
  }

  private func agencyColumn(of profile: TableProfile) throws -> String {
    if let column = profile.columns.first(where: { $0.kind == .agency }) { return column.name }
    let words = [
      "agency", "agencies", "organization", "network", "networks", "name", "shared with",
    ]
    if let column = profile.columns.first(where: { words.contains($0.name.lowercased()) }) {
      return column.name
    }
    throw CaseworkError(
      "\(url.path): no column of \(profile.columns.map(\.name).joined(separator: ", ")) names agencies; "
        + "say which with --column")
  }

  // MARK: Files

  private static func kind(_ url: URL) -> SourceKind? {
    let name = url.lastPathComponent.lowercased()
    if name.contains(".jsonl") || name.contains(".ndjson") { return .jsonl }
    return name.contains(".csv") || name.contains(".tsv") ? .csv : nil
  }

  private static func named<Value>(_ url: URL, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as TableError {
      throw CaseworkError("\(url.path): \(error.detail)")
    }
  }
}

extension ProgramFiles {
  func proposalRules() throws -> ProposalRules {
    try ProposalRules(
      yaml: text("Data/mapping-proposals.yaml"), file: "Data/mapping-proposals.yaml")
  }

  func agencyRules() throws -> AgencyRules {
    try AgencyRules(yaml: text("Data/agency-classes.yaml"), file: "Data/agency-classes.yaml")
  }
}

package typealias Mapping = Events.Mapping
package typealias MappingProposal = Events.MappingProposal
package typealias MappingExplanation = Events.MappingExplanation
package typealias AgencyCount = Events.AgencyCount
