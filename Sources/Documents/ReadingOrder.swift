// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Puts words into lines and lines into the order in which a person reads them.
enum ReadingOrder {
  /// The words with their lines, upright. Level text comes first, then text that stands on its side.
  static func arrange(_ words: [TextWord]) -> [Word] {
    var out: [Word] = []
    out.reserveCapacity(words.count)
    var line = 0
    // Most pages have level text only.
    let level = words.allSatisfy { $0.turn == 0 } ? words : words.filter { $0.turn == 0 }
    for row in Columns.order(rows(of: level)) {
      emit(row, line: line, into: &out)
      line += 1
    }
    if level.count == words.count { return out }
    for turn in 1...4 {
      // Turned so that its lines run level, then put back.
      let turned = words.filter { $0.turn == turn }.map { word in
        var word = word
        word.box = laid(word.box, turn)
        word.baseline = word.box.y1
        return word
      }
      for row in rows(of: turned) {
        let first = out.count
        emit(row, line: line, into: &out)
        for index in first..<out.count { out[index].box = stood(out[index].box, turn) }
        line += 1
      }
    }
    return out
  }

  /// From text that runs up (1), upside down (2) or down (3) the page to level text.
  private static func laid(_ b: Box, _ turn: Int) -> Box {
    switch turn {
    case 1: Box(x0: -b.y1, y0: b.x0, x1: -b.y0, y1: b.x1)
    case 2: Box(x0: -b.x1, y0: -b.y1, x1: -b.x0, y1: -b.y0)
    case 3: Box(x0: b.y0, y0: -b.x1, x1: b.y1, y1: -b.x0)
    default: b
    }
  }

  private static func stood(_ b: Box, _ turn: Int) -> Box {
    switch turn {
    case 1: Box(x0: b.y0, y0: -b.x1, x1: b.y1, y1: -b.x0)
    case 2: Box(x0: -b.x1, y0: -b.y1, x1: -b.x0, y1: -b.y0)
    case 3: Box(x0: -b.y1, y0: b.x0, x1: -b.y0, y1: b.x1)
    default: b
    }
  }

  /// Words that stand side by side, rows from the top, words from the left.
  static func rows(of words: [TextWord]) -> [[TextWord]] {
    // Stretches that the file draws as one line, so that what is sorted is few.
    var pieces: [Piece] = []
    for (index, word) in words.enumerated() {
      if let last = pieces.indices.last, pieces[last].goesOn(word) {
        pieces[last].words = pieces[last].words.lowerBound..<(index + 1)
        pieces[last].box = pieces[last].box.union(word.box)
      } else {
        pieces.append(Piece(words: index..<(index + 1), box: word.box, baseline: word.baseline))
      }
    }
    let order = pieces.indices.sorted {
      (pieces[$0].box.midY, pieces[$0].box.x0, $0) < (pieces[$1].box.midY, pieces[$1].box.x0, $1)
    }
    var rows: [Row] = []
    for index in order {
      let piece = pieces[index]
      // The rows near enough are the last few: pieces come from the top.
      var home: Int?
      for candidate in rows.indices.suffix(6).reversed()
      where rows[candidate].takes(piece, pieces) {
        home = candidate
        break
      }
      if let home { rows[home].add(index, piece) } else { rows.append(Row(index, piece)) }
    }
    rows.sort { ($0.box.midY, $0.box.x0) < ($1.box.midY, $1.box.x0) }
    return rows.map { row in
      row.pieces.count == 1
        ? Array(words[pieces[row.pieces[0]].words])
        : row.pieces.flatMap { words[pieces[$0].words] }.enumerated()
          .sorted { ($0.element.box.x0, $0.offset) < ($1.element.box.x0, $1.offset) }
          .map(\.element)
    }
  }

  private struct Piece {
    var words: Range<Int>
    var box: Box
    var baseline: Double

    /// A wide gap parts: something drawn elsewhere in the file may stand in it, such as a label.
    func goesOn(_ word: TextWord) -> Bool {
      abs(word.baseline - baseline) < 0.15 * max(box.height, word.box.height)
        && word.box.x0 > box.x1 - 0.3 * word.box.height
        && word.box.x0 < box.x1 + 2.5 * word.box.height
    }
  }

  private struct Row {
    var pieces: [Int]
    /// Of the tallest piece, so that one raised sign does not stretch the row over its neighbours.
    var box: Box
    var baseline: Double

    init(_ index: Int, _ piece: Piece) {
      (pieces, box, baseline) = ([index], piece.box, piece.baseline)
    }

    func takes(_ piece: Piece, _ all: [Piece]) -> Bool {
      let shared = min(box.y1, piece.box.y1) - max(box.y0, piece.box.y0)
      let smaller = min(box.height, piece.box.height)
      let sameBase = abs(baseline - piece.baseline) < 0.25 * smaller
      guard sameBase || shared > 0.6 * smaller else { return false }
      // Text printed over text is another row.
      return pieces.allSatisfy { index in
        let overlap =
          min(all[index].box.x1, piece.box.x1) - max(all[index].box.x0, piece.box.x0)
        return overlap < 0.3 * min(all[index].box.width, piece.box.width) + 1
      }
    }

    mutating func add(_ index: Int, _ piece: Piece) {
      pieces.append(index)
      let wide = Box(
        x0: min(box.x0, piece.box.x0), y0: box.y0, x1: max(box.x1, piece.box.x1), y1: box.y1)
      if piece.box.height > box.height {
        (box, baseline) = (
          Box(x0: wide.x0, y0: piece.box.y0, x1: wide.x1, y1: piece.box.y1), piece.baseline
        )
      } else {
        box = wide
      }
    }
  }

  /// Joins parts of words that the file draws apart with no room between them.
  private static func emit(_ row: [TextWord], line: Int, into out: inout [Word]) {
    var open = false
    for word in row {
      if open, let last = out.indices.last {
        let gap = word.box.x0 - out[last].box.x1
        let (tall, low) = (out[last].box.height, word.box.height)
        // A raised number before a word is a word of its own.
        let alike =
          min(tall, low) > 0.75 * max(tall, low) && abs(out[last].box.y1 - word.box.y1) < 2
        if alike, gap < 0.08 * low, gap > -0.2 * low {
          out[last].text += word.text
          out[last].box = out[last].box.union(word.box)
          open = !word.spaceAfter
          continue
        }
      }
      out.append(Word(text: word.text, box: word.box, line: line))
      open = !word.spaceAfter
    }
  }
}
