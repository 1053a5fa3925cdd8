// SPDX-License-Identifier: Apache-2.0

/// The first look at the bytes of a message: whether they are mail, and what has to be evened out
/// before GMime reads them.
enum HeaderBlock {
  private static let known: Set<String> = [
    "from", "to", "cc", "bcc", "subject", "date", "sent", "message-id", "in-reply-to",
    "references", "reply-to", "sender", "received", "return-path", "delivered-to", "mime-version",
    "content-type", "content-transfer-encoding", "content-disposition", "resent-from",
    "resent-date", "apparently-to", "x-mailer", "x-from", "x-to",
  ]

  /// The bytes from the first header on, without a byte order mark, an mbox "From " line or blank
  /// lines before it. Throws where no line that a mail header has is among the headers.
  static func prepared(_ bytes: [UInt8]) throws(MIMEError) -> [UInt8] {
    var bytes = bytes
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      bytes = Array(Charset.text(bytes, declared: "utf-16").text.utf8)
    }
    // Lines of old Macintosh files end in a single carriage return.
    if !bytes.contains(10), bytes.contains(13) { bytes = bytes.map { $0 == 13 ? 10 : $0 } }
    if let message = stated(bytes) { bytes = message }
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count, isBlank(bytes[start]) { start += 1 }
    if bytes[start...].starts(with: Array("From ".utf8)) {
      start = lineEnd(bytes, start)
    }
    guard start < bytes.count else { throw MIMEError(detail: "The file is empty.") }
    let end = try headerEnd(bytes, from: start)
    try checkAddresses(bytes)
    var result = Array(bytes[start...])
    // C strings end at a zero byte, and with them the header it stands in.
    for index in 0..<(end - start) where result[index] == 0 { result[index] = 32 }
    if result[..<(end - start)].contains(where: { $0 > 127 }) {
      result.replaceSubrange(..<(end - start), with: encodedWordsMended(result[..<(end - start)]))
    }
    return result
  }

  /// The message in a file of Apple Mail (`.emlx`): a line with its length, the message, and then
  /// what the program noted of it. Nil for any other file.
  private static func stated(_ bytes: [UInt8]) -> [UInt8]? {
    let end = lineEnd(bytes, 0)
    let line = bytes[..<end].filter { $0 != 32 && $0 != 13 && $0 != 10 }
    guard !line.isEmpty, line.count < 12, line.allSatisfy({ $0 >= 48 && $0 <= 57 }),
      name(bytes[end..<lineEnd(bytes, end)]) != nil,
      let length = Int(String(decoding: line, as: UTF8.self))
    else { return nil }
    return Array(bytes[end..<min(bytes.count, end + length)])
  }

  private static func headerEnd(_ bytes: [UInt8], from start: Int) throws(MIMEError) -> Int {
    var line = start
    var found = false
    while line < bytes.count {
      let end = lineEnd(bytes, line)
      if bytes[line..<end].allSatisfy({ $0 == 10 || $0 == 13 }) { break }
      if !found, let name = name(bytes[line..<end]) { found = known.contains(name) }
      line = end
    }
    guard found else {
      throw MIMEError(
        detail: "This is no e-mail: no line such as \"From:\" or \"Date:\" stands at its head.")
    }
    return line
  }

  private static let addressed: Set<String> = [
    "from", "to", "cc", "bcc", "sender", "reply-to", "resent-from", "resent-to", "resent-cc",
    "resent-bcc", "resent-sender", "resent-reply-to", "disposition-notification-to",
  ]

  /// GMime reads groups within groups by recursion and lists of bare names in quadratic time, so
  /// lists beyond any use are refused, in enclosed messages too.
  private static func checkAddresses(_ bytes: [UInt8]) throws(MIMEError) {
    var line = 0
    var counts = false
    var colons = 0
    var commas = 0
    while line < bytes.count {
      let end = lineEnd(bytes, line)
      if bytes[line] != 32, bytes[line] != 9 {
        let field = bytes[line] | 32 >= 97 ? name(bytes[line..<end]) : nil
        counts = field.map { addressed.contains($0) } ?? false
        (colons, commas) = (0, 0)
      }
      if counts {
        for byte in bytes[line..<end] {
          if byte == 58 { colons += 1 } else if byte == 44 { commas += 1 }
        }
        guard colons <= 500, commas <= 20_000 else {
          throw MIMEError(detail: "An address header has more groups or addresses than any mail.")
        }
      }
      line = end
    }
  }

  /// Encoded words ("=?iso-8859-1?Q?...?=") must be ASCII. Where bytes of their charset stand in one
  /// as they are, these are encoded, as GMime would read them in another charset.
  private static func encodedWordsMended(_ header: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var marks = 0
    var isWord = false
    var isQuoted = false
    var previous: UInt8 = 0
    for byte in header {
      if previous == 61, byte == 63, !isWord {
        (isWord, marks, isQuoted) = (true, 1, false)
      } else if isWord, byte == 63 {
        marks += 1
        if marks == 3 { isQuoted = previous | 32 == 113 }
      } else if isWord, byte == 10 || (previous == 63 && byte == 61 && marks > 3) {
        isWord = false
      }
      if byte > 127, isWord, isQuoted {
        let digits = Array("0123456789ABCDEF".utf8)
        result += [61, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      } else {
        result.append(byte)
      }
      previous = byte
    }
    return result
  }

  /// The lower-case name of the header field that a line begins, if it begins one.
  static func name(_ line: ArraySlice<UInt8>) -> String? {
    guard let colon = line.firstIndex(of: 58), colon - line.startIndex <= 60 else { return nil }
    let name = line[..<colon]
    guard !name.isEmpty, name.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
    return String(decoding: name, as: UTF8.self).lowercased()
  }

  /// The index after the line feed that ends the line at `start`.
  static func lineEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 10 { index += 1 }
    return min(index + 1, bytes.count)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 10 || byte == 13 || byte == 32 || byte == 9 || byte == 0
  }
}
