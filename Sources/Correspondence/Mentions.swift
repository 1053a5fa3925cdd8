// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A party as messages write it, once for all that write it so.
struct Mention: Hashable, Comparable {
  var name: String?
  var address: String?
  var organization: String?

  init(_ party: Party) {
    (name, address, organization) = (party.name, party.address, party.organization)
  }

  static func < (a: Mention, b: Mention) -> Bool {
    (a.address ?? "", a.name ?? "", a.organization ?? "")
      < (b.address ?? "", b.name ?? "", b.organization ?? "")
  }
}

/// Every way people are written in the messages of a case, taken apart.
struct Mentions {
  struct Entry {
    var mention: Mention
    var name: PersonName
    /// Lower case; may stand in the name.
    var address: String?
    var affiliation: Affiliation
    /// How often it is written so.
    var count: Int

    /// Without the host.
    var local: String? { address.map { String($0.prefix { $0 != "@" }) } }
  }

  /// In an order that does not depend on the order of messages.
  let entries: [Entry]
  private let places: [Mention: Int]

  init(_ messages: [MailSketch], finder: Affiliation.Finder) {
    var counts: [Mention: Int] = [:]
    func count(_ shared: MailSketch.SharedParty) {
      if case .known(let party) = shared.fact { counts[Mention(party), default: 0] += 1 }
    }
    for index in messages.indices {
      count(messages[index].from)
      for fact in messages[index].to { count(fact) }
      for fact in messages[index].cc { count(fact) }
    }
    let mentions = counts.keys.sorted()
    let doubles = Set(
      mentions.compactMap { mention -> String? in
        guard let name = mention.name, let comma = name.firstIndex(of: ",") else { return nil }
        let words = name[..<comma].split(separator: " ")
        return words.count == 2 ? Words.compact(name[..<comma]) : nil
      })
    var entries: [Entry] = []
    var places: [Mention: Int] = [:]
    for mention in mentions {
      let name = PersonName(mention.name ?? "", doubleSurnames: doubles)
      let address = Self.address(mention.address) ?? name.address
      guard address != nil || !name.surname.isEmpty, !Self.nobody.contains(name.surname) else {
        continue
      }
      places[mention] = entries.count
      entries.append(
        Entry(
          mention: mention, name: name, address: address,
          affiliation: finder.affiliation(
            name: name, address: address, organization: mention.organization),
          count: counts[mention] ?? 0))
    }
    (self.entries, self.places) = (entries, places)
  }

  func place(of party: Party) -> Int? { places[Mention(party)] }

  private static func address(_ raw: String?) -> String? {
    let text = (raw ?? "").lowercased().filter { !$0.isWhitespace && !"<>\"".contains($0) }
    return text.isEmpty ? nil : text
  }

  private static let nobody: Set<String> = [
    "undisclosedrecipients", "undisclosedrecipient", "undisclosed", "recipients", "unknown",
    "redacted", "recipientlistsuppressed", "recipientlistnotshown",
  ]
}
