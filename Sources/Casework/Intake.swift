// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Documents
import Evidence
import Foundation
import Mail
import Workers

/// One run of reading: hands files and stretches of pages to workers, writes what comes back.
///
/// Order does not matter: every row is keyed by source and place, and a source is closed only when
/// all of it is there. So the result is the same for any number of workers, and a killed run leaves
/// a case that the next one completes.
struct Intake {
  /// Pages asked for at once. A stretch that fails is asked for again page by page, so that one bad
  /// page costs one page.
  private static let stretch = 4

  private enum Job {
    case content(StoredSource, ReadingRequest.Task)
    /// Counts the pages and reads the first `pages` of them in the same trip.
    case open(StoredSource, pages: Int)
    case pages(StoredSource, ClosedRange<Int>)

    var stored: StoredSource {
      switch self {
      case .content(let stored, _), .open(let stored, _), .pages(let stored, _): stored
      }
    }
  }

  /// A document being read: its jobs that wait or run, and the pages that need no reading.
  private struct Reading {
    var outstanding = 0
    var settled: Set<Int>
    let bytes: Int
    var pageCount = 0
    var pagesLeft = 0
  }

  let store: CaseStore
  private let pool: WorkerPool
  private let originals: Originals
  private let progress: Progress
  private let capacity: Int
  private let total: Int
  /// Last one first.
  private var queue: [StoredSource]
  private var waiting: [Job] = []
  private var running: [Int: Job] = [:]
  private var readings: [SourceID: Reading] = [:]
  private var unsaved: [PageReading] = []
  private var lastFlush = ContinuousClock.now
  private var finished: [(source: SourceID, content: SourceContent)] = []
  private var nextTag = 0
  private var done = 0
  private var pagesRead = 0
  private var bytesDone = 0
  private let bytesTotal: Int

  init(
    store: CaseStore, sources: [StoredSource], workers: Int, executable: URL, progress: Progress
  ) {
    (self.store, self.progress) = (store, progress)
    originals = Originals(in: store.folder)
    queue = sources.reversed()
    total = sources.count
    bytesTotal = max(1, sources.reduce(0) { $0 + $1.source.bytes })
    capacity = workers * 3
    pool = WorkerPool(
      count: workers, command: [executable.path, "worker"], limits: ReadingWorker.limits)
  }

