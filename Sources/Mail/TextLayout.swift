// SPDX-License-Identifier: Apache-2.0

/// Turns the text of a mail file into lines.
enum TextLayout {
  static func lines(of text: [String]) -> [Line] {
    var all = text.map { line in
      let bytes = Array(line.utf8)
      return bytes.contains(Line.mark) ? bytes.filter { $0 != Line.mark } : bytes
    }
    restoreFrom(&all)
    let width = wrapWidth(all)
    var out: [Line] = []
    out.reserveCapacity(all.count)
    for (index, bytes) in all.enumerated() {
      var line = Line(bytes: bytes)
      line.indent = Double(bytes.prefix { $0.isSpace }.count)
      if index > 0, let width, let word = bytes[...].words.first, !all[index - 1].isEmpty {
        line.wraps = bytes.first?.isSpace == false && all[index - 1].count + 1 + word.count > width
      }
      out.append(line)
    }
    return out
  }

  /// Mailboxes put ">" before a line that begins with "From": it quotes nothing there.
  private static func restoreFrom(_ lines: inout [[UInt8]]) {
    let mark = UInt8(ascii: ">")
    for at in lines.indices where lines[at].first == mark && lines[at].starts(with: ">From ".utf8) {
      let before = at > 0 ? lines[at - 1].first : nil
      let after = at + 1 < lines.count ? lines[at + 1].first : nil
      if before != mark, after != mark { lines[at].removeFirst() }
    }
  }

  /// The width at which its sender's program wrapped the text; nil where it shows no such width.
  private static func wrapWidth(_ lines: [[UInt8]]) -> Int? {
    let lengths = lines.map(\.count).filter { $0 > 0 }.sorted()
    guard !lengths.isEmpty else { return nil }
    let width = lengths[lengths.count * 98 / 100]
    return (60...100).contains(width) ? width : nil
  }
}
