// SPDX-License-Identifier: Apache-2.0

import Evidence
import OutlookFiles

/// An Outlook archive, read a stretch at a time.
package final class OutlookArchive {
  /// In bytes of text: what one stretch of messages gives, about.
  private static let stretch = 16 << 20
  /// In bytes: what one stretch of attachments gives, about.
  private static let attachmentStretch = 64 << 20

  private let store: OutlookStore

  package init(path: String) throws(Refusal) {
    do throws(OutlookError) { store = try OutlookStore(path: path) } catch {
      throw Refusal(failure: Failure(error))
    }
  }

  package init(_ bytes: [UInt8]) throws(Refusal) {
    do throws(OutlookError) { store = try OutlookStore(bytes) } catch {
      throw Refusal(failure: Failure(error))
    }
  }

  /// Why an archive cannot be read at all.
  package struct Refusal: Error, Hashable { package var failure: Failure }

  /// The messages of the items from `first` (counted from 0) on, as many as go into a stretch.
  ///
  /// - Parameters:
  ///   - limit: how many items a stretch may have.
  ///   - whole: whether it comes with what its folders say, and what is wrong with the archive as
  ///     such.
  /// - Returns: besides, where the next stretch begins; nil where that was all.
  package func messages(
    from first: Int, limit: Int = .max, whole isFirst: Bool, source: SourceID
  ) -> (reading: MailReading, next: Int?) {
    var reading = isFirst ? whole() : MailReading()
    var account = reading.account ?? ArchiveAccount(unit: .messages)
    var size = 0
    for index in store.entries.indices.dropFirst(first) {
      if size > Self.stretch || index - first >= limit {
        reading.account = account
        return (reading, index)
      }
      let entry = store.entries[index]
      let folder = store.folders[entry.folder]
      do throws(OutlookError) {
        let item = try store.item(entry, contents: false)
        if let kind = item.otherKind {
          account.other[kind, default: 0] += 1
        } else {
          let mail = OutlookMail.message(item)
          size += mail.bodyLines.reduce(1_024) { $0 + $1.utf8.count + 16 }
          MailFile.add(mail, index + 1, .pst, source, folder: folder.path, &reading)
          account.read += 1
          if folder.isDeleted { account.deleted += 1 }
        }
      } catch {
        size += 256
        account.unreadable += 1
        var failure = Failure(error)
        failure.detail = "message \(index + 1) in \(folder.path): \(error.detail)"
        reading.failures.append(failure)
      }
    }
    reading.account = account
    return (reading, nil)
  }

  /// What its folders say they hold, and what of it is not there.
  private func whole() -> MailReading {
    var reading = MailReading()
    var account = ArchiveAccount(unit: .messages)
    reading.failures = store.problems.map { Failure(reason: .damaged, detail: $0) }
    for folder in store.folders {
      let expected = max(folder.expected, folder.found + folder.missing)
      account.expected += expected
      let lost = expected - folder.found
      guard lost > 0 else { continue }
      account.unreadable += lost
      let detail =
        "The folder \(folder.path) says it holds \(expected), of which \(lost) "
        + "\(lost == 1 ? "is" : "are") not in the archive."
      reading.failures.append(Failure(reason: .damaged, detail: detail))
    }
    if account.expected == 0, reading.failures.isEmpty {
      reading.failures.append(Failure(reason: .empty, detail: "The archive holds no items."))
    }
    reading.account = account
    return reading
  }

  /// The files enclosed with the items from `first` on, as for `messages`. Their names begin with
  /// the folder and the number of the message.
  package func attachments(
    from first: Int, limit: Int = .max
  ) -> (found: [MailAttachment], next: Int?) {
    var found: [MailAttachment] = []
    var size = 0
    for index in store.entries.indices.dropFirst(first) {
      if size > Self.attachmentStretch || index - first >= limit {
        return (MailFile.named(found), index)
      }
      // What cannot be read is a failure of its reading as a message.
      guard let item = try? store.item(store.entries[index], contents: true),
        item.otherKind == nil
      else { continue }
      let path = store.folders[store.entries[index].folder].path
      for var part in MailFile.attachments(index + 1, item) {
        part.name = SafeNames.path("\(path)/message \(index + 1)/\(part.name)")
        size += part.bytes.count
        found.append(part)
      }
    }
    return (MailFile.named(found), nil)
  }
}
