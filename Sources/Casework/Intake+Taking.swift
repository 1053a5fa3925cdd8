// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Workers

/// What workers send back.
extension Intake {
  mutating func settle(_ job: IntakeJob, _ result: Result<[UInt8], WorkerFailure>) throws {
    if case .failure(.couldNotStart(let reason)) = result {
      // Says nothing about the file, which stays to be read: the next run completes it.
      try writer.closeFinished()
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
      try writer.keep([.failure(stored.source.id, recorded)])
      readings[stored.source.id]?.pagesLeft -= 1
    case (.pages(_, let numbers), .failure):
      for number in numbers.reversed() { enqueue(.pages(stored, number...number)) }
    case (.settle, .success(let bytes)), (.content, .success(let bytes)):
      try take(ContentReply(unpacking: bytes), after: job)
    case (.survey, .success(let bytes)): surveyed(stored, try SurveyReply(unpacking: bytes))
    case (.unpack(_, _, let alone), .success(let bytes)):
      try unpacked(stored, UnpackReply(unpacking: bytes), alone: alone)
    case (.content(_, _, let place, alone: true), .failure(let failure)):
      var recorded = Failure(failure)
      recorded.detail = "message \(place.messages + 1) and those behind it: \(recorded.detail)"
      keepWhole(recorded, of: stored)
    case (.content(_, .mail, let place, _), .failure(let failure))
    where stored.source.kind == .pst && readings[stored.source.id]?.maySkip(failure) == true:
      let (next, isSkipped) = place.afterFailure
      if isSkipped { skip(place.first, of: stored, failure) }
      enqueue(.content(stored, .mail, from: next))
    case (.unpack(_, let place, _), .failure(let failure))
    where stored.source.kind == .pst && readings[stored.source.id]?.maySkip(failure) == true:
      let (next, isSkipped) = place.afterFailure
      if isSkipped {
        var recorded = Failure(failure)
        recorded.detail = "what is enclosed with message \(place.first + 1): \(recorded.detail)"
        keepWhole(recorded, of: stored)
      }
      enqueue(.unpack(stored, from: next))
    case (.settle, .failure(let failure)), (.content, .failure(let failure)),
      (.unpack, .failure(let failure)), (.survey, .failure(let failure)):
      keepWhole(Failure(failure), of: stored)
    case (.mails, _): break
    }
    guard let reading = readings[stored.source.id], reading.outstanding == 0 else { return }
    switch job {
    case .open where reading.pageCount == 0: try finish(stored)
    case .open, .pages:
      // All pages are there; those that are saved must be in the store to be settled.
      try writer.flush()
      if portions[stored.source.id] == nil { unsettled.append(stored) } else { try leave(stored) }
    case .settle, .survey, .content, .unpack, .mails:
      let isPartial = portions[stored.source.id] != nil && reading.stretches > 0
      if isPartial { try leave(stored) } else { try finish(stored) }
    }
  }

