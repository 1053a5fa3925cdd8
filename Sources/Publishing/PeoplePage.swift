// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures

/// Who wrote to whom.
struct PeoplePage {
  let site: Site

  func view() -> View {
    let record = site.record
    let pairs = Network.pairs(in: record)
    var view = site.frame("People", file: "people.html")
    let drawing = NetworkDrawing(pairs)
    view["hasDrawing"] = !drawing.pairs.isEmpty
    view["drawing"] = drawing.view(site.name)
    view["sides"] = Person.Side.allCases.compactMap { site.figure("people.\($0.rawValue)") }
    view["isEmpty"] = record.people.isEmpty
    view["pairCount"] = Wording.counted(pairs.count, "pair")
    view["pairs"] = pairs.prefix(site.options.rowsPerPage).map(row)
    if pairs.count > site.options.rowsPerPage {
      view["pairsLeftOut"] = Wording.count(pairs.count - site.options.rowsPerPage)
    }
    view["people"] = record.people.enumerated().map { n, person -> View in
      var row: View = [
        "id": "p-\(n + 1)", "name": person.name, "side": Wording.side(person.side),
        "sideClass": person.side.rawValue,
        "sent": Wording.count(person.sent), "received": Wording.count(person.received),
        "first": person.first.map(SpanWords.shown) ?? "",
        "last": person.last.map(SpanWords.shown) ?? "",
        "organization": person.organization ?? "", "role": person.role ?? "",
        "addresses": person.addresses,
      ]
      let aliases = person.aliases.filter { $0 != person.name }
      if !aliases.isEmpty { row["aliases"] = aliases.joined(separator: ", ") }
      return row
    }
    return view
  }

  private func row(_ pair: Correspondents) -> View {
    func way(_ direction: Correspondents.Direction) -> View {
      var out: View = ["messages": Wording.count(direction.messages)]
      if direction.quoted > 0 { out["quoted"] = Wording.count(direction.quoted) }
      if let median = direction.medianReply {
        out["median"] = Wording.duration(minutes: median)
        out["replies"] = Wording.count(direction.certainReplies)
      }
      return out
    }
    func end(_ id: String) -> View {
      ["name": site.name(id), "href": site.people[id].map { "#p-\($0 + 1)" } ?? "#"]
    }
    return [
      "one": end(pair.one), "other": end(pair.other), "there": way(pair.oneToOther),
      "back": way(pair.otherToOne), "first": pair.first.map(SpanWords.shown) ?? "",
      "last": pair.last.map(SpanWords.shown) ?? "",
      "isAcross": Set([pair.oneSide, pair.otherSide]) == [.local, .federal],
    ]
  }
}
