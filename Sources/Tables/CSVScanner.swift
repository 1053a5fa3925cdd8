// SPDX-License-Identifier: Apache-2.0

/// Splits the bytes of a CSV file into records and fields (RFC 4180, and what is found beside it).
///
/// - A record ends at CR, LF or CRLF outside quotes.
/// - A field is quoted if its first byte that is no space is a quote.
/// - A quote inside a quoted field that is neither doubled nor followed by a delimiter or a line
///   end belongs to the text, if the field is properly closed later on its line; otherwise the
///   field was not quoted at all and is taken as it stands.
struct CSVScanner {
  struct Field {
    enum Form { case plain, quoted, doubled }
    var start: Int
    var end: Int
    /// `doubled`: quoted, with doubled quotes inside.
    var form: Form
  }

  enum Ending { case line, file, insideQuotes }

  var bytes: [UInt8]
  let delimiter: UInt8
  var at: Int

  private static let quote = UInt8(ascii: "\"")
  private static let lookAhead = 4_096

  init(_ bytes: [UInt8], delimiter: UInt8, at: Int = 0) {
    (self.bytes, self.delimiter, self.at) = (bytes, delimiter, at)
  }

  var isAtEnd: Bool { at >= bytes.count }

  /// Reads one record. A blank line is a record of one empty field.
  mutating func record(into fields: inout [Field]) -> Ending {
    fields.removeAll(keepingCapacity: true)
    while true {
      var start = at
      while start < bytes.count, bytes[start] == 0x20 { start += 1 }
      if start < bytes.count, bytes[start] == Self.quote {
        guard let ended = quotedField(start, into: &fields) else { return .insideQuotes }
        if !ended { plainField(into: &fields) }
      } else {
        plainField(into: &fields)
      }
      guard at < bytes.count else { return .file }
      let byte = bytes[at]
      at += 1
      if byte == delimiter { continue }
      if byte == 0x0D, at < bytes.count, bytes[at] == 0x0A { at += 1 }
      return .line
    }
  }

  private mutating func plainField(into fields: inout [Field]) {
    let start = at
    var end = at
    let count = bytes.count
    while end < count {
      let byte = bytes[end]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
      end += 1
    }
    fields.append(Field(start: start, end: end, form: .plain))
    at = end
  }

  /// True if a quoted field was read, false if it turned out to be none, nil if it never ends.
  private mutating func quotedField(_ open: Int, into fields: inout [Field]) -> Bool? {
    var end = open + 1
    var form = Field.Form.quoted
    while true {
      while end < bytes.count, bytes[end] != Self.quote { end += 1 }
      guard end < bytes.count else {
        at = bytes.count
        return nil
      }
      if end + 1 < bytes.count, bytes[end + 1] == Self.quote {
        form = .doubled
        end += 2
        continue
      }
      if let after = close(end) {
        fields.append(Field(start: open + 1, end: end, form: form))
        at = after
        return true
      }
      guard closesLater(end) else { return false }
      end += 1
    }
  }

  /// Where the field's delimiter or line end stands, if the quote here closes it.
  private func close(_ quote: Int) -> Int? {
    var after = quote + 1
    while after < bytes.count, bytes[after] == 0x20, after - quote < 64 { after += 1 }
    if after >= bytes.count { return bytes.count }
    let byte = bytes[after]
    return byte == delimiter || byte == 0x0A || byte == 0x0D ? after : nil
  }

  private func closesLater(_ quote: Int) -> Bool {
    var at = quote + 1
    let limit = min(bytes.count, quote + Self.lookAhead)
    while at < limit, bytes[at] != 0x0A, bytes[at] != 0x0D {
      if bytes[at] == Self.quote {
        if bytes[at - 1] == delimiter { return false }
        if close(at) != nil { return true }
      }
      at += 1
    }
    return false
  }

  /// The text of a field; nil if it is empty.
  func text(_ field: Field) -> String? {
    if field.start >= field.end { return nil }
    let raw = bytes[field.start..<field.end]
    guard field.form == .doubled else { return String(decoding: raw, as: UTF8.self) }
    var out: [UInt8] = []
    out.reserveCapacity(raw.count)
    var at = raw.startIndex
    while at < raw.endIndex {
      out.append(raw[at])
      let isPair = raw[at] == Self.quote && at + 1 < raw.endIndex && raw[at + 1] == Self.quote
      at += isPair ? 2 : 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The place after the line that begins at `start`, quotes or not.
  func lineEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    if end + 1 < bytes.count, bytes[end] == 0x0D, bytes[end + 1] == 0x0A { end += 1 }
    return min(end + 1, bytes.count)
  }

  /// Drops what was read, to make room for more behind.
  mutating func forgetRead() {
    bytes.removeFirst(at)
    at = 0
  }

  /// How many lines there are in a stretch.
  func lines(in stretch: Range<Int>) -> Int {
    var at = stretch.lowerBound
    var count = 0
    while at < stretch.upperBound {
      at = lineEnd(from: at)
      count += 1
    }
    return count
  }

  /// Whether a quoted field holds a quote that is not doubled, anywhere or right after a line end.
  func hasLooseQuote(_ field: Field, afterLineEnd: Bool = false) -> Bool {
    guard field.form != .plain else { return false }
    var at = field.start
    while at < field.end {
      if bytes[at] == Self.quote {
        if at + 1 < field.end, bytes[at + 1] == Self.quote {
          at += 1
        } else if !afterLineEnd || bytes[at - 1] == 0x0A || bytes[at - 1] == 0x0D {
          return true
        }
      }
      at += 1
    }
    return false
  }
}
