// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Puts the words of a straight page into lines, in the order people read them.
enum ReadingOrder {
  private struct Line {
    var words: [PlacedWord]
    var block: Int
    var box: Box

    /// "From:", "Date of birth:": what stands left of a value.
    var isLabel: Bool {
      words.count <= 3 && words.last?.text.hasSuffix(":") == true
    }

    func isLevel(with other: Line) -> Bool {
      let shared = min(box.y1, other.box.y1) - max(box.y0, other.box.y0)
      return shared > 0.5 * min(box.height, other.box.height)
    }
  }

  /// Tesseract's blocks and lines; but where a block holds labels and another, right of it, their
  /// values, as in the head of an e-mail with wide tabs, the two are read across.
  static func lines(of words: [PlacedWord]) -> [[PlacedWord]] {
    var lines: [Line] = []
    for word in words {
      if let last = lines.last?.words.last, last.line == word.line, last.block == word.block {
        lines[lines.count - 1].words.append(word)
        lines[lines.count - 1].box = lines[lines.count - 1].box.union(word.box)
      } else {
        lines.append(Line(words: [word], block: word.block, box: word.box))
      }
    }
    var out: [Line] = []
    var done: Set<Int> = []
    for line in lines where !done.contains(line.block) {
      done.insert(line.block)
      var joined = lines.filter { $0.block == line.block }
      for block in values(of: joined, among: lines) where done.insert(block).inserted {
        joined += lines.filter { $0.block == block }
      }
      out += across(joined)
    }
    return out.map(\.words)
  }

  /// The blocks that stand level with two or more labels of `block`, right of them.
  private static func values(of block: [Line], among lines: [Line]) -> [Int] {
    let labels = block.filter(\.isLabel)
    guard labels.count >= 2 else { return [] }
    var hits: [Int: Int] = [:]
    for label in labels {
      let right = lines.filter {
        $0.block != label.block && $0.box.x0 > label.box.x1 && $0.isLevel(with: label)
      }
      if let nearest = right.min(by: { ($0.box.x0, $0.block) < ($1.box.x0, $1.block) }) {
        hits[nearest.block, default: 0] += 1
      }
    }
    return hits.filter { $0.value >= 2 }.keys.sorted()
  }

  /// The lines of several blocks by height, those at one height joined from left to right.
  private static func across(_ lines: [Line]) -> [Line] {
    guard Set(lines.map(\.block)).count > 1 else { return lines }
    var out: [Line] = []
    for line in lines.sorted(by: { ($0.box.midY, $0.box.x0) < ($1.box.midY, $1.box.x0) }) {
      if let last = out.last, last.block != line.block, last.isLevel(with: line) {
        let parts = last.box.x0 <= line.box.x0 ? [last, line] : [line, last]
        out[out.count - 1] = Line(
          words: parts.flatMap(\.words), block: last.block, box: last.box.union(line.box))
      } else {
        out.append(line)
      }
    }
    return out
  }
}
