// SPDX-License-Identifier: Apache-2.0

/// Finds the blocks of a Markdown file that are fenced as `policy`.
struct PolicyBlocks {
  struct Block {
    /// The lines between the fences, in bytes of the file.
    var bytes: Range<Int>
    /// The number of its first line, counted from 1.
    var line: Int
  }

  /// A fence that looks as if a policy block was meant, and none is read.
  struct Slip {
    var message: String
    var spot: Spot
    var hint: String?
    /// The fence of the block it stands in.
    var inside: Spot?
  }

  var blocks: [Block] = []
  var slips: [Slip] = []
  /// The `policy` fence that is never closed.
  var unclosed: Spot?

  init(_ text: [UInt8]) {
    var open: (fence: Fence, start: Int, spot: Spot)?
    var start = 0
    var line = 1
    while start < text.count {
      var end = start
      while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
      let next = min(end + 1, text.count)
      if let current = open {
        let fence = Fence(text[start..<end])
        if let fence, fence.closes(current.fence) {
          if current.fence.isPolicy {
            blocks.append(Block(bytes: current.start..<start, line: current.spot.line + 1))
          }
          open = nil
        } else if let fence, fence.isPolicy, fence.mark == current.fence.mark,
          fence.length >= current.fence.length
        {
          slips.append(
            Slip(
              message: "a policy block inside another block is not read: is that closed?",
              spot: fence.spot(line: line), inside: current.spot))
        }
      } else if let fence = Fence(opening: text[start..<end]) {
        open = (fence, next, fence.spot(line: line))
        if let near = Nearest.word(to: fence.info, among: ["policy"]), fence.info != "police" {
          slips.append(
            Slip(
              message: "a block fenced as '\(fence.info)' is not read",
              spot: fence.spot(line: line), hint: near))
        }
      } else if let fence = Fence(quoted: text[start..<end]), fence.isPolicy {
        slips.append(
          Slip(
            message: "a policy block inside a quotation is not read", spot: fence.spot(line: line)))
      }
      start = next
      line += 1
    }
    if let open, open.fence.isPolicy {
      blocks.append(Block(bytes: open.start..<text.count, line: open.spot.line + 1))
      unclosed = open.spot
    }
  }

  /// A line of three or more back-quotes or tildes, as CommonMark has it; indented as deep as it
  /// likes, because a fence may stand in a list.
  private struct Fence {
    var mark: UInt8
    var length: Int
    var info: String
    /// Where the marks begin, in scalars of the line.
    var column: Int

    init?(_ line: ArraySlice<UInt8>) { self.init(line[...], from: line.startIndex) }

    /// A fence may also begin right after the mark of a list: `- ` or `1. `.
    init?(opening line: ArraySlice<UInt8>) {
      self.init(line.dropFirst(Self.listMark(line)), from: line.startIndex)
    }

    /// A fence after `>`.
    init?(quoted line: ArraySlice<UInt8>) {
      let rest = line.drop { $0 == UInt8(ascii: " ") }
      guard rest.first == UInt8(ascii: ">") else { return nil }
      self.init(
        rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ">") }, from: line.startIndex)
    }

    private init?(_ line: ArraySlice<UInt8>, from start: Int) {
      var rest = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
      let isMarked = rest.starts(with: byteOrderMark)
      if isMarked { rest = rest.dropFirst(3) }
      guard let mark = rest.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
        return nil
      }
      let after = rest.drop { $0 == mark }
      length = after.startIndex - rest.startIndex
      guard length >= 3 else { return nil }
      self.mark = mark
      column = rest.startIndex - start + (isMarked ? -1 : 1)
      info =
        String(decoding: after, as: UTF8.self)
        .split { $0.isWhitespace || $0 == "{" || $0 == "}" }.first
        .map { $0.lowercased().clipped(to: 40) } ?? ""
    }

    /// How many bytes the mark of a list takes, with what stands before it.
    private static func listMark(_ line: ArraySlice<UInt8>) -> Int {
      var rest = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if let first = rest.first, "-*+".utf8.contains(first) {
        rest = rest.dropFirst()
      } else {
        let digits = rest.prefix { (48...57).contains($0) }
        guard (1...9).contains(digits.count) else { return 0 }
        rest = rest.dropFirst(digits.count)
        guard let point = rest.first, ".)".utf8.contains(point) else { return 0 }
        rest = rest.dropFirst()
      }
      guard rest.first == UInt8(ascii: " ") else { return 0 }
      return rest.startIndex - line.startIndex
    }

    var isPolicy: Bool { info == "policy" }

    func spot(line: Int) -> Spot {
      Spot(line: line, column: column, length: length + info.unicodeScalars.count)
    }

    func closes(_ other: Fence) -> Bool {
      mark == other.mark && length >= other.length && info.isEmpty
    }
  }
}
