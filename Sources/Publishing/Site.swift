// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation
import Templates

/// What every page of a publication needs to know: the record, looked up in all directions.
struct Site {
  let record: CaseRecord
  let figures: [Figure]
  let options: PublicationOptions
  let scrubber: Scrubber
  let book: QuoteBook
  let names: SourceNames
  let zone: TimeZone
  let sides: Sides
  /// `Person.id` → its place in the record.
  let people: [String: Int]
  let events: [String: Int]
  let messages: [MessageID: Int]
  /// Message → "messages-2.html#m-17".
  let messageLinks: [MessageID: String]
  /// The threads in the order of their first message.
  let threads: [MessageThread]
  let figuresByID: [String: Figure]
  let hasLogs: Bool
  let contacts: ContactBook
  /// Thread → what its first message with a subject is about.
  let topics: [String: String]
  /// The findings that lean on a quote; set once they have been put in order.
  var findingsByQuote: [Citation: [FindingLink]] = [:]

  struct FindingLink {
    var href: String
    var words: String
    var verdict: String
  }

  init(_ record: CaseRecord, figures: [Figure], options: PublicationOptions, scrubber: Scrubber) {
    (self.record, self.figures, self.options) = (record, figures, options)
    self.scrubber = scrubber
    names = SourceNames(record.sources)
    zone = TimeZone(identifier: record.zone) ?? .gmt
    sides = Sides(record.people)
    func places<S: Sequence<String>>(_ ids: S) -> [String: Int] {
      Dictionary(ids.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    }
    people = places(record.people.map(\.id))
    events = places(record.events.map(\.id))
    messages = places(record.messages.map(\.id))
    threads = MessageThread.threads(of: record, zone: zone)
    var links: [MessageID: String] = [:]
    for (n, page) in MessageThread.pages(threads, perPage: options.rowsPerPage).enumerated() {
      for place in page.flatMap(\.messages) {
        links[record.messages[place].id] =
          Pager.file("messages", n) + "#m-\(place + 1)"
      }
    }
    messageLinks = links
    figuresByID = Dictionary(figures.map { ($0.id, $0) }) { first, _ in first }
    contacts = ContactBook(record, zone: zone)
    let rows = options.rowsPerPage
    let answers = Set(record.replies.prefix(rows).map(\.message))
    book = QuoteBook(
      record,
      and: contacts.introductions.prefix(rows).map(\.citation)
        + record.messages.filter { answers.contains($0.id) }.map(\.citation))
    topics = Dictionary(
      threads.flatMap(\.messages).compactMap { place in
        let message = record.messages[place]
        guard let thread = message.thread, let subject = message.subject.value, !subject.isEmpty
        else { return nil }
        return (thread, subject)
      }, uniquingKeysWith: { first, _ in first })
    hasLogs = record.events.contains { $0.status == .logged }
  }

  func event(_ id: String) -> Event? { events[id].map { record.events[$0] } }
  func person(_ id: String) -> Person? { people[id].map { record.people[$0] } }
  func name(_ person: String) -> String { self.person(person)?.name ?? person }

  /// The pages in the order of the navigation: file, name.
  var contents: [(file: String, name: String)] {
    [
      ("index.html", "Summary"), ("findings.html", "Findings"), ("chronology.html", "Chronology"),
      ("people.html", "People"), ("contacts.html", "Contacts"), ("replies.html", "Reply times"),
      ("messages.html", "Messages"), ("wording.html", "Wording"),
      ("redactions.html", "Redactions"), ("missing.html", "Missing"), ("logs.html", "Logs"),
      ("figures.html", "Figures"), ("sources.html", "Sources"),
    ].filter { hasLogs || $0.0 != "logs.html" }
  }

  /// A message's subject; where it states none, as within a conversation, its thread's.
  func topic(_ message: Message) -> String {
    if case .unknown(let unknown) = message.subject, unknown.reason == .notStated {
      return message.thread.flatMap { topics[$0] }.map { "[within “\($0)”]" } ?? "[no subject]"
    }
    return Wording.subject(message.subject)
  }

  /// What the layout of a page shows. `root` leads from the page to the folder.
  func frame(_ title: String, file: String, root: String = "") -> View {
    var view: View = [
      "title": title, "site": options.title, "case": record.name, "root": root,
      "generated": options.generatedOn, "hasScript": options.script != nil,
      "isSummary": file == "index.html",
      "nav": contents.map { entry -> View in
        ["href": root + entry.file, "name": entry.name, "isHere": entry.file == file]
      },
    ]
    if let publisher = options.publisher { view["publisher"] = publisher }
    return view
  }

  /// A quote with where it stands and, where the page is shown, a link to it.
  func quote(_ citation: Citation, root: String = "") -> View {
    // Said even where there is none: a template would take the link of what stands around it.
    [
      "text": citation.quote, "place": place(citation),
      "href": link(citation).map { root + $0 as Any } ?? false,
    ]
  }

  func link(_ citation: Citation) -> String? {
    book.link(citation) ?? (citation.page == nil ? "sources.html#s-\(citation.source.short)" : nil)
  }

  /// "FPD 000123 (release-2017.pdf, page 3)".
  func place(_ citation: Citation) -> String {
    let name = names[citation.source]
    switch citation.place {
    case .page(let number, let bates, _):
      return bates.map { "\($0) (\(name), page \(number))" } ?? "\(name), page \(number)"
    case .row(let sheet, let row):
      return "\(name), \(sheet.map { "sheet \($0), " } ?? "")row \(row)"
    case .mail(let index): return "\(name), message \(index)"
    case .line(let line): return "\(name), line \(line)"
    }
  }

  /// A figure by its id, as the pages show it; nil where there is none.
  func figure(_ id: String) -> View? { figuresByID[id].map { view($0) } }

  func view(_ figure: Figure) -> View {
    var view: View = [
      "id": Anchor.figure(figure.id), "label": figure.label, "value": Wording.value(figure),
      "base": Wording.base(figure), "query": figure.query, "href": rows(behind: figure),
      "figureHref": "figures.html#\(Anchor.figure(figure.id))",
    ]
    let interval = Wording.interval(figure)
    if !interval.isEmpty { view["interval"] = interval }
    if let method = figure.method { view["method"] = method }
    if let status = figure.status.flatMap(Event.Status.init(rawValue:)) {
      view["status"] = Wording.status(status)
      view["statusClass"] = status.rawValue
    }
    if figure.unit != "share", figure.unit != "minutes" { view["unit"] = figure.unit }
    return view
  }

  /// The page or data file that holds the rows a figure counts.
  private func rows(behind figure: Figure) -> String {
    let family = figure.id.prefix { $0 != "." }
    return switch family {
    case "sources", "failures", "pages": "sources.html"
    case "messages": "messages.html"
    case "redaction": "redactions.html"
    case "exposure": "redactions.html#failed"
    case "bates": "redactions.html#bates"
    case "missing":
      figure.numerator == 0
        ? "missing.html"
        : "missing.html#" + (figure.id == "missing.attachments" ? "attachment" : "answered-message")
    case "copies": "copies.html"
    case "people": "people.html"
    case "replies": "replies.html" + (RepliesPage.anchor(figure.id).map { "#" + $0 } ?? "")
    case "verdicts":
      "findings.html#\(figure.id.split(separator: ".").last.map(String.init) ?? "")"
    case "log": "logs.html"
    case "events": figure.status == "rejected" ? "data/events.csv" : "chronology.html"
    default: "figures.html"
    }
  }
}

/// Names of places on a page.
enum Anchor {
  /// Figure ids can hold anything that stands in a release; an anchor holds letters, digits, "-" and
  /// "." only, other bytes as "_" and two digits.
  static func figure(_ id: String) -> String {
    var out = "x-"
    for byte in id.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E:
        out.unicodeScalars.append(Unicode.Scalar(byte))
      default: out += "_" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return out
  }
}

/// A long list over several pages.
enum Pager {
  /// "findings.html", "findings-2.html" …
  static func file(_ name: String, _ index: Int) -> String {
    index == 0 ? "\(name).html" : "\(name)-\(index + 1).html"
  }

  /// Links to all pages of a list; empty for a single one.
  static func view(_ name: String, _ index: Int, of count: Int) -> View {
    guard count > 1 else { return [:] }
    let pages: [View] = (0..<count).map {
      ["number": String($0 + 1), "href": file(name, $0), "isHere": $0 == index]
    }
    var view: View = ["pages": pages]
    if index > 0 { view["previous"] = file(name, index - 1) }
    if index + 1 < count { view["next"] = file(name, index + 1) }
    return ["pager": view]
  }

  static func chunks<T>(_ list: [T], _ size: Int) -> [[T]] {
    guard !list.isEmpty else { return [[]] }
    return stride(from: 0, to: list.count, by: size).map {
      Array(list[$0..<min($0 + size, list.count)])
    }
  }
}