  /// One mail that breaks its reader costs no other: they are asked for again one by one.
  mutating func settle(
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

  mutating func opened(_ stored: StoredSource, asked: Int, _ reply: PagesReply) throws {
    try store.setPageCount(reply.pageCount, of: stored.source.id)
    try keep(reply, of: stored)
    guard reply.pageCount > 0 else {
      return keepWhole(Failure(reason: .empty, detail: "the file holds no pages"), of: stored)
    }
    let settled = readings[stored.source.id]?.settled ?? []
    // After a crash on opening with pages, `asked` is 0 and nothing settled: the first ones go alone.
    let portion = portions[stored.source.id]
    let wanted = (1...reply.pageCount).filter { number in
      number > asked && !settled.contains(number)
        && portion?.holds((number - 1) / Self.stretch) ?? true
    }
    readings[stored.source.id]?.pageCount = reply.pageCount
    readings[stored.source.id]?.pagesLeft = wanted.count
    for stretch in stretches(of: wanted).reversed() { enqueue(.pages(stored, stretch)) }
  }

  /// Neighbouring numbers together, at most `stretch` of them, and fewer towards the end: pages that
  /// must be recognised take a second each, and no worker should be left with the last of them.
  func stretches(of numbers: [Int]) -> [ClosedRange<Int>] {
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

  /// The stretches of a mailbox file are read side by side.
  mutating func surveyed(_ stored: StoredSource, _ reply: SurveyReply) {
    let before = readings[stored.source.id]?.stretches ?? 0
    let portion = portions[stored.source.id]
    for (index, place) in reply.places.enumerated().reversed()
    where portion?.holds(before + index) ?? true {
      enqueue(.content(stored, .mail, from: place, alone: true))
    }
    readings[stored.source.id]?.stretches += reply.places.count
    if let next = reply.next { enqueue(.survey(stored, from: next)) }
  }

  mutating func take(_ reply: ContentReply, of stored: StoredSource) throws {
    readings[stored.source.id]?.content.add(reply.content)
    if reply.holdsFiles, readings[stored.source.id]?.isUnpacked == false {
      readings[stored.source.id]?.isUnpacked = true
      enqueue(.unpack(stored, from: ArchivePlace()))
    }
  }

  mutating func take(_ reply: ContentReply, after job: IntakeJob) throws {
    let stored = job.sources[0]
    guard case .content(_, let task, let place, let alone) = job else {
      return try take(reply, of: stored)
    }
    if alone {
      readings[stored.source.id]?.content.add(reply.content)
      if reply.holdsFiles { enqueue(.unpack(stored, from: place, alone: true)) }
    } else {
      try take(reply, of: stored)
      guard let next = reply.next else { return }
      enqueue(.content(stored, task, from: next))
    }
    // The worker goes on while what is there is written.
    try fill()
    guard var content = readings[stored.source.id]?.content else { return }
    try writer.spill(&content, of: stored.source.id)
    readings[stored.source.id]?.content = content
  }

  mutating func unpacked(
    _ stored: StoredSource, _ reply: UnpackReply, alone: Bool
  ) throws {
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
    if let next = reply.next, refused == nil, !alone { enqueue(.unpack(stored, from: next)) }
  }

  /// Notes an item of an archive that breaks its reader.
  mutating func skip(_ item: Int, of stored: StoredSource, _ failure: WorkerFailure) {
    var recorded = Failure(failure)
    recorded.detail = "message \(item + 1): \(recorded.detail)"
    keepWhole(recorded, of: stored)
    let lost = SourceContent(account: ArchiveAccount(unit: .messages, unreadable: 1))
    readings[stored.source.id]?.content.add(lost)
  }

  // MARK: Writing

  mutating func keep(_ reply: PagesReply, of stored: StoredSource) throws {
    var readings: [PageReading] = []
    for entry in reply.entries {
      switch entry {
      case .page(let page):
        readings.append(.page(page))
        pagesRead += 1
      case .failure(let failure): readings.append(.failure(stored.source.id, failure))
      }
    }
    try writer.keep(readings)
  }

  /// What is wrong with the file as a whole is written when it is closed.
  mutating func keepWhole(_ failure: Failure, of stored: StoredSource) {
    readings[stored.source.id]?.content.failures.append(failure)
  }

  mutating func finish(_ stored: StoredSource) throws {
    guard let content = close(stored) else { return }
    try writer.finish(stored.source.id, content)
  }

  /// Of a file in portions what is read here is written, and the rest waits for the merge.
  mutating func leave(_ stored: StoredSource) throws {
    guard let content = close(stored) else { return }
    try writer.leave(stored.source.id, content)
  }

  mutating func close(_ stored: StoredSource) -> SourceContent? {
    guard let reading = readings.removeValue(forKey: stored.source.id) else { return nil }
    done += 1
    bytesDone += stored.source.bytes
    return reading.content
  }
}
