// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Workers

/// What one worker is asked to do, and what for.
enum IntakeJob {
  /// Counts the pages and reads the first `pages` of them in the same trip.
  case open(StoredSource, pages: Int)
  case pages(StoredSource, ClosedRange<Int>)
  case settle(StoredSource)
  /// Tells the stretches of a mailbox file, from one of them on.
  case survey(StoredSource, from: ArchivePlace)
  /// - Parameter alone: the stretch at this place and nothing behind it.
  case content(StoredSource, ReadingRequest.Task, from: ArchivePlace, alone: Bool = false)
  case unpack(StoredSource, from: ArchivePlace, alone: Bool = false)
  /// Small mail files in one trip, which would take longer than reading one.
  case mails([StoredSource])

  var sources: [StoredSource] {
    switch self {
    case .open(let stored, _), .pages(let stored, _), .settle(let stored), .survey(let stored, _),
      .content(let stored, _, _, _), .unpack(let stored, _, _):
      [stored]
    case .mails(let all): all
    }
  }
}

/// A file being read: its jobs that wait or run, the pages that need no reading, and what it gave so
/// far besides its pages.
struct IntakeReading {
  var outstanding = 0
  var settled: Set<Int> = []
  let bytes: Int
  var pageCount = 0
  var pagesLeft = 0
  /// The stretches of a mailbox file that are known.
  var stretches = 0
  var content = SourceContent()
  /// Whether it was found to hold files, which are then unpacked.
  var isUnpacked = false
  /// How often a stretch of an archive broke its reader.
  private var broken = 0

  init(bytes: Int) { self.bytes = bytes }

  /// Whether the reading of an archive goes on past what broke the reader.
  mutating func maySkip(_ failure: WorkerFailure) -> Bool {
    if case .refused = failure { return false }
    broken += 1
    // Where nothing of it ever came back, it is the archive that breaks its reader, no item of it.
    return broken <= (content.account == nil ? 3 : 60)
  }
}

extension SourceContent {
  mutating func add(_ other: SourceContent) {
    messages += other.messages
    sheets += other.sheets
    failures += other.failures
    pages += other.pages
    exposures += other.exposures
    if let more = other.account { account = account.map { $0 + more } ?? more }
  }
}
