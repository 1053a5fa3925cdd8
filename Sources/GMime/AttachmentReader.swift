// SPDX-License-Identifier: Apache-2.0

import CGMime

/// One file enclosed with a message.
package struct MIMEAttachment: Hashable, Sendable {
  /// As the message names it; empty where it does not.
  package var name: String
  /// In lower case, such as "application/pdf".
  package var type: String
  package var bytes: [UInt8]
  /// Why `bytes` is empty although something was there, as a sentence; nil where all is well.
  package var problem: String?

  package init(name: String, type: String, bytes: [UInt8], problem: String? = nil) {
    (self.name, self.type, self.bytes, self.problem) = (name, type, bytes, problem)
  }

  /// Whether Outlook wrapped a message and its attachments into it (TNEF).
  package static func isWrapping(type: String, name: String) -> Bool {
    type == "application/ms-tnef" || type == "application/vnd.ms-tnef"
      || type == "application/octet-stream" && name.lowercased() == "winmail.dat"
  }
}

/// Walks the parts of a message for the files enclosed with it.
///
/// What a reader of the message is shown as its text is none of them, nor is a small picture that
/// its HTML shows in place, such as the logo of a signature. An enclosed message is one file: what
/// is enclosed with that is found when it is read itself.
struct AttachmentReader {
  /// In bytes: for one file, and for all of one message.
  static let fileLimit = 256 << 20
  static let totalLimit = 1 << 30
  static let countLimit = 10_000
  /// Smaller pictures that the HTML shows are logos, not files that someone sent.
  private static let logoSize = 4_096

  private(set) var attachments: [MIMEAttachment] = []
  private var total = 0

  mutating func read(_ object: UnsafeMutablePointer<GMimeObject>?) {
    read(object, level: 0, isFirst: true)
  }

  private mutating func read(
    _ object: UnsafeMutablePointer<GMimeObject>?, level: Int, isFirst: Bool
  ) {
    guard let object, level < 40, attachments.count < Self.countLimit else { return }
    if cgmime_is_message_part(object) != 0 {
      enclose(object)
    } else if cgmime_is_multipart(object) != 0 {
      let multipart = UnsafeMutableRawPointer(object).assumingMemoryBound(to: GMimeMultipart.self)
      let isAlternative = Library.subtype(of: object) == "alternative"
      for index in 0..<max(0, g_mime_multipart_get_count(multipart)) {
        read(
          g_mime_multipart_get_part(multipart, index), level: level + 1,
          isFirst: index == 0 || isAlternative)
      }
    } else if cgmime_is_part(object) != 0 {
      read(leaf: object, isFirst: isFirst)
    }
  }

  private mutating func read(leaf object: UnsafeMutablePointer<GMimeObject>, isFirst: Bool) {
    let part = UnsafeMutableRawPointer(object).assumingMemoryBound(to: GMimePart.self)
    var name = Headers.cleaned(Library.borrowed(g_mime_part_get_filename(part)) ?? "")
    let (type, subtype) = (Library.type(of: object), Library.subtype(of: object))
    let disposition =
      Library.borrowed(g_mime_object_get_disposition(object))?.lowercased() ?? "inline"
    // The same test by which the text of a message is told from what is attached to it.
    let isText = type == "text" && subtype != "calendar" && subtype != "directory"
    if isText, disposition != "attachment", name.isEmpty || isFirst { return }
    // A message that was enclosed in an encoding.
    if type == "message", subtype == "rfc822" || subtype == "global",
      !name.lowercased().hasSuffix(".eml")
    {
      name = (name.isEmpty ? "message" : name) + ".eml"
    }
    // The signature of a signed message is about the message, and nobody reads it.
    if subtype.hasSuffix("pkcs7-signature") || subtype == "pgp-signature" { return }
    var stored: [UInt8] = []
    var problem: String?
    if let content = g_mime_part_get_content(part) {
      (stored, problem) = data { g_mime_data_wrapper_write_to_stream(content, $0) }
    }
    let isLogo =
      type == "image" && disposition != "attachment" && stored.count < Self.logoSize
      && Library.borrowed(g_mime_object_get_content_id(object)) != nil
    if isLogo { return }
    attachments.append(
      MIMEAttachment(name: name, type: "\(type)/\(subtype)", bytes: stored, problem: problem))
  }

  private mutating func enclose(_ object: UnsafeMutablePointer<GMimeObject>) {
    let part = UnsafeMutableRawPointer(object).assumingMemoryBound(to: GMimeMessagePart.self)
    guard let message = g_mime_message_part_get_message(part) else { return }
    let given =
      Library.borrowed(g_mime_object_get_content_disposition_parameter(object, "filename"))
      ?? Library.borrowed(g_mime_object_get_content_type_parameter(object, "name"))
    var name = Headers.cleaned(given ?? "")
    if name.isEmpty {
      let subject = Headers.cleaned(Library.borrowed(g_mime_message_get_subject(message)) ?? "")
      name = subject.isEmpty ? "message" : subject
    }
    if !name.lowercased().hasSuffix(".eml") { name += ".eml" }
    let raw = UnsafeMutableRawPointer(message).assumingMemoryBound(to: GMimeObject.self)
    let (stored, problem) = data { g_mime_object_write_to_stream(raw, nil, $0) }
    attachments.append(
      MIMEAttachment(name: name, type: "message/rfc822", bytes: stored, problem: problem))
  }

  /// The bytes that `write` puts into a stream, under the limits.
  private mutating func data(
    _ write: (UnsafeMutablePointer<GMimeStream>?) -> gssize
  ) -> ([UInt8], String?) {
    Library.written(by: write) { bytes in
      guard bytes.count <= Self.fileLimit, total + bytes.count <= Self.totalLimit else {
        return ([], "It is larger than can be unpacked.")
      }
      total += bytes.count
      return (Array(bytes), nil)
    } ?? ([], "It cannot be decoded.")
  }
}
