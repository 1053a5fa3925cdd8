// SPDX-License-Identifier: Apache-2.0

import CGMime

/// The header fields of a message, decoded.
enum Headers {
  static func read(_ native: UnsafeMutablePointer<GMimeMessage>, into message: inout MIMEMessage) {
    message.from = addresses(g_mime_message_get_from(native))
    message.to = addresses(g_mime_message_get_to(native))
    message.cc = addresses(g_mime_message_get_cc(native))
    message.bcc = addresses(g_mime_message_get_bcc(native))
    if message.from.isEmpty { message.from = bareName(native, "from") }
    if message.to.isEmpty { message.to = bareName(native, "to") }
    if message.cc.isEmpty { message.cc = bareName(native, "cc") }
    if message.from.isEmpty {
      message.from = addresses(g_mime_message_get_sender(native))
      message.warnings.append(
        message.from.isEmpty
          ? "The header names no sender." : "No \"From\" line; the sender is from \"Sender\".")
    }
    let object = UnsafeMutableRawPointer(native).assumingMemoryBound(to: GMimeObject.self)
    let headers = g_mime_object_get_header_list(object)
    var seen: Set<String> = []
    var repeated: Set<String> = []
    for index in 0..<max(0, g_mime_header_list_get_count(headers)) {
      guard let header = g_mime_header_list_get_header_at(headers, index),
        let name = Library.borrowed(g_mime_header_get_name(header))
      else { continue }
      let key = name.lowercased()
      guard ["subject", "date", "message-id", "in-reply-to", "references"].contains(key) else {
        continue
      }
      guard seen.insert(key).inserted else {
        repeated.insert(name)
        continue
      }
      let raw = Library.borrowed(g_mime_header_get_raw_value(header)) ?? ""
      switch key {
      case "subject":
        message.subject = cleaned(Library.borrowed(g_mime_header_get_value(header)) ?? "")
      case "date": HeaderDate.read(raw, into: &message)
      case "message-id": message.messageID = identifiers(raw).first
      case "in-reply-to": message.inReplyTo = identifiers(raw)
      default: message.references = identifiers(raw)
      }
    }
    for name in repeated.sorted() {
      message.warnings.append("\"\(name)\" stands in the header more than once; the first counts.")
    }
    if !seen.contains("date") { message.warnings.append("The header has no date.") }
  }

  /// Everything between angle brackets, or else the words with an "@".
  static func identifiers(_ raw: String) -> [String] {
    var result: [String] = []
    var current: [UInt8]?
    for byte in raw.utf8 {
      switch byte {
      case 60: current = []
      case 62:
        if let bytes = current, !bytes.isEmpty {
          result.append(String(decoding: bytes, as: UTF8.self))
        }
        current = nil
      case 0...32: continue
      default: current?.append(byte)
      }
    }
    if result.isEmpty {
      result = raw.split(whereSeparator: \.isWhitespace).filter { $0.contains("@") }
        .map { $0.trimmingPrefix("<") }.map(String.init)
    }
    var seen: Set<String> = []
    return result.filter { seen.insert($0).inserted }
  }

  private static func addresses(_ list: UnsafeMutablePointer<InternetAddressList>?)
    -> [MIMEAddress]
  {
    var result: [MIMEAddress] = []
    collect(list, into: &result, depth: 0)
    return result
  }

  /// A name of several words without an address, which is no address to GMime, as the first header
  /// of its name has it.
  private static func bareName(
    _ native: UnsafeMutablePointer<GMimeMessage>, _ key: String
  ) -> [MIMEAddress] {
    let object = UnsafeMutableRawPointer(native).assumingMemoryBound(to: GMimeObject.self)
    guard let value = Library.borrowed(g_mime_object_get_header(object, key)) else { return [] }
    var text = cleaned(value)
    if text.first == "(", text.last == ")" { text = String(text.dropFirst().dropLast()) }
    let isName = text.utf8.count < 200 && !text.contains { "<>@;:,".contains($0) }
    return isName && text.contains(where: \.isLetter) ? [MIMEAddress(name: text)] : []
  }

  /// Groups ("undisclosed: a@b.example, c@d.example;") stand as their members; an empty group as
  /// its name.
  private static func collect(
    _ list: UnsafeMutablePointer<InternetAddressList>?, into result: inout [MIMEAddress],
    depth: Int
  ) {
    guard let list, depth < 8 else { return }
    for index in 0..<max(0, internet_address_list_length(list)) {
      guard let item = internet_address_list_get_address(list, index) else { continue }
      let name = cleaned(Library.borrowed(internet_address_get_name(item)) ?? "")
      let raw = UnsafeMutableRawPointer(item)
      if cgmime_is_group(item) != 0 {
        let count = result.count
        let group = raw.assumingMemoryBound(to: InternetAddressGroup.self)
        collect(internet_address_group_get_members(group), into: &result, depth: depth + 1)
        if result.count == count, !name.isEmpty { result.append(MIMEAddress(name: name)) }
      } else if cgmime_is_mailbox(item) != 0 {
        let mailbox = raw.assumingMemoryBound(to: InternetAddressMailbox.self)
        let address = cleaned(Library.borrowed(internet_address_mailbox_get_addr(mailbox)) ?? "")
        append(name: name, address: address, to: &result)
      }
    }
  }

  private static func append(name: String, address: String, to result: inout [MIMEAddress]) {
    guard !name.isEmpty || !address.isEmpty else { return }
    // A name alone, which Exchange writes for people in its own directory, parses as an address.
    if !address.utf8.contains(UInt8(ascii: "@")), name.isEmpty {
      result.append(MIMEAddress(name: address))
    } else {
      result.append(
        MIMEAddress(name: name.isEmpty ? nil : name, address: address.isEmpty ? nil : address))
    }
  }

  /// On one line, without control characters, white space single.
  static func cleaned(_ text: String) -> String {
    var previous: UInt8 = 32
    let isClean = text.utf8.allSatisfy { byte in
      defer { previous = byte }
      return byte > 32 ? byte < 127 : byte == 32 && previous != 32
    }
    if isClean, previous != 32 { return text }
    if text.utf8.allSatisfy({ $0 < 128 }) {
      let words = text.utf8.split { $0 <= 32 || $0 == 127 }
      return String(decoding: Array(words.joined(separator: [32])), as: UTF8.self)
    }
    let words = text.unicodeScalars.split {
      $0.properties.generalCategory == .control || $0.properties.isWhitespace
    }
    return words.map(String.init).joined(separator: " ")
  }
}
