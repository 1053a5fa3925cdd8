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
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count, isBlank(bytes[start]) { start += 1 }
    if bytes[start...].starts(with: Array("From ".utf8)) {
      start = lineEnd(bytes, start)
    }
    guard start < bytes.count else { throw MIMEError(detail: "The file is empty.") }
    let end = try headerEnd(bytes, from: start)
    var result = Array(bytes[start...])
    // C strings end at a zero byte, and with them the header it stands in.
    for index in 0..<(end - start) where result[index] == 0 { result[index] = 32 }
    return result
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
