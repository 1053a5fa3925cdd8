// SPDX-License-Identifier: Apache-2.0

/// The words around what was found.
struct Snippet {
  /// On one line, what was found between `[` and `]`.
  let text: String
  /// What was found first, as it stands; nil where nothing was sought.
  let quote: String?

  /// How many bytes stand around the first mark, at most.
  private static let before = 60
  private static let length = 170

  /// - Parameter marks: bytes of `text`, ascending and apart.
  init(of text: String, marks: [Range<Int>]) {
    let bytes = Array(text.utf8)
    quote = marks.first.map { String(decoding: bytes[$0], as: UTF8.self) }
    let start = Self.boundary(max(0, (marks.first?.lowerBound ?? 0) - Self.before), in: bytes)
    let end = Self.boundary(
      min(bytes.count, max(start + Self.length, marks.first?.upperBound ?? 0)), in: bytes)
    var out: [UInt8] = start > 0 ? Array("… ".utf8) : []
    var at = start
    func copy(to place: Int) {
      while at < place {
        let isGap = bytes[at] <= 0x20
        if !isGap {
          out.append(bytes[at])
        } else if let last = out.last, last != 0x20 {
          out.append(0x20)
        }
        at += 1
      }
    }
    for mark in marks where mark.lowerBound >= start && mark.upperBound <= end {
      copy(to: mark.lowerBound)
      out.append(UInt8(ascii: "["))
      copy(to: mark.upperBound)
      out.append(UInt8(ascii: "]"))
    }
    copy(to: end)
    while out.last == 0x20 { out.removeLast() }
    if end < bytes.count { out += " …".utf8 }
    self.text = String(decoding: out, as: UTF8.self)
  }

  /// The next place where a word begins or the text ends, or else where a letter does.
  private static func boundary(_ place: Int, in bytes: [UInt8]) -> Int {
    if place == 0 || place >= bytes.count { return min(place, bytes.count) }
    let reach = bytes[place...].prefix(30)
    if let gap = reach.firstIndex(where: { $0 <= 0x20 }) { return gap }
    if reach.count < 30 { return bytes.count }
    return reach.firstIndex { $0 & 0xC0 != 0x80 } ?? place
  }
}
