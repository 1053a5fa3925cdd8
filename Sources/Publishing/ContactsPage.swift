// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// Who talks to whom, with the messages behind every count.
struct ContactsPage {
  /// Messages of one contact that are listed; the data has them all.
  private static let listed = 300
  /// Entries of a page of lists, about.
  private static let perPage = 1_500

  let site: Site
  let book: ContactBook
  /// The contacts whose messages are listed, and the file each stands in.
  private let lists: [List]
  private let files: [String: String]
  /// How fast people answer, by who answers whom.
  private let speeds: [Answerer: Correspondents.Direction]

  private struct Answerer: Hashable {
    var from: String
    var to: String
  }

  private struct List {
    var id: String
    var contact: Contact
    var isOfMonth: Bool
  }

  init(_ site: Site, _ book: ContactBook) {
    (self.site, self.book) = (site, book)
    let rows = site.options.rowsPerPage
    var lists: [List] = []
    for (n, contact) in book.organizations.prefix(rows).enumerated() {
      lists.append(List(id: Self.id("o", n), contact: contact, isOfMonth: false))
    }
    for pair in book.pairs.prefix(rows) {
      for n in [pair.there, pair.back].compactMap({ $0 }) {
        lists.append(List(id: Self.id("c", n), contact: book.people[n], isOfMonth: false))
      }
    }
    for (n, contact) in book.months.prefix(rows).enumerated() {
      lists.append(List(id: Self.id("t", n), contact: contact, isOfMonth: true))
    }
    self.lists = lists
    var files: [String: String] = [:]
    for (n, chunk) in Self.chunks(lists).enumerated() {
      for list in chunk { files[list.id] = Pager.file("contact-messages", n) }
    }
    self.files = files
    var speeds: [Answerer: Correspondents.Direction] = [:]
    for pair in Network.pairs(in: site.record) {
      speeds[Answerer(from: pair.one, to: pair.other)] = pair.oneToOther
      speeds[Answerer(from: pair.other, to: pair.one)] = pair.otherToOne
    }
    self.speeds = speeds
  }

  private static func id(_ kind: String, _ place: Int) -> String { "\(kind)-\(place + 1)" }

  private static func chunks(_ lists: [List]) -> [[List]] {
    var out: [[List]] = []
    var room = 0
    for list in lists {
      let size = min(list.contact.messages.count, listed)
      if out.isEmpty || size > room {
        out.append([])
        room = perPage
      }
      out[out.count - 1].append(list)
      room -= size
    }
    return out
  }

  func view() -> View {
    let rows = site.options.rowsPerPage
    var view = site.frame("Contacts", file: "contacts.html")
    view["isEmpty"] = book.people.isEmpty
    view["figures"] = ["messages", "messages.quoted-only"].compactMap { site.figure($0) }
    view["organizations"] = book.organizations.prefix(rows).enumerated().map {
      row($1, Self.id("o", $0))
    }
    view["hasOrganizations"] = !book.organizations.isEmpty
    let pairs = book.pairs
    view["pairs"] = pairs.prefix(rows).map(pair)
    view["pairCount"] = Wording.counted(pairs.count, "pair")
    if pairs.count > rows { view["pairsLeftOut"] = Wording.count(pairs.count - rows) }
    view["months"] = months(book.months.prefix(rows))
    view["hasMonths"] = !book.months.isEmpty
    if book.months.count > rows {
      view["monthsLeftOut"] = Wording.count(book.months.count - rows)
    }
    let brought = book.introductions
    view["bringers"] = bringers()
    view["hasBringers"] = !brought.isEmpty
    view["brought"] = brought.prefix(rows).map(introduction)
    view["broughtCount"] = Wording.counted(brought.count, "time")
    if brought.count > rows { view["broughtLeftOut"] = Wording.count(brought.count - rows) }
    return view
  }

  /// The lists of messages that the counts lead to.
  func listPages() -> [(file: String, view: View)] {
    let chunks = Self.chunks(lists)
    return chunks.enumerated().map { n, chunk in
      var view = site.frame("Messages behind the contacts", file: "contacts.html")
      view.merge(Pager.view("contact-messages", n, of: chunks.count)) { $1 }
      view["lists"] = chunk.map(list)
      return (Pager.file("contact-messages", n), view)
    }
  }

