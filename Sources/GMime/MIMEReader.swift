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
  /// Stretches are as for `mailbox`.
  @discardableResult
  package static func mailboxAttachments(
    in bytes: [UInt8], isLast: Bool = true, each: (_ index: Int, MIMEAttachment) -> Void
  ) -> (bytes: Int, messages: Int) {
    var index = 0
    let bytes = Mailbox.split(bytes, isLast: isLast) { part in
      index += 1
      guard let found = try? MessageParser.attachments(in: part) else { return }
      for attachment in found { each(index, attachment) }
    }
    return (bytes, index)
  }

  /// Reads a mailbox file ("From " lines between messages; the dialects are in `Mailbox`) and hands
  /// over its messages in order, `index` counted from 1.
  ///
  /// - Parameter isLast: false for a stretch of a file, from the beginning of a message on: what
  ///   may go on behind it is left.
  /// - Returns: the number of bytes that the messages handed over take up.
  @discardableResult
  package static func mailbox(
    in bytes: [UInt8], isLast: Bool = true,
    each: (_ index: Int, Result<MIMEMessage, MIMEError>) -> Void
  ) -> Int {
    var index = 0
    return Mailbox.split(bytes, isLast: isLast) { part in
      index += 1
      do throws(MIMEError) {
        each(index, .success(try MessageParser.parse(part)))
      } catch {
        each(index, .failure(error))
      }
    }
  }

  /// How many bytes of a stretch of a mailbox file are messages that end within it.
  package static func wholeMessages(in bytes: [UInt8]) -> Int { mailboxMessages(in: bytes).bytes }

  /// How many messages end within a stretch of a mailbox file, and how many bytes they take up.
  package static func mailboxMessages(in bytes: [UInt8]) -> (bytes: Int, messages: Int) {
    var count = 0
    let taken = Mailbox.split(bytes, isLast: false) { _ in count += 1 }
    return (taken, count)
  }
}