  mutating func run() throws {
    defer { pool.close() }
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

  /// Keeps the workers busy, finishing what is open before opening more.
  private mutating func fill() throws {
    while running.count < capacity {
      if let job = waiting.popLast() {
        try submit(job)
      } else if let stored = queue.popLast() {
        try start(stored)
      } else {
        return
      }
    }
  }

  private mutating func start(_ stored: StoredSource) throws {
    try store.reopen(stored.source.id)
    switch stored.source.kind {
    case .pdf, .image:
      let settled = try store.settledPages(of: stored.source.id)
      readings[stored.source.id] = Reading(settled: settled, bytes: stored.source.bytes)
      // One page alone, so that it can be looked at while the others are read.
      enqueue(.open(stored, pages: settled.isEmpty ? 1 : 0))
    case .eml, .mbox: enqueue(.content(stored, .mail))
    case .csv, .xlsx: enqueue(.content(stored, .table))
    case .mapping, .policy: try finish(stored, SourceContent())
    case .docx, .rtf, .html, .text, .zip, .unsupported:
      let failure = Failure(
        reason: .unsupported,
        detail: "kept but not read: this format is not supported; add it as PDF, image, CSV or XLSX"
      )
      try finish(stored, SourceContent(failures: [failure]))
    }
  }

  private mutating func enqueue(_ job: Job) {
    readings[job.stored.source.id]?.outstanding += 1
    waiting.append(job)
  }

  private mutating func submit(_ job: Job) throws {
    let stored = job.stored
    func request(_ task: ReadingRequest.Task, _ pages: ClosedRange<Int>? = nil) -> ReadingRequest {
      ReadingRequest(
        task: task, path: originals.url(of: stored.source.id).path, kind: stored.source.kind,
        source: stored.source.id, first: pages?.lowerBound ?? 1, last: pages?.upperBound ?? 0)
    }
    let asked =
      switch job {
      case .content(_, let task): request(task)
      case .open(_, let pages): request(.open, pages > 0 ? 1...pages : nil)
      case .pages(_, let numbers): request(.pages, numbers)
      }
    nextTag += 1
    running[nextTag] = job
    pool.submit(try asked.bytes, tag: nextTag)
  }

  // MARK: Taking in

  private mutating func settle(_ job: Job, _ result: Result<[UInt8], WorkerFailure>) throws {
    if case .failure(.couldNotStart(let reason)) = result {
      // Says nothing about the file, which stays to be read: the next run completes it.
      try closeFinished()
      throw CaseworkError("no reader could be started: \(reason)")
    }
    switch (job, result) {
    case (.content(let stored, _), .success(let bytes)):
      let reply = try JSONDecoder().decode(ContentReply.self, from: Data(bytes))
      try finish(
        stored,
        SourceContent(messages: reply.messages, sheets: reply.sheets, failures: reply.failures))
      return
    case (.content(let stored, _), .failure(let failure)):
      try finish(stored, SourceContent(failures: [Failure(failure)]))
      return
    case (.open(let stored, let pages), .success(let bytes)):
      try opened(stored, asked: pages, PagesReply(unpacking: bytes))
    case (.open(let stored, let pages), .failure(let failure)):
      if case .refused = failure {
        try keep(Failure(failure), of: stored)
      } else if pages > 0 {
        // Does the file break its reader, or one of its first pages? Count alone, then page by page.
        enqueue(.open(stored, pages: 0))
      } else {
        try keep(Failure(failure), of: stored)
      }
    case (.pages(let stored, let numbers), .success(let bytes)):
      try keep(PagesReply(unpacking: bytes), of: stored)
      readings[stored.source.id]?.pagesLeft -= numbers.count
    case (.pages(let stored, let numbers), .failure(let failure)) where numbers.count == 1:
      var recorded = Failure(failure)
      recorded.page = numbers.lowerBound
      try keep(recorded, of: stored)
    case (.pages(let stored, let numbers), .failure):
      for number in numbers.reversed() { enqueue(.pages(stored, number...number)) }
    }
    try closeIfComplete(job.stored)
  }

  private mutating func opened(_ stored: StoredSource, asked: Int, _ reply: PagesReply) throws {
    try store.setPageCount(reply.pageCount, of: stored.source.id)
    try keep(reply, of: stored)
    guard reply.pageCount > 0 else {
      try keep(Failure(reason: .empty, detail: "the file holds no pages"), of: stored)
      return
    }
    let settled = readings[stored.source.id]?.settled ?? []
    let wanted = (1...reply.pageCount).filter { $0 > asked && !settled.contains($0) }
    // After a crash on opening with pages, `asked` is 0 and nothing settled: the first ones go alone.
    readings[stored.source.id]?.pageCount = reply.pageCount
    readings[stored.source.id]?.pagesLeft = wanted.count
    for stretch in Self.stretches(of: wanted).reversed() { enqueue(.pages(stored, stretch)) }
  }

  /// Neighbouring numbers together, at most `stretch` of them.
  private static func stretches(of numbers: [Int]) -> [ClosedRange<Int>] {
    var out: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = out.last, last.upperBound == number - 1, last.count < stretch {
        out[out.count - 1] = last.lowerBound...number
      } else {
        out.append(number...number)
      }
    }
    return out
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
    if unsaved.count >= 64 || .now - lastFlush > .milliseconds(500) { try flush() }
  }

  private mutating func keep(_ failure: Failure, of stored: StoredSource) throws {
    unsaved.append(.failure(stored.source.id, failure))
  }

  private mutating func flush() throws {
    lastFlush = .now
    guard !unsaved.isEmpty else { return }
    try store.save(unsaved)
    unsaved = []
  }

  private mutating func closeFinished() throws {
    try flush()
    try store.finish(finished)
    finished = []
  }

  private mutating func closeIfComplete(_ stored: StoredSource) throws {
    readings[stored.source.id]?.outstanding -= 1
    guard readings[stored.source.id]?.outstanding == 0 else { return }
    readings[stored.source.id] = nil
    try flush()
    let read = try store.pages(of: stored.source.id)
    var pages = read
    Furniture.settle(&pages)
    let settled = zip(read, pages).filter { $0 != $1 }.map(\.1)
    try finish(
      stored, SourceContent(messages: PrintedMail.messages(in: pages), pages: settled))
  }

  private mutating func finish(_ stored: StoredSource, _ content: SourceContent) throws {
    finished.append((stored.source.id, content))
    // Thousands of small files are closed many at a time; a large one at once.
    let size = content.messages.count + content.sheets.reduce(0) { $0 + $1.rows.count }
    if finished.count >= 100 || size > 1_000 { try closeFinished() }
    done += 1
    bytesDone += stored.source.bytes
  }
}
