// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Reads a file with a JSON object on each line, or one list of objects, as one table.
///
/// Objects within objects become columns with dotted names; lists are joined by "; ". The columns are
/// all keys, in the order in which they first appear.
struct JSONLines {
  private let input: TextInput
  private static let longestLine = 64 << 20

  init(_ input: TextInput) { self.input = input }

  /// Whether a text begins as such a file does.
  static func seems(_ head: [UInt8]) -> Bool {
    let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = head[start...].drop { $0 <= 0x20 }
    guard let byte = first.first else { return false }
    if byte == UInt8(ascii: "{") {
      var parser = JSONFlattener(Array(first.prefix(while: { $0 != 0x0A })))
      return (try? parser.object()) != nil || first.dropFirst().first { $0 > 0x20 } == 0x22
    }
    return byte == UInt8(ascii: "[") && first.dropFirst().first { $0 > 0x20 } == UInt8(ascii: "{")
  }

  func read(into sink: inout some TableSink) throws(TableError) {
    var columns = JSONColumns()
    var window: [UInt8] = []
    var at = 0
    var number = 0
    var isList = false
    sink.begin(columns: [], isNamed: [], header: nil, index: 0)
    while true {
      let block = try input.text()
      if let block { window += block }
      if number == 0, window.first(where: { $0 > 0x20 }) == UInt8(ascii: "[") {
        isList = true
        break
      }
      while at < window.count {
        guard let end = window[at...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else {
          if block == nil { break }
          if window.count - at > Self.longestLine {
            throw TableError(
              reason: .outputLimit,
              detail: "line \(number + 1) is longer than \(Self.longestLine >> 20) MB")
          }
          break
        }
        // The LF of a CRLF may be in the next block.
        if window[end] == 0x0D, end + 1 >= window.count, block != nil { break }
        number += 1
        take(Array(window[at..<end]), number, &columns, &sink, isCut: false)
        at =
          window[end] == 0x0D && end + 1 < window.count && window[end + 1] == 0x0A
          ? end + 2 : end + 1
      }
      if block == nil {
        if at < window.count {
          number += 1
          take(Array(window[at...]), number, &columns, &sink, isCut: true)
        }
        break
      }
      window.removeFirst(at)
      at = 0
    }
    if isList { try list(&window, &columns, &sink) }
    if columns.names.isEmpty {
      throw TableError(reason: .empty, detail: "no line of the file is a JSON object")
    }
    sink.finishColumns(columns.names)
  }

  private func take(
    _ line: [UInt8], _ number: Int, _ columns: inout JSONColumns, _ sink: inout some TableSink,
    isCut: Bool
  ) {
    guard line.contains(where: { $0 > 0x20 }) else { return sink.blank(1) }
    var parser = JSONFlattener(line)
    do throws(JSONFlattener.Problem) {
      let members = try parser.object()
      try parser.end()
      sink.row(number, columns.row(members), heading: nil)
    } catch {
      let cut = isCut ? "; the file ends here and may be cut" : ""
      sink.failure(
        row: number,
        detail: "no JSON object: \(error.what) at byte \(error.at + 1) of the line\(cut)")
    }
  }

  /// One list of objects, which may stand on any lines; the rows are numbered as its elements.
  private func list(
    _ text: inout [UInt8], _ columns: inout JSONColumns, _ sink: inout some TableSink
  ) throws(TableError) {
    while let block = try input.text() {
      text += block
      if text.count > TableReader.largest / 4 {
        throw TableError(
          reason: .outputLimit,
          detail: "a list of more than \(TableReader.largest >> 22) MB; write one object a line")
      }
    }
    var parser = JSONFlattener(text)
    var number = 0
    parser.open()
    while true {
      number += 1
      do throws(JSONFlattener.Problem) {
        guard try parser.nextElement(isFirst: number == 1) else { return }
        sink.row(number, columns.row(try parser.object()), heading: nil)
      } catch {
        return sink.failure(
          row: number,
          detail:
            "element \(number) is no JSON object: \(error.what) at byte \(error.at + 1) of the "
            + "file; what follows cannot be told apart")
      }
    }
  }
}

/// The keys met so far and the columns they stand in.
struct JSONColumns {
  private(set) var names: [String] = []
  private var places: [String: Int] = [:]

  mutating func row(_ members: [(key: String, value: String?)]) -> [String?] {
    var cells = [String?](repeating: nil, count: names.count)
    for (key, value) in members {
      let place: Int
      if let known = places[key] {
        place = known
      } else {
        place = names.count
        places[key] = place
        names.append(key)
        cells.append(nil)
      }
      // A key that stands twice: both values are kept.
      if let value { cells[place] = cells[place].map { "\($0); \(value)" } ?? value }
    }
    return cells
  }
}
