// SPDX-License-Identifier: Apache-2.0

/// Plain text to lines.
enum TextLines {
  /// Lines at LF, CR LF or CR; control characters other than tabs are dropped.
  static func split(_ text: String) -> [String] {
    var lines: [String] = []
    var line: [UInt8] = []
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case 10:
        if previous != 13 {
          lines.append(String(decoding: line, as: UTF8.self))
          line.removeAll(keepingCapacity: true)
        }
      case 13, 12:
        lines.append(String(decoding: line, as: UTF8.self))
        line.removeAll(keepingCapacity: true)
      case 0..<9, 11, 14..<32, 127: break
      default: line.append(byte)
      }
      previous = byte
    }
    if !line.isEmpty { lines.append(String(decoding: line, as: UTF8.self)) }
    return lines
  }

  /// Joins the lines of `format=flowed` text (RFC 3676): a line that ends in a space goes on in the
  /// next of the same quote depth. With `delsp`, that space is not part of the text.
  static func flowed(_ lines: [String], delsp: Bool) -> [String] {
    var result: [String] = []
    var open: (depth: Int, text: String)?
    func close() {
      guard let paragraph = open else { return }
      result.append(String(repeating: "> ", count: paragraph.depth) + paragraph.text)
      open = nil
    }
    for line in lines {
      let depth = line.utf8.prefix { $0 == 62 }.count
      var text = line.dropFirst(depth)
      if text.utf8.first == 32 { text = text.dropFirst() }
      let isSignature = text == "-- "
      if isSignature || open?.depth != depth { close() }
      let isFlowed = text.utf8.last == 32 && !isSignature
      if isFlowed, delsp { text = text.dropLast() }
      open = (depth, (open?.text ?? "") + text)
      if !isFlowed { close() }
    }
    close()
    return result
  }

  /// Without empty lines at either end.
  static func trimmed(_ lines: [String]) -> [String] {
    func isEmpty(_ line: String) -> Bool { line.utf8.allSatisfy { $0 == 32 || $0 == 9 } }
    guard let first = lines.firstIndex(where: { !isEmpty($0) }),
      let last = lines.lastIndex(where: { !isEmpty($0) })
    else { return [] }
    return Array(lines[first...last])
  }
}
