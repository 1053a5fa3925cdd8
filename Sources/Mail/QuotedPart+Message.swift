// SPDX-License-Identifier: Apache-2.0

import Evidence

extension QuotedPart {
  /// The quoted e-mail as a message of its own; `body` are the lines it was found in.
  func message(
    id: MessageID, source: SourceID, pages: [Int], bates: [String], body: [Line],
    in outer: MessageID?, _ citation: Citation
  ) -> Message {
    let blank: (MessageLine) -> Bool = { $0.text.isEmpty && $0.words == nil && $0.box == nil }
    let all = lines.map { entry in
      let line = body[entry.line]
      return MessageLine(
        text: Line.readable(entry.bytes), zone: entry.zone, page: line.page, box: line.box,
        words: line.words)
    }
    let trimmed = all.drop(while: blank).reversed().drop(while: blank).reversed()
    return Message(
      id: id, source: source, pages: pages, bates: bates, origin: .quoted, from: header.from,
      to: header.to, cc: header.cc, sent: header.sent, zone: header.zone, subject: header.subject,
      lines: Array(trimmed), attachments: header.attachments, quotedIn: outer, depth: depth,
      released: false, citation: citation)
  }
}
