// SPDX-License-Identifier: Apache-2.0

/// Takes a mailbox file apart.
///
/// A message begins at a line "From " that stands at the start of the file or below an empty line
/// and has a header line, or a time of day, where one belongs. Mailboxes differ in how they quote
/// such lines of a body: one ">" is taken off a line of ">" and "From " (mboxrd, of which mboxo is
/// the case of one ">").
enum Mailbox {
  static func split(_ bytes: [UInt8], each: ([UInt8]) -> Void) {
    var message: [UInt8] = []
    var isAfterBlank = true
    var hasBegun = false
    var line = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while line < bytes.count {
      let end = HeaderBlock.lineEnd(bytes, line)
      if isAfterBlank, isSeparator(bytes, line, end) {
        if hasBegun || !isEmpty(message) { each(message) }
        message.removeAll()
        hasBegun = true
      } else {
        let isQuoted = bytes[line] == 62 && isQuotedFrom(bytes, line, end)
        message += bytes[(isQuoted ? line + 1 : line)..<end]
      }
      isAfterBlank = bytes[line..<end].allSatisfy { $0 == 10 || $0 == 13 }
      line = end
    }
    if hasBegun || !isEmpty(message) { each(message) }
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
    // An mbox line ends in a date such as "Thu Mar  1 14:05:00 2018".
    let line = bytes[start..<end]
    return line.indices.dropFirst(6).contains { index in
      line[index] == 58 && index + 2 < end && isDigit(line[index - 1]) && isDigit(line[index + 1])
        && isDigit(line[index + 2])
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}
