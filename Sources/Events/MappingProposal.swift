// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// A first mapping for a table, with why each of its parts is as it is.
package struct MappingProposal: Sendable {
  /// What is settled beforehand, by a person.
  package struct Wishes: Sendable {
    package var kind: String?
    /// The column for a slot, or for `time`.
    package var columns: [String: String] = [:]
    package var zone: String?
    package var order: DateOrder?
    package var place: String?
    /// Who acts, where the table does not tell.
    package var actor: String?

    package init() {}
  }

  /// How well a kind of table fits, and by what.
  package struct Fit: Sendable {
    package var kind: String
    package var says: String
    package var points: Int
    package var evidence: [String]
    package var against: [String]
  }

  /// One slot of the proposed events.
  package struct SlotLine: Sendable {
    package var slot: String
    /// As the mapping writes it.
    package var value: String
    package var why: String
    package var isUnsure: Bool
    package var column: String?
  }

  /// The kind that was taken; nil where none fits well enough.
  package var kind: Fit?
  /// All kinds with any points, best first.
  package var fits: [Fit]
  package var time: SlotLine
  package var slots: [SlotLine]
  /// What a person has to look at before relying on it.
  package var questions: [String]
  package var yaml: String
}

/// What is wrong with a wish.
package struct ProposalError: Error, Sendable, CustomStringConvertible {
  package let description: String
}

/// Scores the kinds of tables against a profile.
struct KindFinder {
  let rules: ProposalRules
  let profile: TableProfile
  /// The names of the file and the sheet, and the titles above the header.
  let titles: [String]

  /// Best first.
  func fits() -> [MappingProposal.Fit] {
    let words = profile.columns.map { Self.words($0.name) }
    let titled = titles.map { Self.words($0) }
    return rules.kinds.enumerated().map { index, kind in
      var fit = MappingProposal.Fit(
        kind: kind.name, says: kind.says, points: 0, evidence: [], against: [])
      if let found = kind.file.first(where: { file in
        titled.contains { file.phrase.isFound(in: Self.split($0)) }
      }) {
        fit.points += 2
        fit.evidence.append("'\(found.text)' stands in the name of the file or in a title (2)")
      }
      for scored in kind.columns {
        guard let (column, text) = column(scored.phrases, words) else { continue }
        fit.points += scored.points
        fit.evidence.append("the column '\(column)' (\(text): \(scored.points))")
      }
      for scored in kind.values {
        guard let (value, column) = value(scored.phrases) else { continue }
        fit.points += scored.points
        fit.evidence.append("'\(value)' in the column '\(column)' (\(scored.points))")
      }
      for (columnKind, isThere, points) in kind.holds {
        let column = profile.columns.first { $0.kind == columnKind }
        guard (column != nil) == isThere else { continue }
        fit.points += points
        fit.evidence.append(
          column.map { "the column '\($0.name)' holds \(columnKind.rawValue) (\(points))" }
            ?? "no column holds \(columnKind.rawValue) (\(points))")
      }
      for scored in kind.without {
        guard let (column, text) = column(scored.phrases, words) else { continue }
        fit.points -= scored.points
        fit.against.append("the column '\(column)' (\(text): −\(scored.points))")
      }
      return (index, fit)
    }
    .filter { $0.1.points > 0 }
    .sorted { ($1.1.points, $0.0) < ($0.1.points, $1.0) }
    .map(\.1)
  }

  private func column(
    _ phrases: [(phrase: PhrasePattern, text: String)], _ words: [[UInt8]]
  ) -> (String, String)? {
    for phrase in phrases {
      for (index, name) in words.enumerated() where phrase.phrase.isFound(in: Self.split(name)) {
        return (profile.columns[index].name, phrase.text)
      }
    }
    return nil
  }

  private func value(_ phrases: [(phrase: PhrasePattern, text: String)]) -> (String, String)? {
    for phrase in phrases {
      for column in profile.columns {
        // One value among thousands is no evidence of what the table is.
        let found = column.common.filter {
          phrase.phrase.isFound(in: Self.split(PhrasePattern.normal($0.value)))
        }
        let rows = found.reduce(0) { $0 + $1.count }
        if let first = found.first, rows * 20 >= max(1, column.rows - column.blank) {
          return (first.value, column.name)
        }
      }
    }
    return nil
  }

  /// The words of a column's name: "searchDate" and "SEARCH_DATE" are "search date".
  static func words(_ name: String) -> [UInt8] {
    var out = ""
    var before: Character = " "
    for character in name {
      if character.isUppercase, before.isLowercase || before.isNumber { out.append(" ") }
      out.append(character)
      before = character
    }
    return PhrasePattern.normal(out)
  }

  static func split(_ words: [UInt8]) -> [ArraySlice<UInt8>] { words.split(separator: 0x20) }
}
