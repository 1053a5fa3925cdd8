// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Tells what a file is read as: by its content, and by its name where the content is plain text or
/// says nothing.
package enum FileKind {
  /// - Parameters:
  ///   - head: the first bytes of the file, 4 KiB are plenty.
  ///   - name: the name it was added under; only its ending matters.
  package static func sniff(_ head: [UInt8], name: String) -> SourceKind {
    let name = name.lowercased()
    func named(_ endings: String...) -> Bool { endings.contains { name.hasSuffix($0) } }

    if let kind = byMagic(head, name: name) { return kind }
    if let kind = packedTable(head, name: name) { return kind }
    if head.contains(0) {
      // Mail may carry text in UTF-16, or any bytes, as they are.
      if mailHeader(head[...]) || named(".eml", ".emlx") {
        return named(".mbox", ".mbx") ? .mbox : .eml
      }
      if head.starts(with: Array("From ".utf8)), envelope(head[...]) { return .mbox }
      // A table may hold a few zeros, or be UTF-16 without a mark; its reader tells.
      let zeros = head.count { $0 == 0 }
      if zeros * 100 <= head.count || isWide(head, zeros) {
        if named(".csv", ".tsv") { return .csv }
        if named(".jsonl", ".ndjson") { return .jsonl }
      }
      // UTF-16 text has zeros too: a CSV file out of a spreadsheet may be that.
      guard head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) else {
        return .unsupported
      }
      if named(".csv", ".tsv") { return .csv }
      if named(".jsonl", ".ndjson") { return .jsonl }
      return named(".html", ".htm") ? .html : .text
    }
    if named(".mapping.yaml", ".mapping.yml") { return .mapping }
    if named(".policy.md") { return .policy }
    let last = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
    if ["agencies.yaml", "office-hours.yaml"].contains(last) { return .guide }
    if named(".csv", ".tsv") { return .csv }
    if named(".jsonl", ".ndjson") { return .jsonl }
    let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
    if text.starts(with: Array("From ".utf8)), envelope(text) { return .mbox }
    if named(".mbox", ".mbx") { return .mbox }
    if named(".eml", ".emlx") { return .eml }
    if named(".rtf"), text.isEmpty { return .rtf }
    if isHTML(text) || named(".html", ".htm", ".xhtml") { return .html }
    if mailHeader(text) { return .eml }
    return named(".txt", ".text", ".log", ".md") || isReadable(text) ? .text : .unsupported
  }

  /// A sentence for a file that `sniff` tells as unsupported: which format it is, and what to do.
  package static func advice(_ head: [UInt8], name: String) -> String {
    if head.isEmpty { return "The file is empty." }
    guard let format = OtherFormat(head, name: name.lowercased()) else {
      return "An unknown format: save it as PDF, text or a picture, and add that."
    }
    return "\(format.title): \(format.remedy)."
  }

  private static func byMagic(_ head: [UInt8], name: String) -> SourceKind? {
    func at(_ offset: Int, _ bytes: [UInt8]) -> Bool {
      head.count >= offset + bytes.count && Array(head[offset..<(offset + bytes.count)]) == bytes
    }
    if at(0, [0x89, 0x50, 0x4E, 0x47]) || at(0, [0xFF, 0xD8, 0xFF]) || at(0, [0x49, 0x49, 0x2A, 0])
      || at(0, [0x4D, 0x4D, 0, 0x2A])
    {
      return .image
    }
    if at(0, [0x78, 0x9F, 0x3E, 0x22]) { return .tnef }
    if at(0, Array("!BDN".utf8)) { return .pst }
    if at(0, [0xD0, 0xCF, 0x11, 0xE0]), isOutlookMessage(head, name: name) { return .msg }
    if ZipHead.isZip(head) { return ZipHead(head).kind(name: name) }
    // Readers accept the mark anywhere in the first kilobyte, after whatever a mailer put before;
    // but not inside a text that merely speaks of it.
    let mark = Array("%PDF-".utf8)
    if let place = Bytes.find(mark, in: Array(head.prefix(1_024 + mark.count))) {
      let before = head.prefix(place)
      if place == 0 || !mailHeader(before[...]) { return .pdf }
    }
    let start = head.firstIndex { $0 > 32 && $0 < 128 } ?? head.endIndex
    if start < 8, head[start...].starts(with: Array("{\\rtf".utf8)) { return .rtf }
    return nil
  }

  /// Whether nearly every other byte is zero.
  private static func isWide(_ head: [UInt8], _ zeros: Int) -> Bool {
    let even = stride(from: 0, to: head.count, by: 2).count { head[$0] == 0 }
    return zeros * 5 > head.count * 2 && (even * 20 < zeros || (zeros - even) * 20 < zeros)
  }

  /// A table packed by gzip, bzip2, xz or zstd, told by its name: what is in it is not seen yet.
  private static func packedTable(_ head: [UInt8], name: String) -> SourceKind? {
    let marks: [[UInt8]] = [
      [0x1F, 0x8B], Array("BZh".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x28, 0xB5, 0x2F, 0xFD],
    ]
    guard marks.contains(where: { head.starts(with: $0) }) else { return nil }
    let parts = name.split(separator: ".").suffix(2)
    guard parts.count == 2, let inner = parts.first else { return nil }
    return switch inner {
    case "csv", "tsv": .csv
    case "jsonl", "ndjson": .jsonl
    case "xlsx": .xlsx
    default: nil
    }
  }

  /// Office files before 2007 are all alike at first; the parts of a message have names of their own,
  /// in UTF-16.
  private static func isOutlookMessage(_ head: [UInt8], name: String) -> Bool {
    if name.hasSuffix(".msg") { return true }
    let part: [UInt8] = "__substg1.0_".utf8.flatMap { [$0, 0] as [UInt8] }
    return Bytes.find(part, in: head) != nil
  }

  /// Whether a text begins as HTML does, after comments and an XML declaration.
  private static func isHTML(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = String(decoding: text.prefix(2_048), as: UTF8.self).lowercased()[...]
    while true {
      rest = rest.drop { $0.isWhitespace }
      if rest.hasPrefix("<!--"), let end = rest.firstRange(of: "-->") {
        rest = rest[end.upperBound...]
      } else if rest.hasPrefix("<?xml"), let end = rest.firstRange(of: "?>") {
        rest = rest[end.upperBound...]
      } else {
        break
      }
    }
    let tags = ["<!doctype html", "<html", "<head", "<body", "<table", "<div", "<p>", "<meta"]
    return tags.contains { rest.hasPrefix($0) }
  }

  /// Whether bytes without zeros are text: few control characters, and in UTF-8 or mostly ASCII.
  private static func isReadable(_ text: ArraySlice<UInt8>) -> Bool {
    guard !text.isEmpty else { return false }
    let controls = text.count { $0 < 32 && !(8...13).contains($0) && $0 != 27 || $0 == 127 }
    guard controls * 100 <= text.count else { return false }
    let high = text.count { $0 >= 128 }
    if high * 4 <= text.count { return true }
    // The head may end in the middle of a character.
    return (0...3).contains { String(validating: text.dropLast($0), as: UTF8.self) != nil }
  }

  /// Whether the first line is an mbox envelope, "From someone Thu Jan  1 00:00:00 1970": it ends in
  /// a year or has a time of day.
  private static func envelope(_ text: ArraySlice<UInt8>) -> Bool {
    let line = text.prefix { $0 != 10 }
    return line.filter { $0 == UInt8(ascii: ":") }.count >= 2
      && line.contains { $0 >= 48 && $0 <= 57 }
  }

  /// Whether the text begins like an e-mail: two or more header fields, one of them a mail's.
  private static func mailHeader(_ text: ArraySlice<UInt8>) -> Bool {
    let known: Set<String> = [
      "from", "to", "date", "received", "return-path", "delivered-to", "message-id",
      "mime-version", "subject", "x-mailer", "cc", "sender", "reply-to",
    ]
    var (fields, hits) = (0, 0)
    for line in text.split(separator: 10, omittingEmptySubsequences: false).prefix(40) {
      let row = line.last == 13 ? line.dropLast() : line
      if row.isEmpty { break }
      if row.first == 32 || row.first == 9 { continue }
      guard let colon = row.firstIndex(of: UInt8(ascii: ":")), colon > row.startIndex,
        row[..<colon].allSatisfy({ $0 > 32 && $0 < 127 })
      else { break }
      fields += 1
      if known.contains(String(decoding: row[..<colon], as: UTF8.self).lowercased()) { hits += 1 }
    }
    return fields >= 2 && hits >= 2
  }
}

/// Searching in bytes.
enum Bytes {
  static func find(_ needle: [UInt8], in hay: [UInt8], from start: Int = 0) -> Int? {
    guard hay.count - start >= needle.count else { return nil }
    return (start...(hay.count - needle.count)).first { start in
      needle.indices.allSatisfy { hay[start + $0] == needle[$0] }
    }
  }
}
