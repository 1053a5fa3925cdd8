// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A word of the text layer, upright.
struct TextWord {
  var text: String
  var box: Box
  var baseline: Double
  /// As `Glyph.turn`.
  var turn: Int
  /// A space or the end of a line follows in the file.
  var spaceAfter: Bool

  /// The words of a layer, in the file's order, without the glyphs `isHidden` says.
  static func words(of layer: TextLayer, hidden: [Bool]) -> [TextWord] {
    var builder = Builder()
    builder.words.reserveCapacity(layer.glyphs.count / 5)
    if hidden.isEmpty {
      for glyph in layer.glyphs { builder.add(glyph) }
    } else {
      for (index, glyph) in layer.glyphs.enumerated() {
        if hidden[index] { builder.end(space: false) } else { builder.add(glyph) }
      }
    }
    builder.end(space: true)
    return builder.words
  }

  struct Builder {
    var words: [TextWord] = []
    private var bytes: [UInt8] = []
    private var box = Box.nowhere
    private var last = Box.nowhere
    private var baseline = 0.0
    private var turn = 0

    mutating func add(_ glyph: Glyph) {
      if glyph.scalar == 32 { return end(space: true) }
      if !bytes.isEmpty, !continues(glyph) { end(space: false) }
      if bytes.isEmpty {
        (box, baseline, turn) = (glyph.box, glyph.baseline, glyph.turn)
      } else {
        box = box.union(glyph.box)
      }
      last = glyph.box
      append(glyph.scalar)
    }

    mutating func end(space: Bool) {
      if bytes.isEmpty {
        if space, !words.isEmpty { words[words.count - 1].spaceAfter = true }
        return
      }
      words.append(
        TextWord(
          text: String(decoding: bytes, as: UTF8.self), box: box, baseline: baseline, turn: turn,
          spaceAfter: space))
      bytes.removeAll(keepingCapacity: true)
    }

    /// Whether a glyph goes on with the word: near where the last one ended, on its line.
    private func continues(_ glyph: Glyph) -> Bool {
      guard glyph.turn == turn else { return false }
      // The letters of a ligature share its box.
      if glyph.box == last { return true }
      let (next, height) = (glyph.box, max(last.height, glyph.box.height))
      switch turn {
      case 0, 2:
        let gap = turn == 0 ? next.x0 - last.x1 : last.x0 - next.x1
        return gap < 0.25 * height && gap > -0.6 * height
          && abs(next.midY - last.midY) < 0.55 * height
      case 1, 3:
        let width = max(last.width, next.width)
        let gap = turn == 1 ? last.y0 - next.y1 : next.y0 - last.y1
        return gap < 0.25 * width && gap > -0.6 * width && abs(next.midX - last.midX) < 0.55 * width
      default:
        return abs(next.midX - last.midX) < 1.5 * height && abs(next.midY - last.midY) < height
      }
    }

    private mutating func append(_ scalar: UInt32) {
      if scalar < 0x80 {
        bytes.append(UInt8(scalar))
      } else if let ligature = Self.ligatures[scalar] {
        bytes.append(contentsOf: ligature.utf8)
      } else if let scalar = Unicode.Scalar(scalar) {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }

    private static let ligatures: [UInt32: String] = [
      0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
      0xFB06: "st",
    ]
  }
}
