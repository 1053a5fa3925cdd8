// SPDX-License-Identifier: Apache-2.0

import CGMime

/// Walks the parts of a message: what a reader is shown, and what is attached.
struct BodyReader {
  /// What one part, or several together, show.
  struct Content {
    enum Kind: Int, Comparable {
      case none, other, html, plain
      static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
    }

    var kind = Kind.none
    var lines: [String] = []
  }

  /// How many messages this one is enclosed in.
  let depth: Int
  var attachments: [String] = []
  var enclosed: [MIMEMessage] = []
  var wrapped: [[UInt8]] = []
  var warnings: [String] = []

  init(depth: Int) { self.depth = depth }

  mutating func read(_ part: UnsafeMutablePointer<GMimeObject>?) -> Content {
    read(part, level: 0, isFirst: true)
  }

  private mutating func read(
    _ object: UnsafeMutablePointer<GMimeObject>?, level: Int, isFirst: Bool
  ) -> Content {
    guard let object else { return Content() }
    guard level < 40 else {
      warn("Parts nested deeper than 40 were not read.")
      return Content()
    }
    let raw = UnsafeMutableRawPointer(object)
    if cgmime_is_message_part(object) != 0 {
      let name =
        Library.borrowed(g_mime_object_get_content_disposition_parameter(object, "filename"))
        ?? parameter("name", of: object)
      enclose(raw.assumingMemoryBound(to: GMimeMessagePart.self), name: Headers.cleaned(name ?? ""))
      return Content()
    }
    if cgmime_is_multipart(object) != 0 {
      return read(multipart: raw.assumingMemoryBound(to: GMimeMultipart.self), object, level)
    }
    guard cgmime_is_part(object) != 0 else { return Content() }
    return read(leaf: raw.assumingMemoryBound(to: GMimePart.self), object, isFirst: isFirst)
  }

  private mutating func read(
    multipart: UnsafeMutablePointer<GMimeMultipart>, _ object: UnsafeMutablePointer<GMimeObject>,
    _ level: Int
  ) -> Content {
    let subtype = Library.subtype(of: object)
    let count = max(0, g_mime_multipart_get_count(multipart))
    if count == 0 {
      warn("A multipart has no parts.")
      // Its boundaries are not those it names: what stands in it is better shown than lost.
      let all = Library.borrowed(g_mime_multipart_get_prologue(multipart)) ?? ""
      let lines = TextLines.trimmed(TextLines.split(all))
      return lines.isEmpty ? Content() : Content(kind: .plain, lines: lines)
    }
    if subtype == "encrypted" { warn("The message is encrypted.") }
    var contents: [Content] = []
    for index in 0..<count {
      contents.append(
        read(
          g_mime_multipart_get_part(multipart, index), level: level + 1,
          isFirst: index == 0 || subtype == "alternative"))
    }
    if subtype == "alternative" {
      // The best kind wins; an empty text has no kind. Several of that kind should say the same:
      // where they do not, all are shown, so that nothing can be hidden in one.
      let best = contents.map(\.kind).max() ?? .none
      var shown: [[String]] = []
      contents = contents.filter { content in
        guard content.kind == best, !shown.contains(content.lines) else { return false }
        shown.append(content.lines)
        return true
      }
    }
    return contents.reduce(into: Content()) { whole, next in
      guard next.kind != .none else { return }
      if whole.kind != .none { whole.lines.append("") }
      whole.lines += next.lines
      whole.kind = max(whole.kind, next.kind)
    }
  }

