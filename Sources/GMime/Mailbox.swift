// SPDX-License-Identifier: Apache-2.0

/// Takes a mailbox file apart.
///
/// A message begins at a line "From " that stands at the start of the file or below an empty line
/// and has a header line, or a time of day, where one belongs. Mailboxes differ in how they quote
/// such lines of a body: one ">" is taken off a line of ">" and "From " (mboxrd, of which mboxo is
/// the case of one ">"). Where a message says how long its body is (mboxcl, mboxcl2) and another
/// begins there, that counts, unless the body would hide what has the look of a message itself;
/// a body with a bare "From " line in it was not quoted (mboxcl2), and nothing is taken off.
enum Mailbox {
  /// - Parameter isLast: whether nothing follows `bytes`; otherwise its last message, which may go
  ///   on, is left.
  /// - Returns: the number of bytes that the messages handed over take up.
  @discardableResult
  static func split(_ bytes: [UInt8], isLast: Bool = true, each: ([UInt8]) -> Void) -> Int {
    var message: [UInt8] = []
    var isAfterBlank = true
    var hasBegun = false
    var begin = 0
    var line = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while line < bytes.count {
      let end = HeaderBlock.lineEnd(bytes, line)
      if isAfterBlank, isSeparator(bytes, line, end) {
        if hasBegun || !isEmpty(message) { each(message) }
        message.removeAll()
        (hasBegun, begin) = (true, line)
        if let body = statedBody(bytes, from: end, isLast: isLast) {
          message += bytes[end..<body.lowerBound]
          message += isBare(bytes, body) ? Array(bytes[body]) : unquoted(bytes, body)
          line = body.upperBound
          isAfterBlank = true
          continue
        }
      } else {
        let isQuoted = bytes[line] == 62 && isQuotedFrom(bytes, line, end)
        message += bytes[(isQuoted ? line + 1 : line)..<end]
      }
      isAfterBlank = bytes[line..<end].allSatisfy { $0 == 10 || $0 == 13 }
      line = end
    }
    guard isLast else { return begin }
    if hasBegun || !isEmpty(message) { each(message) }
    return bytes.count
  }

  /// The body of the message whose header begins at `start`, by its own word: up to where the next
  /// message begins, or the end.
  private static func statedBody(
    _ bytes: [UInt8], from start: Int, isLast: Bool
  ) -> Range<Int>? {
    var line = start
    var stated: Int?
    while line < bytes.count, bytes[line] != 10, bytes[line] != 13 {
      let end = HeaderBlock.lineEnd(bytes, line)
      if HeaderBlock.name(bytes[line..<end]) == "content-length" {
        let digits = bytes[line..<end].drop { $0 != 58 }.filter(isDigit)
        stated = Int(String(decoding: digits, as: UTF8.self))
      }
      line = end
    }
    let body = HeaderBlock.lineEnd(bytes, line)
    guard let stated, stated <= bytes.count - body else { return nil }
    let end = body + stated
    var next = end
    while next < bytes.count, bytes[next] == 10 || bytes[next] == 13 { next += 1 }
    let isAtEnd = next == bytes.count && isLast
    guard isAtEnd || isSeparator(bytes, next, HeaderBlock.lineEnd(bytes, next)),
      end == next || end == body || bytes[end - 1] == 10 || bytes[end] == 10 || bytes[end] == 13
    else { return nil }
    var inner = body
    while inner < end {
      let stop = HeaderBlock.lineEnd(bytes, inner)
      if bytes[inner] == 70, isEnvelope(bytes[inner..<stop]),
        HeaderBlock.name(bytes[stop..<HeaderBlock.lineEnd(bytes, min(stop, bytes.count))]) != nil
      {
        return nil
      }
      inner = stop
    }
    return body..<next
  }

  private static func isBare(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var line = range.lowerBound
    while line < range.upperBound {
      if bytes[line] == 70, bytes[line..<range.upperBound].starts(with: from) { return true }
      line = HeaderBlock.lineEnd(bytes, line)
    }
    return false
  }

  private static func unquoted(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    var out: [UInt8] = []
    var line = range.lowerBound
    while line < range.upperBound {
      let end = min(HeaderBlock.lineEnd(bytes, line), range.upperBound)
      let isQuoted = bytes[line] == 62 && isQuotedFrom(bytes, line, end)
      out += bytes[(isQuoted ? line + 1 : line)..<end]
      line = end
    }
    return out
  }

  private static let from = Array("From ".utf8)

  private static func isEmpty(_ bytes: [UInt8]) -> Bool { bytes.allSatisfy { $0 <= 32 } }

  private static func isQuotedFrom(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end, bytes[index] == 62 { index += 1 }
    return bytes[index..<end].starts(with: from)
  }

  private static func isSeparator(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    guard end - start > 5, bytes[start] == 70, bytes[start..<end].starts(with: from) else {
      return false
    }
    let next = end..<HeaderBlock.lineEnd(bytes, min(end, bytes.count))
    if HeaderBlock.name(bytes[next]) != nil { return true }
    return isEnvelope(bytes[start..<end])
  }

  /// Whether a "From " line has a time of day, as in "Thu Mar  1 14:05:00 2018".
  private static func isEnvelope(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: from)
      && line.indices.dropFirst(6).contains { index in
        line[index] == 58 && index + 2 < line.endIndex && isDigit(line[index - 1])
          && isDigit(line[index + 1]) && isDigit(line[index + 2])
      }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}
