// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence

/// Writes what was read, many pages and many files at a time, as the index is quicker so.
struct ReadingsWriter {
  /// Messages and files written together, and the bytes of packed messages that are held for that at
  /// most.
  static let together = 4_000
  static let held = 32 << 20

  let store: CaseStore
  private var pages: [PageReading] = []
  private var lastFlush = ContinuousClock.now
  /// When the last page was in the store and its search index.
  private(set) var searchable = ContinuousClock.now
  private var finished: [(source: SourceID, content: SourceContent)] = []
  /// Messages and rows of what is finished.
  private var unwritten = 0
  private var unwrittenBytes = 0

  init(store: CaseStore) { self.store = store }

  mutating func keep(_ readings: [PageReading]) throws {
    pages += readings
    // Slow pages are not held back until there are many: people look at them meanwhile.
    if pages.count >= 256 || .now - lastFlush > .milliseconds(500) { try flush() }
  }

  mutating func flush() throws {
    lastFlush = .now
    guard !pages.isEmpty else { return }
    try store.save(pages)
    pages = []
    searchable = .now
  }

  /// Writes messages of a source that goes on, where they are many: archives are larger than memory.
  func spill(_ content: inout SourceContent, of source: SourceID) throws {
    guard content.messages.count >= Self.together || content.messages.packedBytes >= Self.held
    else { return }
    try store.save(content.messages, of: source)
    content.messages = []
  }

  /// Closes a source, along with others.
  mutating func finish(_ source: SourceID, _ content: SourceContent) throws {
    finished.append((source, content))
    unwritten += content.messages.count + content.sheets.reduce(0) { $0 + $1.rows.count }
    unwrittenBytes += content.messages.packedBytes
    if finished.count >= Self.together || unwritten >= Self.together
      || unwrittenBytes >= Self.held
    {
      try closeFinished()
    }
  }

  /// Leaves a source pending of which only a portion is read here.
  mutating func leave(_ source: SourceID, _ content: SourceContent) throws {
    try flush()
    try store.leave(source, content)
  }

  mutating func closeFinished() throws {
    try flush()
    try store.finish(finished)
    (finished, unwritten, unwrittenBytes) = ([], 0, 0)
  }
}

extension [ReadMessage] {
  var packedBytes: Int { reduce(0) { $0 + $1.packed.count } }
}
