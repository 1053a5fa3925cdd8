// SPDX-License-Identifier: Apache-2.0

import Evidence
import GMime

extension MailFile {
  /// The messages of a mailbox file, or of a stretch of one.
  ///
  /// - Parameters:
  ///   - bytes: from the beginning of a message on.
  ///   - isLast: whether nothing follows; otherwise the last message, which may go on, is left.
  ///   - count: how many messages of the file come before.
  /// - Returns: besides, the number of bytes that these messages take up.
  package static func mailbox(
    _ bytes: [UInt8], isLast: Bool, after count: Int, source: SourceID
  ) -> (reading: MailReading, bytes: Int) {
    var reading = MailReading()
    var account = ArchiveAccount(unit: .messages)
    let taken = MIMEReader.mailbox(in: bytes, isLast: isLast) { index, result in
      account.expected += 1
      switch result {
      case .success(let mail):
        account.read += 1
        add(mail, count + index, .mbox, source, &reading)
      case .failure(let error):
        account.unreadable += 1
        reading.failures.append(
          Failure(reason: .damaged, detail: "message \(count + index): \(error.detail)"))
      }
    }
    reading.account = account
    return (reading, taken)
  }

  /// How many bytes of a stretch of a mailbox file are messages that end within it.
  package static func wholeMessages(in bytes: [UInt8]) -> Int {
    MIMEReader.wholeMessages(in: bytes)
  }

  /// How many messages end within a stretch of a mailbox file, and how many bytes they take up.
  package static func mailboxMessages(in bytes: [UInt8]) -> (bytes: Int, messages: Int) {
    MIMEReader.mailboxMessages(in: bytes)
  }

  /// The files enclosed with the messages of a stretch of a mailbox file.
  package static func mailboxAttachments(
    _ bytes: [UInt8], isLast: Bool, after count: Int
  ) -> (found: [MailAttachment], bytes: Int, messages: Int) {
    var found: [MailAttachment] = []
    let taken = MIMEReader.mailboxAttachments(in: bytes, isLast: isLast) {
      found += attachments(count + $0, $1)
    }
    return (named(found), taken.bytes, taken.messages)
  }
}
