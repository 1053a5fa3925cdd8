// SPDX-License-Identifier: Apache-2.0

/// Reads mail files.
package enum MIMEReader {
  /// Reads one message file. Throws for something that is no mail at all.
  package static func message(in bytes: [UInt8]) throws(MIMEError) -> MIMEMessage {
    try MessageParser.parse(bytes)
  }

  /// The files enclosed with one message. Throws for something that is no mail at all.
  package static func attachments(in bytes: [UInt8]) throws(MIMEError) -> [MIMEAttachment] {
    try MessageParser.attachments(in: bytes)
  }

  /// The files enclosed with the messages of a mailbox file, `index` counted from 1. Messages that
  /// cannot be read have none.
  package static func mailboxAttachments(
    in bytes: [UInt8], each: (_ index: Int, MIMEAttachment) -> Void
  ) {
    var index = 0
    Mailbox.split(bytes) { part in
      index += 1
      guard let found = try? MessageParser.attachments(in: part) else { return }
      for attachment in found { each(index, attachment) }
    }
  }

  /// Reads a mailbox file ("From " lines between messages, quoted as mboxo or mboxrd do) and hands
  /// over its messages in order, `index` counted from 1.
  package static func mailbox(
    in bytes: [UInt8], each: (_ index: Int, Result<MIMEMessage, MIMEError>) -> Void
  ) {
    var index = 0
    Mailbox.split(bytes) { part in
      index += 1
      do throws(MIMEError) {
        each(index, .success(try MessageParser.parse(part)))
      } catch {
        each(index, .failure(error))
      }
    }
  }
}
