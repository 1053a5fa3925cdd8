// SPDX-License-Identifier: Apache-2.0

import Evidence
import Searching

/// The texts of a message by the columns of its search index.
struct MessageTexts {
  /// In the order of the columns.
  let all: [String]

  init(_ message: Message) {
    all = SearchColumn.allCases.map { column in
      let text =
        switch column {
        case .subject: message.subject.value ?? ""
        case .sender: Self.names([message.from])
        case .recipients: Self.names(message.to)
        case .copied: Self.names(message.cc)
        case .new: Self.lines(of: message, .new)
        case .quoted: Self.lines(of: message, .quoted)
        case .signature: Self.lines(of: message, .signature)
        case .disclaimer: Self.lines(of: message, .disclaimer)
        }
      // SQLite takes a text for ended where a byte of it is zero.
      return text.utf8.contains(0) ? text.replacing("\0", with: " ") : text
    }
  }

  subscript(column: SearchColumn) -> String { all[Self.places[column] ?? 0] }

  private static let places = Dictionary(
    uniqueKeysWithValues: zip(SearchColumn.allCases, SearchColumn.allCases.indices))

  static let zones: [(MessageLine.Zone, SearchColumn)] = [
    (.new, .new), (.quoted, .quoted), (.signature, .signature), (.disclaimer, .disclaimer),
  ]

  private static func lines(of message: Message, _ zone: MessageLine.Zone) -> String {
    var out = ""
    var isFirst = true
    for line in message.lines where line.zone == zone {
      if !isFirst { out += "\n" }
      out += line.text
      isFirst = false
    }
    return out
  }

  private static func names(_ parties: [Fact<Party>]) -> String {
    parties.compactMap(\.value).map { party in
      [party.name, party.address, party.organization].compactMap { $0 }.joined(separator: " ")
    }.joined(separator: "\n")
  }
}
