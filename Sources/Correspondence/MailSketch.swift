// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A message without its text, and what of the text all messages are compared by: those of a whole
/// case fit in memory, texts do not.
package struct MailSketch: Sendable {
  /// Where its keeper finds its text.
  package let key: Int64
  package let id: MessageID
  package private(set) var source: SourceID
  package private(set) var from: SharedParty
  package private(set) var to: [SharedParty]
  package private(set) var cc: [SharedParty]
  package let sent: Moment?
  package let quotedIn: MessageID?
  private(set) var subject: String?
  let origin: Message.Origin
  let depth: Int
  let header: String?
  let answersHeader: [String]
  /// The page it begins on, and the box around what it begins with.
  let page: Int?
  let head: Box?
  let lastPage: Int?
  /// Of the new text, without its runs.
  let print: TextPrint
  /// The first lines of the signature.
  package private(set) var signature: [String]

  private static let signatureLines = 24

  package init(_ message: Message, key: Int64) {
    self.key = key
    (id, source, origin) = (message.id, message.source, message.origin)
    from = SharedParty(message.from)
    (to, cc) = (message.to.map(SharedParty.init), message.cc.map(SharedParty.init))
    (sent, subject) = (message.sent.value, message.subject.value)
    (quotedIn, depth, header) = (message.quotedIn, message.depth, message.header)
    answersHeader = message.answersHeader
    page = message.citation.page
    head = message.citation.boxes.first.map { first in
      message.citation.boxes.dropFirst().reduce(first) { whole, box in
        Box(
          x0: min(whole.x0, box.x0), y0: min(whole.y0, box.y0), x1: max(whole.x1, box.x1),
          y1: max(whole.y1, box.y1))
      }
    }
    lastPage = message.pages.last
    print = TextPrint(message.lines, keepsRuns: false)
    signature = message.lines.lazy.filter { $0.zone == .signature }.prefix(Self.signatureLines)
      .map(\.text)
  }

  package var parties: [Fact<Party>] { ([from] + to + cc).map(\.fact) }

  /// Who wrote or received a message, as it says; kept once for all messages that say the same.
  package final class SharedParty: Sendable {
    package let fact: Fact<Party>

    init(_ fact: Fact<Party>) { self.fact = fact }
  }

  /// What many messages have, each kept once.
  package struct Interning {
    private var parties: [Fact<Party>: SharedParty] = [:]
    private var texts: [String: String] = [:]
    private var source = SourceID(hex: "")

    package init() {}

    package mutating func share(_ sketch: inout MailSketch) {
      if sketch.source == source { sketch.source = source } else { source = sketch.source }
      share(&sketch.from)
      for index in sketch.to.indices { share(&sketch.to[index]) }
      for index in sketch.cc.indices { share(&sketch.cc[index]) }
      sketch.subject = sketch.subject.map { share($0) }
      for index in sketch.signature.indices {
        sketch.signature[index] = share(sketch.signature[index])
      }
    }

    private mutating func share(_ party: inout SharedParty) {
      if let known = parties[party.fact] {
        party = known
      } else {
        parties[party.fact] = party
      }
    }

    private mutating func share(_ text: String) -> String {
      if let known = texts[text] { return known }
      texts[text] = text
      return text
    }
  }
}
