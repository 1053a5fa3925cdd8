// SPDX-License-Identifier: Apache-2.0

import Evidence
import GMime
import OutlookFiles

/// A file enclosed with a message of a mail file.
package struct MailAttachment: Hashable, Sendable {
  /// The message of the file it came with, counted from 1.
  package var message: Int
  /// Without folders and control characters; unique among those of its message.
  package var name: String
  package var bytes: [UInt8]
  /// Why `bytes` is empty although something was there; nil where all is well.
  package var problem: String?
}

extension MailFile {
  /// The files enclosed with the messages of a mail file, in its order, read as `kind` (`.eml`,
  /// `.mbox`, `.msg` or `.tnef`). What Outlook wrapped into a "winmail.dat" comes unwrapped. An enclosed message comes as the bytes of a mail file of its own (".eml"), with what
  /// is enclosed with it. Small pictures that a message shows in its text, such as logos of
  /// signatures, are left out.
  ///
  /// - Throws: `NotMail` for any other kind. What is no mail has no attachments; `messages` says so.
  package static func attachments(
    in bytes: [UInt8], kind: SourceKind
  ) throws -> [MailAttachment] {
    var found: [MailAttachment] = []
    switch kind {
    case .eml:
      for part in (try? MIMEReader.attachments(in: bytes)) ?? [] { found += attachments(1, part) }
    case .mbox: MIMEReader.mailboxAttachments(in: bytes) { found += attachments($0, $1) }
    case .msg:
      if let item = try? MessageFile.item(in: bytes, contents: true) {
        found = attachments(1, item)
      }
    case .tnef:
      if let item = try? TransportFile.item(in: bytes, contents: true) {
        found = attachments(1, item)
      }
    default: throw NotMail(kind: kind)
    }
    return named(found)
  }

  /// With names made unique within each message.
  static func named(_ found: [MailAttachment]) -> [MailAttachment] {
    var found = found
    var start = 0
    while start < found.count {
      var end = start
      while end < found.count, found[end].message == found[start].message { end += 1 }
      let names = SafeNames.unique(found[start..<end].map(\.name))
      for (index, name) in zip(start..<end, names) { found[index].name = name }
      start = end
    }
    return found
  }

  /// The files enclosed with an item of Outlook.
  static func attachments(_ message: Int, _ item: OutlookItem) -> [MailAttachment] {
    OutlookMail.files(item).map {
      MailAttachment(message: message, name: $0.name, bytes: $0.bytes, problem: $0.problem)
    }
  }

  /// A part of a message, or what is wrapped in it.
  static func attachments(_ message: Int, _ part: MIMEAttachment) -> [MailAttachment] {
    if MIMEAttachment.isWrapping(type: part.type, name: part.name),
      let item = try? TransportFile.item(in: part.bytes, contents: true)
    {
      return attachments(message, item)
    }
    return [attachment(message, part)]
  }

  private static func attachment(_ message: Int, _ part: MIMEAttachment) -> MailAttachment {
    let name = part.name.isEmpty ? "unnamed" + ending(part.type) : SafeNames.file(part.name)
    return MailAttachment(message: message, name: name, bytes: part.bytes, problem: part.problem)
  }

  private static func ending(_ type: String) -> String {
    let endings = [
      "application/pdf": ".pdf", "text/plain": ".txt", "text/html": ".html", "text/csv": ".csv",
      "text/calendar": ".ics", "image/png": ".png", "image/jpeg": ".jpg", "image/tiff": ".tif",
      "image/gif": ".gif", "application/rtf": ".rtf", "text/rtf": ".rtf",
      "application/zip": ".zip", "application/ms-tnef": ".dat", "message/rfc822": ".eml",
    ]
    return endings[type] ?? ""
  }
}
