// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation
import Workers

/// One run of reading: hands files and stretches of pages to workers, writes what comes back.
///
/// Order does not matter: every row is keyed by source and place, and a source is closed only when
/// all of it is there. So the result is the same for any number of workers, and a killed run leaves
/// a case that the next one completes.
struct Intake {
  /// Pages asked for at once. A stretch that fails is asked for again page by page, so that one bad
  /// page costs one page.
  static let stretch = 8
  /// Requests handed out for each worker, so that none waits while pages are written.
  private static let ahead = 12
  /// Mail files asked for at once, and the largest of them in bytes.
  private static let mails = 64
  private static let smallMail = 256 << 10
  let store: CaseStore
  private let pool: WorkerPool
  private let originals: Originals
  let progress: Progress
  private let settings: ReadingSettings
  let workers: Int
  /// Of files that several machines share, what is read here.
  let portions: [SourceID: Portion]
  var total: Int
  /// Last one first.
  var queue: [StoredSource]
  private var waiting: [IntakeJob] = []
  /// Documents whose pages are all there. What only all pages tell waits until every page of every
  /// file can be searched and looked at.
  var unsettled: [StoredSource] = []
  private var running: [Int: IntakeJob] = [:]
  var readings: [SourceID: IntakeReading] = [:]
  var writer: ReadingsWriter
  var unpacking: Unpacking
  private var nextTag = 0
  var done = 0
  var pagesRead = 0
  var bytesDone = 0
  var bytesTotal: Int

  /// The files that were found within others, in the order they were entered.
  var found: [(source: Source, admission: CaseStore.Admission)] { unpacking.found }

  /// When the last page was in the store and its search index.
  var searchable: ContinuousClock.Instant { writer.searchable }

  /// - Parameters:
  ///   - atOnce: how many workers `readers` has.
  ///   - portions: the files that are read in part only, and then left pending.
  init(
    store: CaseStore, sources: [StoredSource], portions: [SourceID: Portion] = [:],
    settings: ReadingSettings, readers: WorkerPool, atOnce workers: Int, who: String,
    progress: Progress
  ) throws {
    (self.store, self.settings, self.progress) = (store, settings, progress)
    originals = Originals(in: store.folder)
    queue = sources.reversed()
    total = sources.count
    bytesTotal = max(1, sources.reduce(0) { $0 + $1.source.bytes })
    (self.workers, self.portions) = (workers, portions)
    writer = ReadingsWriter(store: store)
    unpacking = try Unpacking(store: store, who: who)
    pool = readers
  }

  mutating func run() throws {
    try store.reopenPending()
    try fill()
    while let (tag, result) = pool.next() {
      guard let job = running.removeValue(forKey: tag) else { continue }
      try settle(job, result)
      try fill()
      progress(
        "reading", pagesRead, "pages", fraction: share,
        item: "\(done) of \(total) files")
    }
    try writer.closeFinished()
  }

  /// The share of all bytes that has been read, half-read documents by their pages.
  private var share: Double {
    let partly = readings.values.reduce(0.0) { sum, reading in
      guard reading.pageCount > 0 else { return sum }
      let read = Double(reading.pageCount - reading.pagesLeft) / Double(reading.pageCount)
      return sum + read * Double(reading.bytes)
    }
    // Never all of it before it is: what follows the last page takes time too.
    return min(0.99, (Double(bytesDone) + partly) / Double(bytesTotal))
  }

  // MARK: Handing out

  /// Keeps the workers busy: reads the files that are open before opening more, and settles them
  /// last.
  mutating func fill() throws {
    while running.count < workers * Self.ahead {
      if let job = waiting.popLast() {
        try submit(job)
      } else if let stored = queue.popLast() {
        try start(stored)
      } else if let stored = unsettled.popLast() {
        enqueue(.settle(stored))
      } else {
        return
      }
    }
  }

  private mutating func start(_ stored: StoredSource) throws {
    readings[stored.source.id] = IntakeReading(bytes: stored.source.bytes)
    switch stored.source.kind {
    case .pdf, .image, .docx, .rtf, .html, .text:
      let settled = try store.settledPages(of: stored.source.id)
      readings[stored.source.id]?.settled = settled
      // One page alone, so that it can be looked at while the others are read.
      let isWhole = portions[stored.source.id] == nil
      enqueue(.open(stored, pages: settled.isEmpty && isWhole ? 1 : 0))
    case .eml where stored.source.bytes <= Self.smallMail: enqueue(.mails(smallMails(stored)))
    case .mbox where stored.source.bytes > ReadingWorker.mailboxStretch:
      enqueue(.survey(stored, from: ArchivePlace()))
    case .eml, .mbox, .msg, .tnef, .pst:
      enqueue(.content(stored, .mail, from: ArchivePlace()))
    case .csv, .jsonl, .xlsx: enqueue(.content(stored, .table, from: ArchivePlace()))
    case .zip: enqueue(.unpack(stored, from: ArchivePlace()))
    case .mapping, .policy, .guide: try finish(stored)
    case .unsupported:
      keepWhole(Failure(reason: .unsupported, detail: unpacking.advice(stored)), of: stored)
      try finish(stored)
    }
  }

  /// Begins with the small mails that follow this one, too: fewer towards the end, so that no worker
  /// is left with all of the last.
  private mutating func smallMails(_ first: StoredSource) -> [StoredSource] {
    var all = [first]
    let most = min(Self.mails, max(1, queue.count / (workers * 4)))
    while all.count < most, let next = queue.last, next.source.kind == .eml,
      next.source.bytes <= Self.smallMail
    {
      queue.removeLast()
      readings[next.source.id] = IntakeReading(bytes: next.source.bytes)
      all.append(next)
    }
    return all
  }

  mutating func enqueue(_ job: IntakeJob) {
    for stored in job.sources { readings[stored.source.id]?.outstanding += 1 }
    waiting.append(job)
  }

  private mutating func submit(_ job: IntakeJob) throws {
    let stored = job.sources[0]
    var request = ReadingRequest(
      task: .open, path: originals.url(of: stored.source.id).path, name: stored.source.name,
      kind: stored.source.kind, source: stored.source.id)
    request.options = settings
    switch job {
    case .open(_, let pages): (request.task, request.first, request.last) = (.open, 1, pages)
    case .pages(_, let numbers):
      (request.task, request.first, request.last) = (.pages, numbers.lowerBound, numbers.upperBound)
    case .settle:
      request.task = .settle
      request.payload = try store.packedPages(of: stored.source.id)
    case .survey(_, let place): (request.task, request.place) = (.survey, place)
    case .content(_, let task, let place, _): (request.task, request.place) = (task, place)
    case .unpack(_, let place, _): (request.task, request.place) = (.unpack, place)
    case .mails(let all):
      request.task = .mails
      request.payload = all.map { stored in
        ReadingRequest.packed(originals.url(of: stored.source.id).path, stored.source.id)
      }
    }
    nextTag += 1
    running[nextTag] = job
    pool.submit(try request.bytes, tag: nextTag)
  }
}
