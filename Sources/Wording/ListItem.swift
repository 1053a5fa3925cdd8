// SPDX-License-Identifier: Apache-2.0

/// What stands before the words of a line: marks of a quote, a bullet, the number of an item.
enum ListItem {
  static func opens(_ line: [UInt8]) -> Bool { mark(line).isItem }

  /// Where the words begin: the number of an item is no word of it.
  static func skip(_ line: [UInt8]) -> Int { mark(line).end }

  private static func mark(_ line: [UInt8]) -> (isItem: Bool, end: Int) {
    var at = 0
    while at < line.count, line[at] <= 32 || line[at] == UInt8(ascii: ">") { at += 1 }
    guard at < line.count else { return (false, at) }
    let start = at
    let byte = line[at]
    if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*") {
      let isItem = at + 1 < line.count && line[at + 1] <= 32
      return (isItem, isItem ? at + 1 : start)
    }
    if line[at...].starts(with: [0xE2, 0x80, 0xA2]) || line[at...].starts(with: [0xEF, 0x82, 0xB7])
      || line[at...].starts(with: [0xC2, 0xB7])
    {
      return (true, at + (byte == 0xC2 ? 2 : 3))
    }
    if byte == UInt8(ascii: "(") { at += 1 }
    let body = at
    while at < line.count, at - body < 3, line[at] >= 48, line[at] <= 57 { at += 1 }
    if at == body, at < line.count, line[at] | 32 >= 97, line[at] | 32 <= 122 { at += 1 }
    guard at > body, at + 1 < line.count, line[at + 1] <= 32,
      line[at] == UInt8(ascii: ")") || (line[at] == UInt8(ascii: ".") && body == start)
    else { return (false, start) }
    return (true, at + 1)
  }
}
