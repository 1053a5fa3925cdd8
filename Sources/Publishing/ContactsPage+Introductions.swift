// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

extension ContactsPage {
  /// Who brings others in, those who do most often first.
  func bringers() -> [View] {
    struct Tally {
      var person: Person
      var brought: Set<String> = []
      var adds = 0
      var opens = 0
      var across = 0
    }
    var order: [String] = []
    var tallies: [String: Tally] = [:]
    for item in book.introductions {
      if tallies[item.by.id] == nil { order.append(item.by.id) }
      var tally = tallies[item.by.id] ?? Tally(person: item.by)
      tally.brought.insert(item.person.id)
      if item.kind == .adds { tally.adds += 1 } else { tally.opens += 1 }
      if item.isAcross { tally.across += 1 }
      tallies[item.by.id] = tally
    }
    let sorted = order.enumerated().sorted { a, b in
      let (x, y) = (tallies[a.element], tallies[b.element])
      let (m, n) = ((x?.adds ?? 0) + (x?.opens ?? 0), (y?.adds ?? 0) + (y?.opens ?? 0))
      return m != n ? m > n : a.offset < b.offset
    }
    return sorted.prefix(site.options.rowsPerPage).compactMap { tallies[$0.element] }.map { tally in
      [
        "name": tally.person.name, "organization": tally.person.organization ?? "",
        "people": Wording.count(tally.brought.count), "adds": Wording.count(tally.adds),
        "opens": Wording.count(tally.opens),
        "across": "\(Wording.count(tally.across)) of \(Wording.count(tally.adds + tally.opens))",
      ]
    }
  }

  func introduction(_ item: Introduction) -> View {
    var view: View = [
      "when": item.sent.map(SpanWords.shown) ?? "undated",
      "by": item.by.name, "byOrganization": item.by.organization ?? "",
      "person": item.person.name, "personOrganization": item.person.organization ?? "",
      "isAcross": item.isAcross,
      "how": item.kind == .adds ? "into a thread that went on without them" : "by beginning one",
      "cited": site.quote(item.citation),
      "subject": site.messages[item.message].map {
        site.topic(site.record.messages[$0])
      } ?? "[no subject]",
    ]
    if let link = site.messageLinks[item.message] { view["href"] = link }
    return view
  }
}

extension Introduction {
  /// Whether the two are known to be on different sides.
  fileprivate var isAcross: Bool {
    by.side != person.side && by.side != .unknown && person.side != .unknown
  }
}
