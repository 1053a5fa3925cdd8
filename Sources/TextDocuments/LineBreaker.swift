// SPDX-License-Identifier: Apache-2.0

/// A piece of a line with its place from the left end of the line.
struct LinePiece: Hashable {
  var text: String
  var look: Look
  var x: Double
  var width: Double
  /// No space stands between it and the piece before.
  var isJoined: Bool
}

struct Line: Hashable {
  var pieces: [LinePiece] = []
  var notes: [Int] = []
}

/// Breaks paragraphs into lines.
struct LineBreaker {
  /// In points, as are all widths.
  let size: Double
  let width: Double

  private static let tabStop = 36.0
  /// Soft hyphens, and marks that only say where a line may break.
  private static let unseen: Set<UInt32> = [0xAD, 0x200B, 0x2060, 0xFEFF]
  private var lines: [Line] = []
  private var line = Line()
  private var pen = 0.0
  /// Pieces since the last space: they stay together on a line.
  private var group: [(text: String, look: Look, width: Double)] = []
  private var groupNotes: [Int] = []
  private var indent = 0.0

  init(size: Double, width: Double) { (self.size, self.width) = (size, max(width, size)) }

  /// At least one line. Page breaks among its inlines are passed over.
  static func lines(
    of paragraph: Paragraph, size: Double, width: Double, pageNumber: Int = 0
  ) -> [Line] {
    var breaker = LineBreaker(size: size, width: width)
    return breaker.run(paragraph, pageNumber)
  }

  private mutating func run(_ paragraph: Paragraph, _ pageNumber: Int) -> [Line] {
    indent = min(max(0, paragraph.indent), width / 2)
    pen = indent
    if !paragraph.mark.isEmpty {
      // The mark stands before the text where there is room, and pushes it where there is not.
      let room = measure(paragraph.mark) + 0.6 * size
      if indent < room { indent = room }
      pen = max(0, indent - max(room, 18))
      add(paragraph.mark, .shown)
      flush()
      pen = indent
    }
    for inline in paragraph.inlines {
      switch inline {
      case .text(let text, let look): add(text, look)
      case .tab:
        flush()
        let next = ((pen / Self.tabStop).rounded(.down) + 1) * Self.tabStop
        pen = next < width ? next : pen + 0.3 * size
      case .lineBreak:
        flush()
        endLine()
      case .note(let index): groupNotes.append(index)
      case .pageNumber: add(String(pageNumber), .shown)
      case .pageBreak: break
      }
    }
    flush()
    endLine()
    return lines
  }

  private func measure(_ text: String) -> Double { Metrics.width(text) * size }

  private mutating func add(_ text: String, _ look: Look) {
    guard look.takesRoom else {
      group.append((text, look, 0))
      return
    }
    var word = String.UnicodeScalarView()
    var wide = 0.0
    func isSpace(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value <= 32 || scalar.value == 0x85 || scalar.value == 0xA0
        || (scalar.value > 0x1000 && scalar.properties.isWhitespace)
    }
    for scalar in text.unicodeScalars {
      if isSpace(scalar) {
        if !word.isEmpty { group.append((String(word), look, wide * size)) }
        (word, wide) = (.init(), 0)
        flush()
        pen += Metrics.width(" ") * size
      } else if !Self.unseen.contains(scalar.value) {
        word.append(scalar)
        wide += Metrics.width(scalar)
      }
    }
    if !word.isEmpty { group.append((String(word), look, wide * size)) }
  }

  private mutating func endLine() {
    lines.append(line)
    line = Line()
    pen = indent
  }

  /// Puts the pieces that belong together on this line, or on the next where they do not fit.
  private mutating func flush() {
    guard !group.isEmpty || !groupNotes.isEmpty else { return }
    let total = group.reduce(0) { $0 + $1.width }
    if pen + total > width + 0.01, line.pieces.contains(where: { $0.width > 0 }) { endLine() }
    if pen > indent, pen + total > width + 0.01, total <= width - indent { pen = indent }
    var isJoined = false
    for piece in group {
      if pen + piece.width <= width + 0.01 {
        put(piece.text, piece.look, piece.width, isJoined)
      } else {
        chop(piece.text, piece.look, isJoined)
      }
      isJoined = true
    }
    line.notes += groupNotes
    group.removeAll(keepingCapacity: true)
    groupNotes = []
  }

  private mutating func put(_ text: String, _ look: Look, _ wide: Double, _ isJoined: Bool) {
    line.pieces.append(
      LinePiece(text: text, look: look, x: pen, width: wide, isJoined: isJoined))
    pen += wide
  }

  /// A word longer than the line is broken where the line ends.
  private mutating func chop(_ text: String, _ look: Look, _ wasJoined: Bool) {
    var part = String.UnicodeScalarView()
    var wide = 0.0
    var isJoined = wasJoined
    for scalar in text.unicodeScalars {
      let more = Metrics.width(scalar) * size
      if pen + wide + more > width, !part.isEmpty || pen > indent {
        if !part.isEmpty { put(String(part), look, wide, isJoined) }
        endLine()
        (part, wide, isJoined) = (.init(), 0, false)
      }
      part.append(scalar)
      wide += more
    }
    if !part.isEmpty { put(String(part), look, wide, isJoined) }
  }
}