  private mutating func read(
    leaf: UnsafeMutablePointer<GMimePart>, _ object: UnsafeMutablePointer<GMimeObject>,
    isFirst: Bool
  ) -> Content {
    let subtype = Library.subtype(of: object)
    let type = Library.type(of: object)
    let name = Headers.cleaned(Library.borrowed(g_mime_part_get_filename(leaf)) ?? "")
    let disposition =
      Library.borrowed(g_mime_object_get_disposition(object))?.lowercased() ?? "inline"
    let isText = type == "text" && subtype != "calendar" && subtype != "directory"
    if MIMEAttachment.isWrapping(type: "\(type)/\(subtype)", name: name) {
      wrapped.append(data(of: leaf))
      return Content()
    }
    if type == "message", subtype == "rfc822" || subtype == "global",
      let inner = encodedMessage(leaf, name: name)
    {
      enclosed.append(inner)
      return Content()
    }
    guard isText, disposition != "attachment", name.isEmpty || isFirst else {
      attachments.append(name.isEmpty ? "unnamed \(type)/\(subtype)" : name)
      return Content()
    }
    let bytes = data(of: leaf)
    let isHTML = subtype == "html"
    var charset = parameter("charset", of: object)
    if charset == nil, isHTML { charset = HTMLText.declaredCharset(bytes) }
    let decoded = Charset.text(bytes, declared: charset)
    if let warning = decoded.warning { warn(warning) }
    var lines: [String]
    if isHTML {
      lines = HTMLText.lines(decoded.text)
    } else {
      lines = TextLines.split(decoded.text)
      if parameter("format", of: object)?.lowercased() == "flowed" {
        lines = TextLines.flowed(
          lines, delsp: parameter("delsp", of: object)?.lowercased() == "yes")
      }
    }
    lines = TextLines.trimmed(lines)
    guard !lines.isEmpty else { return Content() }
    return Content(kind: isHTML ? .html : subtype == "plain" ? .plain : .other, lines: lines)
  }

  private mutating func enclose(_ part: UnsafeMutablePointer<GMimeMessagePart>, name: String) {
    guard depth < 10, let native = g_mime_message_part_get_message(part), Self.isMessage(native)
    else {
      attachments.append(name.isEmpty ? "unnamed message/rfc822" : name)
      if depth >= 10 { warn("Messages enclosed deeper than 10 were not read.") }
      return
    }
    let message = MessageParser.read(native, depth: depth + 1)
    let subject = message.subject ?? ""
    attachments.append(name.isEmpty ? (subject.isEmpty ? "message" : subject) + ".eml" : name)
    enclosed.append(message)
  }

  /// Without any header it is some other file under that name.
  private static func isMessage(_ native: UnsafeMutablePointer<GMimeMessage>) -> Bool {
    let object = UnsafeMutableRawPointer(native).assumingMemoryBound(to: GMimeObject.self)
    return [object, g_mime_message_get_mime_part(native)].contains { part in
      part.map { g_mime_header_list_get_count(g_mime_object_get_header_list($0)) > 0 } ?? false
    }
  }

  /// A message that was enclosed in an encoding, which RFC 2046 forbids and which happens.
  private mutating func encodedMessage(
    _ leaf: UnsafeMutablePointer<GMimePart>, name: String
  ) -> MIMEMessage? {
    guard depth < 10,
      let message = try? MessageParser.parse(data(of: leaf), depth: depth + 1)
    else { return nil }
    let subject = message.subject ?? ""
    attachments.append(name.isEmpty ? (subject.isEmpty ? "message" : subject) + ".eml" : name)
    return message
  }

  private func data(of part: UnsafeMutablePointer<GMimePart>) -> [UInt8] {
    guard let content = g_mime_part_get_content(part) else { return [] }
    return Library.written(by: { g_mime_data_wrapper_write_to_stream(content, $0) }) { Array($0) }
      ?? []
  }

  private func parameter(
    _ name: String, of object: UnsafeMutablePointer<GMimeObject>
  ) -> String? {
    Library.borrowed(g_mime_object_get_content_type_parameter(object, name))
  }

  /// Each sentence once.
  private mutating func warn(_ sentence: String) {
    if !warnings.contains(sentence) { warnings.append(sentence) }
  }
}
