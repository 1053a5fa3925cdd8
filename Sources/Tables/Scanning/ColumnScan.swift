// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Evidence
import Foundation
import Synchronization
import Unpacking

/// Reads a large delimited file into numbers, row by row, without holding its texts.
///
/// A caller says which columns it wants and in which way: as classes, where many texts mean the
/// same; as times; or as names, each of which is kept once. The file is cut into blocks that are read on
/// all cores. Where a block begins is guessed and checked against the end of the one before, so the
/// result is that of reading the file from its beginning to its end.
package struct ColumnScan: Sendable {
  /// How the wanted columns are read.
  package struct Request: Sendable {
    package struct Classes: Sendable {
      package var columns: [Int]
      /// The class of what stands in the columns, blank cells as nil. Called once for each different
      /// text and worker, on any thread; must not depend on the order of the calls.
      package var classify: @Sendable ([String?]) -> UInt32

      package init(columns: [Int], classify: @escaping @Sendable ([String?]) -> UInt32) {
        (self.columns, self.classify) = (columns, classify)
      }
    }

    package struct Time: Sendable {
      package var columns: [Int]
      /// What the text of the first column, and of the second, says. A blank is not asked.
      package var read: Read

      package typealias Text = UnsafeBufferPointer<UInt8>
      package typealias Read = @Sendable (Text, Text?) -> ScannedTime

      package init(
        columns: [Int], read: @escaping Read
      ) {
        (self.columns, self.read) = (columns, read)
      }
    }

    package struct Names: Sendable {
      package var columns: [Int]
      package var join: String

      package init(columns: [Int], join: String) { (self.columns, self.join) = (columns, join) }
    }

    package var classes: [Classes] = []
    package var times: [Time] = []
    package var names: [Names] = []
    /// Columns whose texts are kept row by row.
    package var labels: [Int] = []
    /// So many buckets, a power of two; rows whose first name is the same lie in one.
    package var buckets = 1

    package init() {}
  }

  /// The file is not plain enough for this way of reading; the usual way reads or refuses it.
  package struct NotPlain: Error {
    package var why: String
    /// A `PlainCopy` of it may be.
    package var isCoded = false
  }

  package let columns: [String]
  private let file: FileHandle
  /// Bytes of the file.
  package let size: Int
  private let delimiter: UInt8
  /// Where the first record after the header begins, and that record's number.
  private let start: Int
  private let firstRecord: Int
  /// How many cells a row has; nil for as many as it likes, where only an empty line is none.
  private let width: Int?

  private static let headerBytes = 1 << 20

  /// Finds the header of a file.
  ///
  /// - Throws: `NotPlain` for a file that is not UTF-8 text of comma-separated or like rows.
  package init(_ url: URL) throws { try self.init(FileHandle(forReadingFrom: url)) }

  /// The rows of a copy.
  package init(_ copy: PlainCopy) throws {
    switch copy.form {
    case .delimited: try self.init(copy.file)
    case .rows(let columns): try self.init(rows: copy.file, columns)
    }
  }

  private init(rows file: FileHandle, _ columns: [String]) throws {
    (self.file, self.columns, width) = (file, columns, nil)
    size = Int(try file.seekToEnd())
    (delimiter, start, firstRecord) = (Self.rowDelimiter, 0, 1)
  }

  /// Parts the cells of a copied row: hardly a text has it, and one that does is quoted.
  static let rowDelimiter: UInt8 = 0x1F

  private init(_ file: FileHandle) throws {
    self.file = file
    size = Int(try file.seekToEnd())
    let head = try ScanBlock.read(file.fileDescriptor, 0..<min(size, Self.headerBytes))
    if head.isEmpty { throw TableError(reason: .empty, detail: "the file is empty") }
    let isWhole = head.count == size
    let mark = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard !head.contains(0), PackedStream.packing(of: head) == nil else {
      throw NotPlain(why: "it is packed, or no text of single bytes", isCoded: true)
    }
    // Whole lines, so that the usual reader sees no row that is cut.
    let cut = isWhole ? head.count : (head.lastIndex(of: 0x0A) ?? -1) + 1
    let text = Array(head[mark..<max(mark, cut)])
    let form = FoundDelimiter(in: text)
    let sheets = try TableReader.read(Array(head[..<max(mark, cut)]), kind: .csv)
    guard sheets.count == 1, form.start == 0, let first = sheets[0].rows.first?.number,
      !sheets[0].listed.contains(where: { $0.number > first })
    else { throw NotPlain(why: "it is a report and not one plain table") }
    (delimiter, columns, width) = (form.byte, sheets[0].columns, sheets[0].columns.count)
    // The record after the header is looked for again, to know where it stands.
    var scanner = CSVScanner(text, delimiter: delimiter)
    var fields: [CSVScanner.Field] = []
    var number = 0
    var found: (names: [String], end: Int, number: Int)?
    while !scanner.isAtEnd, number + 1 < first {
      number += 1
      if scanner.record(into: &fields) == .insideQuotes { break }
      let cells = fields.map { scanner.text($0) }
      if !Header.isBlank(cells) {
        found = (Header.names(cells, width: cells.count), scanner.at, number)
      }
    }
    guard let found, found.names == columns else {
      throw NotPlain(why: "its header is not one line of names, as many as there are cells")
    }
    (start, firstRecord) = (mark + found.end, found.number + 1)
  }

  /// Reads the whole file.
  ///
  /// - Parameters:
  ///   - block: bytes of one piece of work.
  ///   - progress: called with the bytes read so far and all there are.
  package func read(
    _ request: Request, workers: Int = ProcessInfo.processInfo.activeProcessorCount,
    block: Int = 1 << 22, isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws -> ScannedBlocks {
    let buckets = NameBuckets(count: request.buckets)
    let blocks = max(1, (size - start + block - 1) / block)
    let (fd, size, start, delimiter, width) = (file.fileDescriptor, size, start, delimiter, width)
    let next = Mutex((block: 0, done: 0))
    let results = Mutex<(made: [Int: BlockRows], workers: [Int: BlockReader], wrong: (any Error)?)>(
      ([:], [:], nil))
    let count = max(1, min(workers, blocks))
    DispatchQueue.concurrentPerform(iterations: count) { worker in
      var reader = BlockReader(
        request, file: fd, size: size, delimiter: delimiter, width: width, worker: worker,
        buckets: buckets)
      do {
        while results.withLock({ $0.wrong == nil }) {
          let number = next.withLock { next in
            defer { next.block += 1 }
            return next.block
          }
          guard number < blocks else { break }
          if isCancelled() { throw CancellationError() }
          let from = start + number * block
          let rows = try reader.read(
            from..<min(size, from + block), begin: number == 0 ? start : nil)
          results.withLock { $0.made[number] = rows }
          progress(
            next.withLock { next in
              next.done += block
              return min(next.done, size)
            }, size)
        }
      } catch {
        results.withLock { $0.wrong = $0.wrong ?? error }
      }
      let made = reader
      results.withLock { $0.workers[worker] = made }
    }
    var (made, readers, wrong) = results.withLock { $0 }
    if let wrong { throw wrong }
    // Each block must begin where the one before it ended.
    var expected = start
    for number in 0..<blocks {
      let end = min(size, start + (number + 1) * block)
      if expected >= end {
        made[number] = nil
      } else if made[number]?.begin != expected {
        made[number] = try readers[0]?.read(expected..<end, begin: expected)
      }
      if let rows = made[number] { expected = rows.end }
    }
    return ScannedBlocks(
      request, (0..<blocks).compactMap { made[$0] }, (0..<count).compactMap { readers[$0] },
      firstRecord: firstRecord, buckets: buckets.count)
  }
}

/// A time as a scan reads it.
package enum ScannedTime: Sendable {
  /// First instant, seconds since 1970 UTC, and length in seconds, from 1.
  case span(Int64, UInt32)
  /// Nothing stands there that says a time.
  case none
  case unreadable
}
