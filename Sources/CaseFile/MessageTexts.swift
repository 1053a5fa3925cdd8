// SPDX-License-Identifier: Apache-2.0

import Evidence
import Searching

/// The texts of a message by the columns of its search index.
struct MessageTexts {
  private var texts: [SearchColumn: String] = [:]

  init(_ message: Message, organizations: String) {
    texts[.subject] = message.subject.value
    texts[.sender] = Self.names([message.from])
    texts[.recipients] = Self.names(message.to)
    texts[.copied] = Self.names(message.cc)
    texts[.organizations] = organizations
    for (zone, column) in Self.zones {
      texts[column] = message.lines.filter { $0.zone == zone }.map(\.text).joined(separator: "\n")
    }
    // SQLite takes a text for ended where a byte of it is zero.
    for (column, text) in texts where text.utf8.contains(0) {
      texts[column] = text.replacing("\0", with: " ")
    }
  }

  subscript(column: SearchColumn) -> String { texts[column] ?? "" }

  /// In the order of the columns.
  var all: [String] { SearchColumn.allCases.map { self[$0] } }

  static let zones: [(MessageLine.Zone, SearchColumn)] = [
    (.new, .new), (.quoted, .quoted), (.signature, .signature), (.disclaimer, .disclaimer),
  ]

  private static func names(_ parties: [Fact<Party>]) -> String {
    parties.compactMap(\.value).map { party in
      [party.name, party.address, party.organization].compactMap { $0 }.joined(separator: " ")
    }.joined(separator: "\n")
  }

  /// Where the people of a message work, each place once, in the order of the message.
  static func organizations(of message: Message, people: [String: String]) -> String {
    var seen: Set<String> = []
    return ([message.from] + message.to + message.cc).compactMap(\.value)
      .compactMap { party in party.person.flatMap { people[$0] } ?? party.organization }
      .filter { seen.insert($0).inserted }.joined(separator: "\n")
  }
}
