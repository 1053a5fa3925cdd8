// SPDX-License-Identifier: Apache-2.0

import Evidence
import GMime
import OutlookFiles

/// What reading one mail file gave.
package struct MailReading: Sendable {
  /// Outer messages in the order of the file, each followed by those quoted and enclosed in it.
  package var messages: [Message]
  /// What could not be read, with its place.
  package var failures: [Failure]
  /// Of a file that holds many messages.
  package var account: ArchiveAccount?

  package init(
    messages: [Message] = [], failures: [Failure] = [], account: ArchiveAccount? = nil
  ) {
    (self.messages, self.failures, self.account) = (messages, failures, account)
  }
}

/// Mail files: one message (`.eml`, `.msg`, a loose `winmail.dat`) or many (`.mbox`).
package enum MailFile {
  /// A kind of source that is no mail file.
  package struct NotMail: Error, Hashable { package var kind: SourceKind }

  /// The messages in `bytes`, which are read as `kind` (`.eml`, `.mbox`, `.msg` or `.tnef`). What
  /// cannot be read becomes a failure of the reading; throws `NotMail` for any other kind.
  package static func messages(
    in bytes: [UInt8], kind: SourceKind, source: SourceID
  ) throws -> MailReading {
    var reading = MailReading()
    switch kind {
    case .eml:
      do throws(MIMEError) {
        add(try MIMEReader.message(in: bytes), 1, .eml, source, &reading)
      } catch {
        reading.failures.append(Failure(reason: .damaged, detail: error.detail))
      }
    case .mbox:
      (reading, _) = mailbox(bytes, isLast: true, after: 0, source: source)
      if reading.messages.isEmpty && reading.failures.isEmpty {
        reading.failures.append(Failure(reason: .empty, detail: "The mailbox holds no message."))
      }
    case .msg, .tnef:
      do throws(OutlookError) {
        let item =
          kind == .msg
          ? try MessageFile.item(in: bytes, contents: false)
          : try TransportFile.item(in: bytes, contents: false)
        add(item, source, &reading)
      } catch {
        reading.failures.append(Failure(error))
      }
    default: throw NotMail(kind: kind)
    }
    return reading
  }

  /// A file of one item.
  private static func add(_ item: OutlookItem, _ source: SourceID, _ reading: inout MailReading) {
    if let kind = item.otherKind {
      let detail = "This is a \(kind) of Outlook, no message: save it as PDF or text, and add that."
      reading.failures.append(Failure(reason: .unsupported, detail: detail))
    } else {
      add(OutlookMail.message(item), 1, .msg, source, &reading)
    }
  }

  /// - Parameter folder: of the archive that the message lies in.
  static func add(
    _ mail: MIMEMessage, _ index: Int, _ origin: Message.Origin, _ source: SourceID,
    folder: String? = nil, _ reading: inout MailReading
  ) {
    let mail = OutlookMail.unwrapped(mail)
    let prefix = origin == .mbox || origin == .pst ? "message \(index): " : ""
    reading.failures += mail.warnings.map { Failure(reason: .damaged, detail: prefix + $0) }
    let id = "\(source.short).m\(index)"
    let file = FileMessage(
      mail: mail, index: index, origin: origin, source: source, folder: folder)
    reading.messages += SenderSignature.mark(file.messages(id))
  }
}

extension Failure {
  init(_ error: OutlookError) {
    let reason: Failure.Reason =
      switch error.reason {
      case .damaged: .damaged
      case .unsupported: .unsupported
      case .tooLarge: .outputLimit
      }
    self.init(reason: reason, detail: error.detail)
  }
}
