// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Lays a document out on US-letter pages: one line of the source is one line on the page unless
/// it must wrap. The same document gives the same pages, to the bit.
struct Typesetter {
  static let pageWidth = 612.0
  static let pageHeight = 792.0
  static let margin = 72.0
  static let fontSize = 11.0
  /// Pages of a document, and words on them, beyond which it is not read.
  static let pageLimit = 20_000
  static let wordLimit = 4_000_000
  /// Lines of a header or footer that repeats on each page; longer ones stand once.
  private static let edgeLines = 3

  private let flow: Flow
  private var pages: [LaidOutPage] = []
  private var sheet: PageSheet
  private var words = 0
  private var number = 0

  private init(_ flow: Flow) {
    self.flow = flow
    sheet = PageSheet(size: Self.fontSize)
  }

  static func pages(of flow: Flow) throws(TextDocumentError) -> [LaidOutPage] {
    var typesetter = Typesetter(flow)
    for section in flow.sections { try typesetter.lay(section) }
    return typesetter.pages
  }

  private mutating func lay(_ section: Section) throws(TextDocumentError) {
    var section = section
    if let first = section.firstNumber { number = first - 1 }
    // A header that is more than a few lines stands once, where the section begins.
    let isSimple = Self.isSimple(section.headers.usual) && Self.isSimple(section.footers.usual)
    if !isSimple {
      let start = section.headers.usual.map { Block.paragraph($0) }
      let end = section.footers.usual.map { Block.paragraph($0) }
      section.blocks = start + section.blocks + end
      (section.headers.usual, section.footers.usual) = ([], [])
    }
    var isFirst = true
    for stretch in Stretches.of(section.blocks) {
      let laid = try lay(stretch)
      for sheet in laid {
        number += 1
        try finish(sheet, section, isFirst)
        isFirst = false
      }
    }
  }

  private static func isSimple(_ paragraphs: [Paragraph]) -> Bool {
    let lines = paragraphs.filter(\.hasText).reduce(0) { sum, paragraph in
      sum
        + LineBreaker.lines(of: paragraph, size: fontSize, width: pageWidth - 2 * margin).count
    }
    return lines <= edgeLines
  }

  /// Where a stretch is one page in the file, it is made to fit by a smaller type.
  private mutating func lay(_ stretch: Stretch) throws(TextDocumentError) -> [PageSheet] {
    var laid = try PageFiller.fill(
      stretch.blocks, notes: flow.notes, size: Self.fontSize, room: Self.pageLimit - pages.count)
    guard flow.fits else { return laid }
    for size in [9.5, 8, 6.5, 5, 4] where laid.count > 1 {
      laid = try PageFiller.fill(
        stretch.blocks, notes: flow.notes, size: size, room: Self.pageLimit - pages.count)
    }
    return laid
  }

  /// Adds header and footer, and turns the lines into words.
  private mutating func finish(
    _ sheet: PageSheet, _ section: Section, _ isFirst: Bool
  ) throws(TextDocumentError) {
    func lines(_ paragraphs: [Paragraph]) -> [Line] {
      paragraphs.filter(\.hasText).flatMap { paragraph in
        LineBreaker.lines(
          of: paragraph, size: Self.fontSize, width: Self.pageWidth - 2 * Self.margin,
          pageNumber: number)
      }
    }
    let leading = Self.fontSize * Metrics.leading
    let head = lines(section.headers.on(number: number, isFirst: isFirst))
    let foot = lines(section.footers.on(number: number, isFirst: isFirst))
    var page = PagePrinter(page: pages.count + 1)
    var y = Self.margin - 4 - Double(min(head.count, Self.edgeLines)) * leading
    for line in head.prefix(Self.edgeLines) {
      page.print(line, x: Self.margin, y: y, size: Self.fontSize)
      y += leading
    }
    for line in sheet.lines {
      page.print(line.line, x: line.x, y: line.y, size: sheet.size, sharesRow: line.sharesRow)
    }
    y = Self.pageHeight - Self.margin - sheet.notesHeight + 4
    for line in sheet.notes {
      page.print(line, x: Self.margin, y: y, size: sheet.size)
      y += sheet.size * Metrics.leading
    }
    y = Self.pageHeight - Self.margin + 8
    for line in foot.prefix(Self.edgeLines) {
      page.print(line, x: Self.margin, y: y, size: Self.fontSize)
      y += leading
    }
    pages.append(page.page)
    words += page.page.words.count
    guard pages.count <= Self.pageLimit, words <= Self.wordLimit else {
      throw .tooLarge("It has more than \(Self.pageLimit) pages or \(Self.wordLimit) words.")
    }
  }
}

/// The lines of a page before it is printed.
struct PageSheet {
  struct Placed {
    var line: Line
    var x: Double
    var y: Double
    /// It stands on the same row as the line before, in another column.
    var sharesRow: Bool
  }

  let size: Double
  var lines: [Placed] = []
  var notes: [Line] = []

  init(size: Double) { self.size = size }

  /// With a little white above the first.
  var notesHeight: Double {
    notes.isEmpty ? 0 : Double(notes.count) * size * Metrics.leading + 4
  }
}