  private func list(_ list: List) -> View {
    let contact = list.contact
    var view: View = [
      "id": list.id, "from": name(contact.from), "to": name(contact.to),
      "count": Wording.counted(contact.messages.count, "message"),
      "messages": contact.messages.prefix(Self.listed).compactMap(message),
    ]
    if list.isOfMonth { view["month"] = contact.month ?? "undated" }
    if contact.messages.count > Self.listed {
      view["leftOut"] = Wording.count(contact.messages.count - Self.listed)
    }
    return view
  }

  private func message(_ id: MessageID) -> View? {
    guard let place = site.messages[id], let link = site.messageLinks[id] else { return nil }
    let message = site.record.messages[place]
    return [
      "href": link, "when": Wording.time(message.sent),
      "subject": site.topic(message), "cited": site.quote(message.citation),
      "isQuoted": !message.released,
    ]
  }

  private func row(_ contact: Contact, _ id: String) -> View {
    var view: View = [
      "from": name(contact.from), "fromSide": contact.from.side.rawValue,
      "to": name(contact.to), "toSide": contact.to.side.rawValue, "way": way(contact, id),
      "first": contact.first.map(SpanWords.shown) ?? "",
      "last": contact.last.map(SpanWords.shown) ?? "",
    ]
    view["fromKnown"] = contact.from.side != .unknown
    view["toKnown"] = contact.to.side != .unknown
    return view
  }

  /// A count that leads to its messages.
  private func way(_ contact: Contact, _ id: String) -> View {
    var view: View = [
      "count": Wording.count(contact.messages.count), "href": (files[id] ?? "") + "#" + id,
      "unit": contact.messages.count == 1 ? "message" : "messages",
      "label": "\(Wording.counted(contact.messages.count, "message")) of \(name(contact.from)) to "
        + name(contact.to),
    ]
    if contact.quoted > 0 { view["quoted"] = Wording.count(contact.quoted) }
    return view
  }

  private func pair(_ pair: ContactBook.Pair) -> View {
    func end(_ end: ContactEnd) -> View {
      var view: View = [
        "name": name(end), "side": end.side.rawValue, "known": end.side != .unknown,
      ]
      if let place = end.id.flatMap({ site.people[$0] }) {
        view["href"] = "people.html#p-\(place + 1)"
      }
      return view
    }
    var view: View = [
      "one": end(pair.one), "other": end(pair.other),
      "first": pair.first.map(SpanWords.shown) ?? "", "last": pair.last.map(SpanWords.shown) ?? "",
    ]
    func go(_ place: Int?, _ unit: String) -> View? {
      place.map { n in
        let contact = book.people[n]
        var view = way(contact, Self.id("c", n))
        view["unit"] = unit
        if let from = contact.from.id, let to = contact.to.id,
          let speed = speeds[Answerer(from: from, to: to)], let median = speed.medianReply
        {
          view["median"] = Wording.duration(minutes: median)
          view["replies"] = Wording.counted(speed.certainReplies, "answer")
        }
        return view
      }
    }
    view["there"] = go(pair.there, "from the first")
    view["back"] = go(pair.back, "from the second")
    return view
  }

  /// A group a month, a row a direction in it.
  private func months(_ contacts: ArraySlice<Contact>) -> [View] {
    var out: [View] = []
    var rows: [View] = []
    var month: String??
    for (n, contact) in contacts.enumerated() {
      if let known = month, known != contact.month {
        out.append(["month": known ?? "undated", "rows": rows])
        rows = []
      }
      month = contact.month
      rows.append(row(contact, Self.id("t", n)))
    }
    if let known = month { out.append(["month": known ?? "undated", "rows": rows]) }
    return out
  }

  private func name(_ end: ContactEnd) -> String {
    end.name
      ?? (end.side == .unknown
        ? "[organization not known]" : "[\(end.side.rawValue), organization not known]")
  }
}
