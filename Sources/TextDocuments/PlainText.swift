// SPDX-License-Identifier: Apache-2.0

import TextCoding

/// Plain text: each line a line, each form feed a new page.
enum PlainText {
  static func flow(_ bytes: [UInt8]) throws(TextDocumentError) -> Flow {
    guard let text = TextDecoding.utf8(bytes) else {
      throw .damaged("The file is no text: too much of it is zero bytes.")
    }
    var flow = Flow()
    var blocks: [Block] = []
    var line = Paragraph()
    var run: [UInt8] = []
    func endRun() {
      line.add(String(decoding: run, as: UTF8.self), .shown)
      run.removeAll(keepingCapacity: true)
    }
    func endLine() {
      endRun()
      blocks.append(.paragraph(line))
      line = Paragraph()
    }
    var previous: UInt8 = 0
    for byte in text {
      switch byte {
      case 10: if previous != 13 { endLine() }
      case 13: endLine()
      case 12:
        if !run.isEmpty || !line.inlines.isEmpty { endLine() }
        blocks.append(.pageBreak(.hard))
      case 9:
        endRun()
        line.inlines.append(.tab)
      case 0..<32, 127: break
      default: run.append(byte)
      }
      previous = byte
    }
    if !run.isEmpty || !line.inlines.isEmpty { endLine() }
    // A printer's last form feed ends the last page and begins none.
    while let last = blocks.last {
      if case .paragraph(let paragraph) = last, paragraph.hasText { break }
      blocks.removeLast()
    }
    guard !blocks.isEmpty else { throw .empty }
    flow.sections[0].blocks = blocks
    return flow
  }
}
