// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

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
}
