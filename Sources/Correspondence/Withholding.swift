// SPDX-License-Identifier: Apache-2.0

import Evidence

/// How much of what the sender of a message wrote is withheld.
struct Withholding {
  private let redactions: [SourceID: [Int: [Redaction]]]
  /// Where messages begin on each page, ascending.
  private var heads: [PageName: [Double]] = [:]

  init(_ messages: [MailSketch], _ redactions: [SourceID: [Int: [Redaction]]]) {
    self.redactions = redactions
    guard !redactions.isEmpty else { return }
    for message in messages {
      guard let page = message.page, let top = message.head?.y0 else { continue }
      heads[PageName(source: message.source, number: page), default: []].append(top)
    }
    for page in heads.keys { heads[page]?.sort() }
  }

  /// 0…1, by area: what is covered between the head and the quotes, the next message or the end,
  /// of this and the lines that are shown there.
  ///
  /// - Parameter text: the lines of the message, asked for only where its file has redactions.
  func share(of message: MailSketch, text: () throws -> [MessageLine]) rethrows -> Double {
    guard let pages = redactions[message.source], let first = message.page,
      let head = message.head
    else { return 0 }
    let lines = try text()
    let quote = lines.first { $0.zone == .quoted && $0.page != nil }
    let last = max(first, quote?.page ?? message.lastPage ?? first)
    // Quotes that fill a whole file are not what one sender wrote.
    guard last - first <= 50 else { return 0 }
    var covered = 0.0
    for number in first...last {
      let boxes = pages[number] ?? []
      guard !boxes.isEmpty else { continue }
      let top = number == first ? head.y1 : -Double.infinity
      let begins = heads[PageName(source: message.source, number: number)] ?? []
      let next = begins.first { $0 > (number == first ? head.y0 + 1 : -.infinity) } ?? .infinity
      let bottom = min(next, quote?.page == number ? quote?.box?.y0 ?? .infinity : .infinity)
      for redaction in boxes {
        if redaction.kind == .page { return 1 }
        let middle = (redaction.box.y0 + redaction.box.y1) / 2
        if middle > top, middle < bottom { covered += Self.area(redaction.box) }
      }
    }
    guard covered > 0 else { return 0 }
    let shown = lines.reduce(0) { $0 + ($1.zone == .new ? $1.box.map(Self.area) ?? 0 : 0) }
    return covered / (covered + shown)
  }

  private static func area(_ box: Box) -> Double {
    max(0, box.x1 - box.x0) * max(0, box.y1 - box.y0)
  }
}
