// SPDX-License-Identifier: Apache-2.0

/// Finds the blocks of a Markdown file that are fenced as `policy`.
struct PolicyBlocks {
  struct Block {
    /// The lines between the fences, in bytes of the file.
    var bytes: Range<Int>
    /// The number of its first line, counted from 1.
    var line: Int
  }

  var blocks: [Block] = []
  /// The line of a `policy` fence that is never closed.
  var unclosed: Int?

  init(_ text: [UInt8]) {
    var open: (fence: Fence, start: Int, line: Int)?
    var start = 0
    var line = 1
    while start < text.count {
      var end = start
      while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
      let next = min(end + 1, text.count)
      let fence = Fence(text[start..<end])
      if let current = open {
        if let fence, fence.closes(current.fence) {
          if current.fence.isPolicy {
            blocks.append(Block(bytes: current.start..<start, line: current.line))
          }
          open = nil
        }
      } else if let fence {
        open = (fence, next, line + 1)
      }
      start = next
      line += 1
    }
    if let open, open.fence.isPolicy {
      blocks.append(Block(bytes: open.start..<text.count, line: open.line))
      unclosed = open.line - 1
    }
  }

  /// A line of three or more back-quotes or tildes, as CommonMark has it; indented as deep as it
  /// likes, because a fence may stand in a list.
  private struct Fence {
    var mark: UInt8
    var length: Int
    var info: String

    init?(_ line: ArraySlice<UInt8>) {
      var rest = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
      guard let mark = rest.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
        return nil
      }
      let after = rest.drop { $0 == mark }
      length = after.startIndex - rest.startIndex
      guard length >= 3 else { return nil }
      self.mark = mark
      info =
        String(decoding: after, as: UTF8.self)
        .split { $0.isWhitespace || $0 == "{" || $0 == "}" }.first.map { $0.lowercased() } ?? ""
    }

    var isPolicy: Bool { info == "policy" }

    func closes(_ other: Fence) -> Bool {
      mark == other.mark && length >= other.length && info.isEmpty
    }
  }
}
