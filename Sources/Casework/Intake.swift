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
  private static let stretch = 8
  /// Requests handed out for each worker, so that none waits while pages are written.
  private static let ahead = 12
  /// Mail files asked for at once, and the largest of them in bytes.
  private static let mails = 64
  private static let smallMail = 256 << 10
  /// Messages and files written together, as the index is quicker with many at once, and the bytes
  /// of packed messages that are held for that at most.
  private static let together = 4_000
  private static let held = 32 << 20

  private enum Job {
    /// Counts the pages and reads the first `pages` of them in the same trip.
    case open(StoredSource, pages: Int)
    case pages(StoredSource, ClosedRange<Int>)
    case settle(StoredSource)
    case content(StoredSource, ReadingRequest.Task, from: ArchivePlace)
    case unpack(StoredSource, from: ArchivePlace)
    /// Small mail files in one trip, which would take longer than reading one.
    case mails([StoredSource])

    var sources: [StoredSource] {
      switch self {
      case .open(let stored, _), .pages(let stored, _), .settle(let stored),
        .content(let stored, _, _), .unpack(let stored, _):
        [stored]
      case .mails(let all): all
      }
    }
  }

  /// A file being read: its jobs that wait or run, the pages that need no reading, and what it gave
  /// so far besides its pages.
  private struct Reading {
    var outstanding = 0
    var settled: Set<Int> = []
    let bytes: Int
    var pageCount = 0
    var pagesLeft = 0
    var content = SourceContent()
    /// Whether it was found to hold files, which are then unpacked.
    var isUnpacked = false
    /// How often a stretch of an archive broke its reader.
    var broken = 0

    /// Whether the reading of an archive goes on past what broke the reader.
    mutating func maySkip(_ failure: WorkerFailure) -> Bool {
      if case .refused = failure { return false }
      broken += 1
      // Where nothing of it ever came back, it is the archive that breaks its reader, no item of it.
      return broken <= (content.account == nil ? 3 : 60)
    }
  }

  let store: CaseStore
  private let pool: WorkerPool
  private let originals: Originals
  private let progress: Progress
  private let settings: ReadingSettings
  private let workers: Int
  private var total: Int
  /// Last one first.
  private var queue: [StoredSource]
  private var waiting: [Job] = []
  /// Documents whose pages are all there. What only all pages tell waits until every page of every
  /// file can be searched and looked at.
  private var unsettled: [StoredSource] = []
  private var running: [Int: Job] = [:]
  private var readings: [SourceID: Reading] = [:]
  private var unsaved: [PageReading] = []
  private var lastFlush = ContinuousClock.now
  /// When the last page was in the store and its search index.
  private(set) var searchable = ContinuousClock.now
  private var finished: [(source: SourceID, content: SourceContent)] = []
  /// Messages and rows of what is finished.
  private var unwritten = 0
  private var unwrittenBytes = 0
  private var unpacking: Unpacking
  private var nextTag = 0
  private var done = 0
  private var pagesRead = 0
  private var bytesDone = 0
  private var bytesTotal: Int

  /// The files that were found within others, in the order they were entered.
  var found: [(source: Source, admission: CaseStore.Admission)] { unpacking.found }

  /// - Parameter atOnce: how many workers `readers` has.
  init(
    store: CaseStore, sources: [StoredSource], settings: ReadingSettings, readers: WorkerPool,
    atOnce workers: Int, who: String, progress: Progress
  ) throws {
    (self.store, self.settings, self.progress) = (store, settings, progress)
    originals = Originals(in: store.folder)
    queue = sources.reversed()
    total = sources.count
    bytesTotal = max(1, sources.reduce(0) { $0 + $1.source.bytes })
    self.workers = workers
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
    try closeFinished()
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
  private mutating func fill() throws {
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
    readings[stored.source.id] = Reading(bytes: stored.source.bytes)
    switch stored.source.kind {
    case .pdf, .image, .docx, .rtf, .html, .text:
      let settled = try store.settledPages(of: stored.source.id)
      readings[stored.source.id]?.settled = settled
      // One page alone, so that it can be looked at while the others are read.
      enqueue(.open(stored, pages: settled.isEmpty ? 1 : 0))
    case .eml where stored.source.bytes <= Self.smallMail: enqueue(.mails(smallMails(stored)))
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
      readings[next.source.id] = Reading(bytes: next.source.bytes)
      all.append(next)
    }
    return all
  }

  private mutating func enqueue(_ job: Job) {
    for stored in job.sources { readings[stored.source.id]?.outstanding += 1 }
    waiting.append(job)
  }

  private mutating func submit(_ job: Job) throws {
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
    case .content(_, let task, let place): (request.task, request.place) = (task, place)
    case .unpack(_, let place): (request.task, request.place) = (.unpack, place)
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

  // MARK: Taking in

  private mutating func settle(_ job: Job, _ result: Result<[UInt8], WorkerFailure>) throws {
    if case .failure(.couldNotStart(let reason)) = result {
      // Says nothing about the file, which stays to be read: the next run completes it.
      try closeFinished()
      throw CaseworkError("no reader could be started: \(reason)")
    }
    for stored in job.sources { readings[stored.source.id]?.outstanding -= 1 }
    if case .mails(let all) = job { return try settle(all, result) }
    let stored = job.sources[0]
    switch (job, result) {
    case (.open(_, let pages), .success(let bytes)):
      try opened(stored, asked: pages, PagesReply(unpacking: bytes))
    case (.open(_, let pages), .failure(let failure)):
      if case .refused = failure {
        keepWhole(Failure(failure), of: stored)
      } else if pages > 0 {
        // Does the file break its reader, or one of its first pages? Count alone, then page by page.
        enqueue(.open(stored, pages: 0))
      } else {
        keepWhole(Failure(failure), of: stored)
      }
    case (.pages(_, let numbers), .success(let bytes)):
      try keep(PagesReply(unpacking: bytes), of: stored)
      readings[stored.source.id]?.pagesLeft -= numbers.count
    case (.pages(_, let numbers), .failure(let failure)) where numbers.count == 1:
      var recorded = Failure(failure)
      recorded.page = numbers.lowerBound
      unsaved.append(.failure(stored.source.id, recorded))
      readings[stored.source.id]?.pagesLeft -= 1
    case (.pages(_, let numbers), .failure):
      for number in numbers.reversed() { enqueue(.pages(stored, number...number)) }
    case (.settle, .success(let bytes)), (.content, .success(let bytes)):
      try take(ContentReply(unpacking: bytes), after: job)
    case (.unpack, .success(let bytes)): try unpacked(stored, UnpackReply(unpacking: bytes))
    case (.content(_, .mail, let place), .failure(let failure))
    where stored.source.kind == .pst && readings[stored.source.id]?.maySkip(failure) == true:
      let (next, isSkipped) = place.afterFailure
      if isSkipped { skip(place.first, of: stored, failure) }
      enqueue(.content(stored, .mail, from: next))
    case (.unpack(_, let place), .failure(let failure))
    where stored.source.kind == .pst && readings[stored.source.id]?.maySkip(failure) == true:
      let (next, isSkipped) = place.afterFailure
      if isSkipped {
        var recorded = Failure(failure)
        recorded.detail = "what is enclosed with message \(place.first + 1): \(recorded.detail)"
        keepWhole(recorded, of: stored)
      }
      enqueue(.unpack(stored, from: next))
    case (.settle, .failure(let failure)), (.content, .failure(let failure)),
      (.unpack, .failure(let failure)):
      keepWhole(Failure(failure), of: stored)
    case (.mails, _): break
    }
    guard readings[stored.source.id]?.outstanding == 0 else { return }
    switch job {
    case .open where readings[stored.source.id]?.pageCount == 0: try finish(stored)
    case .open, .pages:
      // All pages are there; those that are saved must be in the store to be settled.
      try flush()
      unsettled.append(stored)
    case .settle, .content, .unpack, .mails: try finish(stored)
    }
  }

  /// One mail that breaks its reader costs no other: they are asked for again one by one.
  private mutating func settle(
    _ mails: [StoredSource], _ result: Result<[UInt8], WorkerFailure>
  ) throws {
    guard case .success(let bytes) = result,
      let replies = try? MailsReply(unpacking: bytes).replies, replies.count == mails.count
    else {
      for stored in mails { enqueue(.content(stored, .mail, from: ArchivePlace())) }
      return
    }
    for (stored, reply) in zip(mails, replies) {
      try take(reply, of: stored)
      if readings[stored.source.id]?.outstanding == 0 { try finish(stored) }
    }
  }

  private mutating func opened(_ stored: StoredSource, asked: Int, _ reply: PagesReply) throws {
    try store.setPageCount(reply.pageCount, of: stored.source.id)
    try keep(reply, of: stored)
    guard reply.pageCount > 0 else {
      return keepWhole(Failure(reason: .empty, detail: "the file holds no pages"), of: stored)
    }
    let settled = readings[stored.source.id]?.settled ?? []
    // After a crash on opening with pages, `asked` is 0 and nothing settled: the first ones go alone.
    let wanted = (1...reply.pageCount).filter { $0 > asked && !settled.contains($0) }
    readings[stored.source.id]?.pageCount = reply.pageCount
    readings[stored.source.id]?.pagesLeft = wanted.count
    for stretch in stretches(of: wanted).reversed() { enqueue(.pages(stored, stretch)) }
  }

  /// Neighbouring numbers together, at most `stretch` of them, and fewer towards the end: pages that
  /// must be recognised take a second each, and no worker should be left with the last of them.
  private func stretches(of numbers: [Int]) -> [ClosedRange<Int>] {
    var out: [ClosedRange<Int>] = []
    for (index, number) in numbers.enumerated() {
      let left = numbers.count - index + (out.last?.count ?? 0)
      let most = min(Self.stretch, max(1, left / (workers * 4)))
      if let last = out.last, last.upperBound == number - 1, last.count < most {
        out[out.count - 1] = last.lowerBound...number
      } else {
        out.append(number...number)
      }
    }
    return out
  }

  private mutating func take(_ reply: ContentReply, of stored: StoredSource) throws {
    readings[stored.source.id]?.content.add(reply.content)
    if reply.holdsFiles, readings[stored.source.id]?.isUnpacked == false {
      readings[stored.source.id]?.isUnpacked = true
      enqueue(.unpack(stored, from: ArchivePlace()))
    }
  }

  private mutating func take(_ reply: ContentReply, after job: Job) throws {
    let stored = job.sources[0]
    try take(reply, of: stored)
    guard case .content(_, let task, _) = job, let next = reply.next else { return }
    // The worker goes on while what is there is written: archives are larger than memory.
    enqueue(.content(stored, task, from: next))
    try fill()
    let messages = readings[stored.source.id]?.content.messages ?? []
    guard messages.count >= Self.together || messages.packedBytes >= Self.held else { return }
    try store.save(messages, of: stored.source.id)
    readings[stored.source.id]?.content.messages = []
  }

  private mutating func unpacked(_ stored: StoredSource, _ reply: UnpackReply) throws {
    if let account = reply.account {
      let known = readings[stored.source.id]?.content.account
      readings[stored.source.id]?.content.account = known.map { $0 + account } ?? account
    }
    for failure in reply.failures { keepWhole(failure, of: stored) }
    let (new, refused) = try unpacking.admit(reply.entries, of: stored)
    if let refused { keepWhole(refused, of: stored) }
    for child in new {
      queue.append(child)
      total += 1
      bytesTotal += child.source.bytes
    }
    if let next = reply.next, refused == nil { enqueue(.unpack(stored, from: next)) }
  }

  /// Notes an item of an archive that breaks its reader.
  private mutating func skip(_ item: Int, of stored: StoredSource, _ failure: WorkerFailure) {
    var recorded = Failure(failure)
    recorded.detail = "message \(item + 1): \(recorded.detail)"
    keepWhole(recorded, of: stored)
    let lost = SourceContent(account: ArchiveAccount(unit: .messages, unreadable: 1))
    readings[stored.source.id]?.content.add(lost)
  }

  // MARK: Writing

  private mutating func keep(_ reply: PagesReply, of stored: StoredSource) throws {
    for entry in reply.entries {
      switch entry {
      case .page(let page):
        unsaved.append(.page(page))
        pagesRead += 1
      case .failure(let failure): unsaved.append(.failure(stored.source.id, failure))
      }
    }
    // Slow pages are not held back until there are many: people look at them meanwhile.
    if unsaved.count >= 256 || .now - lastFlush > .milliseconds(500) { try flush() }
  }

  /// What is wrong with the file as a whole is written when it is closed.
  private mutating func keepWhole(_ failure: Failure, of stored: StoredSource) {
    readings[stored.source.id]?.content.failures.append(failure)
  }

  private mutating func flush() throws {
    lastFlush = .now
    guard !unsaved.isEmpty else { return }
    try store.save(unsaved)
    unsaved = []
    searchable = .now
  }

  private mutating func closeFinished() throws {
    try flush()
    try store.finish(finished)
    (finished, unwritten, unwrittenBytes) = ([], 0, 0)
  }

  private mutating func finish(_ stored: StoredSource) throws {
    guard let content = readings.removeValue(forKey: stored.source.id)?.content else { return }
    finished.append((stored.source.id, content))
    // Thousands of small files are closed many at a time.
    unwritten += content.messages.count + content.sheets.reduce(0) { $0 + $1.rows.count }
    unwrittenBytes += content.messages.packedBytes
    if finished.count >= Self.together || unwritten >= Self.together
      || unwrittenBytes >= Self.held
    {
      try closeFinished()
    }
    done += 1
    bytesDone += stored.source.bytes
  }
}

extension [ReadMessage] {
  fileprivate var packedBytes: Int { reduce(0) { $0 + $1.packed.count } }
}

extension SourceContent {
  fileprivate mutating func add(_ other: SourceContent) {
    messages += other.messages
    sheets += other.sheets
    failures += other.failures
    pages += other.pages
    exposures += other.exposures
    if let more = other.account { account = account.map { $0 + more } ?? more }
  }
}
