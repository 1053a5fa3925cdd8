// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Wording

/// What people wrote, as the record has it: the new part of every message, copies once, and every
/// page that belongs to no message.
struct RecordedTexts {
  /// Where the lines of a text stand.
  struct Origin {
    var source: SourceID
    /// Nil for a page that belongs to no message.
    var message: MessageID?
    /// The place of the text as a whole, for lines that stand on no page.
    var place: Citation.Place
    /// Of each line.
    var pages: [Int?]
    var boxes: [Box?]
  }

  private(set) var texts: [WrittenText] = []
  private(set) var origins: [String: Origin] = [:]
  private var bates: [PageName: String] = [:]

  init(of opened: OpenCase) throws {
    let messages = try opened.store.messages()
    let people = Dictionary(
      try opened.store.people().map { ($0.id, $0.name) }, uniquingKeysWith: { a, _ in a })
    var taken: Set<PageName> = []
    for message in messages {
      for page in message.pages { taken.insert(PageName(source: message.source, number: page)) }
    }
    var copies = Kin<PageName>()
    for copy in try opened.store.pageCopies() { copies.join(copy.first, copy.second) }
    var recognized: Set<PageName> = []
    try opened.store.forEachPage { page in
      let name = PageName(source: page.source, number: page.number)
      if page.method == .ocr { recognized.insert(name) }
      if let number = page.bates { bates[name] = number }
      if !taken.contains(name), copies.first(of: name) == name { add(page, named: name) }
    }
    for message in Self.once(messages) {
      let person = message.from.value?.person.flatMap { people[$0] }
      add(
        message, author: person ?? message.from.value?.label,
        isRecognized: message.pages.contains {
          recognized.contains(PageName(source: message.source, number: $0))
        })
    }
  }

  /// One message of each set of copies: a released one before one that is only quoted, then the one
  /// that shows most.
  private static func once(_ messages: [Message]) -> [Message] {
    var kin = Kin<MessageID>()
    for message in messages {
      for copy in message.duplicates { kin.join(message.id, copy) }
    }
    func rank(_ message: Message) -> (Int, Int, MessageID) {
      let size = message.lines.reduce(0) { $0 + ($1.zone == .new ? $1.text.utf8.count : 0) }
      return (message.released ? 0 : 1, -size, message.id)
    }
    var best: [MessageID: Message] = [:]
    for message in messages {
      let set = kin.first(of: message.id)
      if let other = best[set], rank(other) < rank(message) { continue }
      best[set] = message
    }
    return messages.filter { best[kin.first(of: $0.id)]?.id == $0.id }
  }

  private mutating func add(_ message: Message, author: String?, isRecognized: Bool) {
    let lines = message.lines.filter { $0.zone == .new }
    guard !lines.isEmpty else { return }
    origins[message.id] = Origin(
      source: message.source, message: message.id, place: message.citation.place,
      pages: lines.map(\.page), boxes: lines.map(\.box))
    texts.append(
      WrittenText(
        id: message.id, sent: message.sent.value,
        author: author.flatMap { $0.isEmpty ? nil : $0 }, lines: lines.map(\.text),
        isRecognized: isRecognized))
  }

  private mutating func add(_ page: Page, named name: PageName) {
    var lines: [String] = []
    var boxes: [Box?] = []
    var last: Int?
    for word in page.words {
      let (x, y) = ((word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2)
      if page.furniture.contains(where: { $0.contains(x: x, y: y) }) { continue }
      // What a redaction covers is shown by no listing, should the file still hold it.
      if page.redactions.contains(where: { $0.box.contains(x: x, y: y) }) { continue }
      if let last, last == word.line {
        lines[lines.count - 1] += " " + word.text
        boxes[boxes.count - 1] = boxes[boxes.count - 1]?.union(word.box)
      } else {
        // A gap as high as a line parts paragraphs.
        if let above = boxes.last ?? nil, word.box.y0 - above.y1 > above.y1 - above.y0 {
          lines.append("")
          boxes.append(above)
        }
        lines.append(word.text)
        boxes.append(word.box)
      }
      last = word.line
    }
    guard !lines.isEmpty else { return }
    // No message is called so: a message's name has no colon.
    let id = "\(page.source.hex):\(page.number)"
    origins[id] = Origin(
      source: page.source, message: nil,
      place: .page(number: page.number, bates: page.bates, boxes: []),
      pages: lines.map { _ in page.number }, boxes: boxes)
    texts.append(WrittenText(id: id, lines: lines, isRecognized: page.method == .ocr))
  }

  /// The place of an appearance: the lines it stands on, of the first page it stands on.
  func citation(_ appearance: WordingAppearance) -> Citation? {
    guard let origin = origins[appearance.text] else { return nil }
    guard let page = origin.pages[appearance.lines].lazy.compactMap({ $0 }).first else {
      return Citation(source: origin.source, place: origin.place, quote: appearance.quote)
    }
    let boxes = appearance.lines.compactMap { origin.pages[$0] == page ? origin.boxes[$0] : nil }
    let name = PageName(source: origin.source, number: page)
    return Citation(
      source: origin.source, place: .page(number: page, bates: bates[name], boxes: boxes),
      quote: appearance.quote)
  }
}

/// Things that are one, told in pairs.
private struct Kin<Name: Hashable & Comparable> {
  private var parents: [Name: Name] = [:]

  /// The least of those that are one with `name`.
  func first(of name: Name) -> Name {
    var name = name
    while let parent = parents[name] { name = parent }
    return name
  }

  mutating func join(_ a: Name, _ b: Name) {
    let (a, b) = (first(of: a), first(of: b))
    if a != b { parents[max(a, b)] = min(a, b) }
  }
}
