// SPDX-License-Identifier: Apache-2.0

import GRDB
import Searching

/// Words of an index that stand for one that is sought.
struct SearchVocabulary {
  private let db: Database
  /// An `fts5vocab` table of the kind `instance`: it finds a word without counting it.
  private let table: String

  init(_ db: Database, table: String) { (self.db, self.table) = (db, table) }

  /// More than these are no help to anybody.
  static let mostVariants = 60

  /// The forms of a word that occur, itself first whether it does or not.
  func forms(of word: String) throws -> [String] {
    let candidates = WordForms.candidates(of: word)
    guard candidates.count > 1 else { return [word] }
    let statement = try db.cachedStatement(sql: "SELECT 1 FROM \(table) WHERE term = ? LIMIT 1")
    return try [word]
      + candidates.dropFirst().filter { try Int.fetchOne(statement, arguments: [$0]) != nil }
  }

  /// The words that occur and may be `word` misread, the nearest first; itself in any case.
  ///
  /// Walks the sorted vocabulary and leaps over all that begins as no such word can.
  func misreadings(of word: String) throws -> [String] {
    let fuzzy = FuzzyWord(word)
    let statement = try db.cachedStatement(sql: "SELECT term FROM \(table) WHERE term >= ? LIMIT 1")
    var found: [(distance: Int, word: String)] = []
    var key = "0"
    while let term = try String.fetchOne(statement, arguments: [key]) {
      switch fuzzy.verdict(term) {
      case .found(let distance):
        found.append((distance, term))
        key = term + "\u{1}"
      case .open: key = term + "\u{1}"
      case .closed(let prefix):
        key = String(String.UnicodeScalarView(term.unicodeScalars.prefix(prefix))) + "\u{10FFFF}"
      }
    }
    let near = found.filter { $0.word != word }.sorted { $0 < $1 }.map(\.word)
    return [word] + near.prefix(Self.mostVariants - 1)
  }
}
