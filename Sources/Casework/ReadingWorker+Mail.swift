// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Documents
import Evidence
import Foundation
import Mail
import Tables

/// Mail files and tables. Those that hold many messages are read a stretch at a time.
extension ReadingWorker.Desk {
  /// In bytes: of one message in a mailbox file, and of what one trip surveys.
  private static let longestMessage = 512 << 20
  private static let surveyed = 1 << 30

  mutating func mail(_ request: ReadingRequest) throws -> ContentReply {
    let reading: MailReading
    var next: ArchivePlace?
    switch request.kind {
    case .pst:
      let found = try outlookArchive(request).messages(
        from: request.place.first, limit: request.place.limit, whole: !request.place.isBegun,
        source: request.source)
      reading = found.reading
      next = found.next.map { ArchivePlace(first: $0, isBegun: true) }
    case .mbox:
      let (bytes, isLast) = try mailboxStretch(request)
      var found = MailFile.mailbox(
        bytes, isLast: isLast, after: request.place.messages, source: request.source)
      let count = found.reading.account?.expected ?? 0
      if isLast, count + request.place.messages == 0 {
        found.reading.failures.append(
          Failure(reason: .empty, detail: "The mailbox holds no message."))
      }
      if !isLast {
        next = ArchivePlace(
          first: request.place.first + found.bytes, messages: request.place.messages + count)
      }
      reading = found.reading
    default:
      reading = try MailFile.messages(
        in: bytes(of: request), kind: request.kind, source: request.source)
    }
    return Self.reply(reading, next: next)
  }

  /// The stretches that `mail` would read one after the other.
  func survey(_ request: ReadingRequest) throws -> SurveyReply {
    var reply = SurveyReply(places: [request.place])
    var at = request
    while true {
      // A stretch that cannot be taken apart says so when it is read.
      guard let (bytes, isLast) = try? mailboxStretch(at), !isLast else { return reply }
      let (taken, count) = MailFile.mailboxMessages(in: bytes)
      at.place = ArchivePlace(
        first: at.place.first + taken, messages: at.place.messages + count)
      guard at.place.first - request.place.first < Self.surveyed else {
        reply.next = at.place
        return reply
      }
      reply.places.append(at.place)
    }
  }

  /// A mail that is refused costs no other.
  mutating func mails(_ request: ReadingRequest) throws -> MailsReply {
    var all = MailsReply()
    for one in try request.mails {
      do {
        all.replies.append(try mail(one))
      } catch let error as ReadingError {
        var reply = ContentReply()
        reply.content.failures = [Failure(reason: error.reason, detail: error.detail)]
        all.replies.append(reply)
      }
    }
    return all
  }

  static func reply(_ reading: MailReading, next: ArchivePlace?) -> ContentReply {
    var reply = ContentReply()
    reply.content.messages = reading.messages.map(ReadMessage.init)
    reply.content.failures = reading.failures
    reply.content.account = reading.account
    reply.holdsFiles = reading.messages.contains { !$0.attachments.isEmpty }
    reply.next = next
    return reply
  }

  mutating func table(_ request: ReadingRequest) throws -> ContentReply {
    let bytes = try bytes(of: request)
    // Mail that was exported as a table is mail.
    if request.kind == .csv, MailTable.isMail(try TableReader.rows(bytes, limit: 50).rows) {
      let all = try TableReader.rows(bytes)
      if let reading = MailTable.messages(
        in: all.rows, failures: all.failures, source: request.source)
      {
        return Self.reply(reading, next: nil)
      }
    }
    var reply = ContentReply()
    reply.content.sheets = try TableReader.read(bytes, kind: request.kind)
    return reply
  }

  mutating func unpackMail(_ request: ReadingRequest) throws -> UnpackReply {
    let found: [MailAttachment]
    var next: ArchivePlace?
    switch request.kind {
    case .pst:
      let stretch = try outlookArchive(request).attachments(
        from: request.place.first, limit: request.place.limit)
      found = stretch.found
      next = stretch.next.map { ArchivePlace(first: $0, isBegun: true) }
    case .mbox:
      let (bytes, isLast) = try mailboxStretch(request)
      let stretch = MailFile.mailboxAttachments(
        bytes, isLast: isLast, after: request.place.messages)
      found = stretch.found
      if !isLast {
        next = ArchivePlace(
          first: request.place.first + stretch.bytes,
          messages: request.place.messages + stretch.messages)
      }
    default: found = try MailFile.attachments(in: bytes(of: request), kind: request.kind)
    }
    // Attachments of several messages of one file may have one name.
    var reply = UnpackReply()
    for file in found {
      let name = request.kind == .mbox ? "message \(file.message)/\(file.name)" : file.name
      if let problem = file.problem {
        reply.failures.append(Failure(reason: .damaged, detail: "\(name): \(problem)"))
      } else {
        reply.entries.append(UnpackReply.Entry(name: name, bytes: file.bytes))
      }
    }
    reply.next = next
    return reply
  }

  /// A stretch of a mailbox file that holds at least one message to its end, or the rest of it.
  private func mailboxStretch(
    _ request: ReadingRequest
  ) throws -> (bytes: [UInt8], isLast: Bool) {
    let file = try FileHandle(forReadingFrom: URL(filePath: request.path))
    defer { try? file.close() }
    let size = Int(clamping: try file.seekToEnd())
    var length = ReadingWorker.mailboxStretch
    while true {
      try file.seek(toOffset: UInt64(request.place.first))
      let bytes = Array(try file.read(upToCount: length) ?? Data())
      if request.place.first + bytes.count >= size { return (bytes, true) }
      if MailFile.wholeMessages(in: bytes) > 0 { return (bytes, false) }
      guard length < Self.longestMessage else {
        throw ReadingError(
          .outputLimit, "A message in it is longer than \(Self.longestMessage >> 20) MB.")
      }
      length *= 2
    }
  }
}
