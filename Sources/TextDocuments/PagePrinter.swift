// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Turns lines with their places into the words, redactions and exposures of a page.
struct PagePrinter {
  private(set) var page: LaidOutPage
  private let number: Int
  private var row = -1

  /// - Parameter page: its number in the document.
  init(page number: Int) {
    self.number = number
    page = LaidOutPage(width: Typesetter.pageWidth, height: Typesetter.pageHeight)
  }

  /// - Parameters:
  ///   - x: the left end of the line.
  ///   - y: the top of its row.
  ///   - sharesRow: whether it stands beside the line before.
  mutating func print(
    _ line: Line, x: Double, y: Double, size: Double, sharesRow: Bool = false
  ) {
    guard !line.pieces.isEmpty else { return }
    if !sharesRow || row < 0 { row += 1 }
    let top = y + (Metrics.leading - 1) / 2 * size
    func box(_ piece: LinePiece) -> Box {
      Self.rounded(
        Box(x0: x + piece.x, y0: top, x1: x + piece.x + piece.width, y1: top + size))
    }
    var isOpen = false
    var bar: (box: Box, text: String, isSure: Bool)?
    for piece in line.pieces {
      switch piece.look {
      case .shown, .mark:
        close(&bar)
        let isWhole = piece.look == .shown
        if isOpen, isWhole, piece.isJoined, let last = page.words.indices.last {
          page.words[last].text += piece.text
          page.words[last].box = page.words[last].box.union(box(piece))
        } else {
          page.words.append(Word(text: piece.text, box: box(piece), line: row))
        }
        isOpen = isWhole
      case .blackedOut(let isSure):
        isOpen = false
        if let open = bar {
          bar = (
            open.box.union(box(piece)), open.text + (piece.isJoined ? "" : " ") + piece.text,
            open.isSure && isSure
          )
        } else {
          bar = (box(piece), piece.text, isSure)
        }
      case .deleted, .hidden, .faint: expose(piece, at: box(piece))
      }
    }
    close(&bar)
  }

  private mutating func close(_ bar: inout (box: Box, text: String, isSure: Bool)?) {
    guard let open = bar else { return }
    bar = nil
    let confidence = open.isSure ? 1 : 0.9
    page.redactions.append(
      Redaction(
        box: open.box, kind: .black, textUnder: .hidden, hiddenText: open.text,
        confidence: confidence))
    page.exposures.append(
      Exposure(
        kind: .box, page: number, box: open.box, text: open.text, confidence: confidence))
  }

  /// Words that take no room: their place is a sliver where they would stand.
  private mutating func expose(_ piece: LinePiece, at box: Box) {
    let text = piece.text.split { $0.isWhitespace }.joined(separator: " ")
    guard text.unicodeScalars.contains(where: { $0.properties.isAlphabetic || $0.value < 127 })
    else { return }
    let place = Self.rounded(Box(x0: box.x0, y0: box.y0, x1: box.x0 + 2, y1: box.y1))
    let (kind, name): (Exposure.Kind, String) =
      switch piece.look {
      case .deleted: (.earlierRevision, "a tracked deletion")
      case .faint: (.sameColor, "text in the colour of the paper")
      default: (.invisible, "text formatted as hidden")
      }
    page.exposures.append(
      Exposure(
        kind: kind, page: number, box: place, text: text, place: name,
        confidence: kind == .sameColor ? 0.8 : 1))
  }

  /// To the 1/100 point that packed pages keep.
  private static func rounded(_ box: Box) -> Box {
    Box(
      x0: PagePacking.rounded(box.x0), y0: PagePacking.rounded(box.y0),
      x1: PagePacking.rounded(box.x1), y1: PagePacking.rounded(box.y1))
  }
}
