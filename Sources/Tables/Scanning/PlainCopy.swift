// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// A table that is packed, in another encoding or in JSON, written anew as plain UTF-8, so that it is
/// scanned like any other and is never whole in memory.
///
/// The copy has no name: it lies where temporary files do and goes with its last handle. A record
/// has the number of its row in the table.
package struct PlainCopy {
  /// Rows that could not be read, the first few of them.
  package private(set) var failures: [Failure] = []
  package private(set) var failed = 0
  let file: FileHandle
  let form: Form

  enum Form {
    /// As the table was, but for packing and encoding.
    case delimited
    /// A row on each line, without a header and as many cells as it has.
    case rows(columns: [String])
  }

  /// Unreadable rows are listed up to so many; all are counted.
  package static let mostListed = 1_000

  /// - Parameters:
  ///   - kind: `.csv` or `.jsonl`, packed or not.
  ///   - progress: called with the bytes written so far.
  /// - Throws: `TableError` for what is no such table; `CancellationError`.
  package init(
    of table: URL, kind: SourceKind, isCancelled: @escaping () -> Bool = { false },
    progress: @escaping (Int) -> Void = { _ in }
  ) throws {
    file = try Self.nameless()
    let writer = CopyWriter(file, progress: progress)
    do {
      let input = try TextInput(file: table) { !isCancelled() && writer.wrong == nil }
      if kind == .jsonl {
        var sink = writer
        try TableSource(input, kind: .jsonl).read(into: &sink)
        form = .rows(columns: writer.columns)
      } else {
        guard input.encoding != nil else {
          throw TableError(reason: .unsupported, detail: "not a text file")
        }
        while let text = try input.text() { writer.write(text) }
        form = .delimited
      }
      writer.flush()
    } catch {
      throw isCancelled() ? CancellationError() : writer.wrong ?? error
    }
    if let wrong = writer.wrong { throw wrong }
    (failures, failed) = (writer.failures, writer.failed)
  }

  private static func nameless() throws -> FileHandle {
    let folder = FileManager.default.temporaryDirectory.path
    var path = Array((folder + "/brightline-table-XXXXXX").utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else {
      throw TableError(
        reason: .unsupported,
        detail: "no file can be made in \(folder): \(String(cString: strerror(errno)))")
    }
    unlink(path)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Writes rows, one a line.
  private final class CopyWriter: TableSink {
    private(set) var columns: [String] = []
    private(set) var failures: [Failure] = []
    private(set) var failed = 0
    private(set) var wrong: TableError?
    private let file: FileHandle
    private let progress: (Int) -> Void
    private var held: [UInt8] = []
    private var written = 0
    private var lines = 0

    private static let most = 4 << 20

    init(_ file: FileHandle, progress: @escaping (Int) -> Void) {
      (self.file, self.progress) = (file, progress)
    }

    func write(_ text: [UInt8]) {
      held += text
      if held.count >= Self.most { flush() }
    }

    func flush() {
      guard wrong == nil else { return held.removeAll() }
      do {
        try file.write(contentsOf: held)
      } catch {
        wrong = TableError(
          reason: .unsupported,
          detail: "the \(written + held.count) bytes that it holds cannot be written to the "
            + "temporary folder (\(error.localizedDescription)); set TMPDIR to one with more room")
      }
      written += held.count
      held.removeAll(keepingCapacity: true)
      progress(written)
    }

    func begin(columns: [String], isNamed: [Bool], header: Int?, index: Int) {}

    func row(_ number: Int, _ cells: [String?], heading: String?) {
      // A line for each that is no row, so that records keep their numbers.
      while lines + 1 < number {
        held.append(0x0A)
        lines += 1
      }
      lines = number
      var isFirst = true
      for cell in cells {
        if !isFirst { held.append(ColumnScan.rowDelimiter) }
        isFirst = false
        if let cell { add(cell) }
      }
      // An empty line would be none.
      if cells.allSatisfy({ $0?.isEmpty ?? true }), cells.count < 2 { held += [0x22, 0x22] }
      held.append(0x0A)
      if held.count >= Self.most { flush() }
    }

    private func add(_ cell: String) {
      let bytes = cell.utf8
      let isPlain = bytes.allSatisfy {
        $0 != ColumnScan.rowDelimiter && $0 != 0x0A && $0 != 0x0D && $0 != 0x22
      }
      if isPlain { return held.append(contentsOf: bytes) }
      held.append(0x22)
      for byte in bytes {
        if byte == 0x22 { held.append(byte) }
        held.append(byte)
      }
      held.append(0x22)
    }

    func listed(_ row: ListedRow) {}

    func failure(row: Int, detail: String) {
      failed += 1
      if failures.count < PlainCopy.mostListed {
        failures.append(Failure(row: row, reason: .badRow, detail: detail))
      }
    }

    func blank(_ count: Int) {}

    func finishColumns(_ names: [String]) { columns = names }
  }
}
