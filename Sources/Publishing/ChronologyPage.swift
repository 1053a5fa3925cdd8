// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// One line of time, with the instruments in force beside it.
struct ChronologyPage {
  /// Instruments that get a column of their own; the others are named in words.
  private static let columns = 6

  let site: Site

  func pages() -> [(file: String, view: View)] {
    let entries = Chronology.entries(in: site.record)
    let shown = Array(site.record.instruments.prefix(Self.columns))
    let chunks = Pager.chunks(entries, site.options.rowsPerPage)
    return chunks.enumerated().map { n, chunk in
      let file = Pager.file("chronology", n)
      var view = site.frame("Chronology", file: "chronology.html")
      view.merge(Pager.view("chronology", n, of: chunks.count)) { $1 }
      view["isEmpty"] = entries.isEmpty
      view["zone"] = site.record.zone
      view["instruments"] = shown.enumerated().map { n, instrument -> View in
        var item: View = [
          "letter": Self.letter(n), "name": instrument.id, "cite": instrument.cite,
          "place": instrument.place, "from": instrument.from, "band": "band\(n % 6)",
        ]
        if let to = instrument.to { item["to"] = to }
        return item
      }
      view["hasInstruments"] = !shown.isEmpty
      view["years"] = years(chunk, shown.map(\.id))
      view["span"] = String(3 + shown.count)
      let undated = site.record.events.count { $0.time == nil && $0.status != .rejected }
      if undated > 0 { view["undated"] = Wording.counted(undated, "event") }
      return (file, view)
    }
  }

  private func years(_ entries: [ChronologyEntry], _ shown: [String]) -> [View] {
    var out: [View] = []
    var year = ""
    var rows: [View] = []
    func close() {
      if !rows.isEmpty { out.append(["year": year, "rows": rows]) }
      rows = []
    }
    for entry in entries {
      let own = String(entry.when.prefix(4))
      if own != year {
        close()
        year = own
      }
      rows.append(row(entry, shown))
    }
    close()
    return out
  }

  private func row(_ entry: ChronologyEntry, _ shown: [String]) -> View {
    var view: View = [
      "when": entry.when, "label": entry.label, "kind": entry.kind.rawValue,
      "kindWords": Self.words(entry.kind),
      "bands": shown.enumerated().map { n, id -> View in
        let isIn = entry.inForce.contains(id)
        let isPartly = entry.partlyInForce.contains(id)
        return [
          "letter": Self.letter(n),
          "band": isIn || isPartly ? "band\(n % 6)" + (isPartly ? " partly" : "") : "",
          "words": isIn
            ? "\(Self.letter(n)): in force"
            : isPartly ? "\(Self.letter(n)): in force for part of this time" : "",
        ]
      },
    ]
    let others = entry.inForce.filter { !shown.contains($0) }
    if !others.isEmpty { view["others"] = others.joined(separator: ", ") }
    if let status = entry.status {
      view["status"] = Wording.status(status)
      view["statusClass"] = status.rawValue
    }
    if let citation = entry.citations.first {
      view["place"] = site.place(citation)
      if let link = site.link(citation) { view["href"] = link }
    }
    if let message = entry.message, let link = site.messageLinks[message] {
      view["messageHref"] = link
    }
    if entry.precision == .unknown || entry.precision == .year || entry.precision == .month,
      entry.kind == .event || entry.kind == .message
    {
      view["loose"] = true
    }
    return view
  }

  private static func letter(_ n: Int) -> String {
    String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(n % 26)))
  }

  private static func words(_ kind: ChronologyEntry.Kind) -> String {
    switch kind {
    case .instrumentStarts: "comes into force"
    case .instrumentEnds: "goes out of force"
    case .event: "event"
    case .loggedEvents: "log"
    case .message: "message"
    }
  }
}
