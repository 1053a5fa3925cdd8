// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging
import PDFium

/// A PDF file: words from its text layer where it has one, from its picture where it has none.
final class OpenPDF: OpenDocument {
  private let document: PDFDocument
  private let options: ReadingOptions
  private let recognition: Recognition

  /// The resolution at which born-digital pages are drawn to see what can be seen on them.
  private static let lookDPI = 100.0
  /// The resolution at which a part of a page is read to test its text layer.
  private static let sampleDPI = 240.0

  init(
    path: String, library: PDFLibrary, options: ReadingOptions, _ recognition: Recognition
  ) throws(ReadingError) {
    (self.options, self.recognition) = (options, recognition)
    do throws(PDFError) {
      document = try library.open(path, password: options.password)
    } catch { throw ReadingError(error) }
    if document.pageCount == 0 { throw ReadingError(.empty, "The document has no pages.") }
  }

  var pageCount: Int { document.pageCount }

  func page(_ number: Int, source: SourceID) throws(ReadingError) -> Page {
    let pdf = try load(number)
    let space = PageSpace(box: pdf.box, turns: pdf.quarterTurns)
    var page = Page(
      source: source, number: number, width: PagePacking.rounded(space.unrotatedWidth),
      height: PagePacking.rounded(space.unrotatedHeight), rotation: space.turns * 90)
    let layer = TextLayer(pdf.text() ?? .empty, space: space)
    let shapes = PageShapes(pdf, space: space)
    let scan = ScanTest(layer, shapes, space)
    if scan.mayBeScan {
      try readScan(&page, pdf, layer, shapes, scan, space)
    } else if try !readText(&page, pdf, layer, shapes, space) {
      try readScan(&page, pdf, layer, shapes, .garbled(layer, shapes, space), space)
    }
    return page
  }

  func raster(_ number: Int, dpi: Double) throws(ReadingError) -> Raster {
    let pdf = try load(number)
    guard let raster = Self.draw(pdf, dpi: dpi, quarterTurns: -pdf.quarterTurns) else {
      throw ReadingError(.memoryLimit, "Page \(number) is too large to draw at \(dpi) dpi.")
    }
    return raster
  }

  private func load(_ number: Int) throws(ReadingError) -> PDFPage {
    do throws(PDFError) {
      let page = try document.page(number - 1)
      return page.drawnAnnotations > 0 ? page.flattened() : page
    } catch { throw ReadingError(error) }
  }

  /// Upright unless turned. A page too large for `dpi` is drawn as finely as the limit allows.
  private static func draw(_ pdf: PDFPage, dpi: Double, quarterTurns: Int = 0) -> Raster? {
    guard let drawn = pdf.render(scale: dpi / 72, quarterTurns: quarterTurns) else { return nil }
    return Raster(width: drawn.width, height: drawn.height, dpi: dpi, pixels: drawn.pixels)
  }

  // MARK: Born digital

  /// - Returns: whether the text layer says what the page shows; if not, nothing is filled in.
  @discardableResult private func readText(
    _ page: inout Page, _ pdf: PDFPage, _ layer: TextLayer, _ drawn: PageShapes,
    _ space: PageSpace, trusted: Bool = false
  ) throws(ReadingError) -> Bool {
    var shapes = drawn
    var picture = shapes.isClear ? nil : Self.draw(pdf, dpi: Self.lookDPI)
    var visibility = Visibility(layer, shapes, picture: picture)
    // Nothing shows through black. Whether text shows through another colour, as through a marker
    // pen, depends on blending that only the picture tells.
    if visibility.hidesUnderLight(shapes) {
      picture = picture ?? Self.draw(pdf, dpi: Self.lookDPI)
      let glassy = picture.map { visibility.glassCovers(layer, shapes, $0) } ?? []
      if !glassy.isEmpty {
        for index in glassy { shapes.covers[index].opaque = false }
        visibility = Visibility(layer, shapes, picture: picture)
      }
    }
    var words = ReadingOrder.arrange(TextWord.words(of: layer, hidden: visibility.hidden))
    if options.ocr, !trusted {
      let test = LayerTest(words: words, layer: layer, visibility: visibility)
      if test.isSuspect(picture: picture), let fine = Self.draw(pdf, dpi: Self.sampleDPI),
        try test.isRefuted(by: fine, recognition)
      {
        return false
      }
    }
    var redactions = CoveredText(
      layer: layer, visibility: visibility, shapes: shapes, space: space, words: words
    ).redactions()
    // Thin lines may frame a code: whether they do, the picture tells.
    if picture == nil, shapes.rules > 1, Self.hasLooseCode(words, redactions) {
      picture = Self.draw(pdf, dpi: Self.lookDPI)
    }
    if let picture {
      let seen = RedactionFinder.find(in: picture, words: words)
      redactions = SeenRedactions(layer, visibility, words).merge(redactions, seen, picture)
    }
    if options.ocr, let picture, !shapes.images.isEmpty {
      let pictures = PictureText(space: space, own: words, redactions: redactions)
      words = PictureText.join(
        words,
        try pictures.read(shapes.images, look: picture, recognition) {
          Self.draw(pdf, dpi: options.dpi)
        })
    }
    page.words = words.map { word in
      var word = word
      word.box = (space.turns == 0 ? word.box : space.unrotated(word.box)).rounded
      word.confidence = word.confidence.map { PagePacking.rounded($0, per: 10_000) }
      return word
    }
    page.method = words.isEmpty ? .none : .text
    page.take(redactions: redactions, space)
    return true
  }

  /// Whether an exemption code stands on the page outside every redaction found.
  private static func hasLooseCode(_ words: [Word], _ redactions: [Redaction]) -> Bool {
    words.contains { word in
      let text = word.text.utf8
      guard text.count >= 3, text.contains(UInt8(ascii: "(")), text.contains(UInt8(ascii: ")")),
        !redactions.contains(where: { $0.box.contains(x: word.box.midX, y: word.box.midY) })
      else { return false }
      return !ExemptionCode.parse(word.text).isEmpty
    }
  }

  // MARK: Scans

  private func readScan(
    _ page: inout Page, _ pdf: PDFPage, _ layer: TextLayer, _ shapes: PageShapes,
    _ scan: ScanTest, _ space: PageSpace
  ) throws(ReadingError) {
    guard options.ocr else {
      try readText(&page, pdf, layer, shapes, space)
      return
    }
    let image = scan.loneImage.flatMap { EmbeddedScan(pdf, $0, space) }
    guard
      let picture = image?.picture ?? Self.draw(pdf, dpi: options.dpi)
        ?? Self.draw(pdf, dpi: Self.lookDPI)
    else {
      throw ReadingError(.memoryLimit, "The page is too large to be recognised.")
    }
    if !ScanTest.hasInk(picture) {
      try readText(&page, pdf, layer, shapes, space, trusted: true)
      return
    }
    var read = try recognition.read(picture.fit(dpi: options.dpi))
    if scan.isGarbled, read.words.isEmpty {
      // Of another script: what the file says is better than nothing.
      try readText(&page, pdf, layer, shapes, space, trusted: true)
      return
    }
    if let image { read.move(across: image.left, down: image.top) }
    // Stamps and Bates numbers are often set as text on top of a scan: their own words are better.
    let visibility = Visibility(layer, shapes, picture: picture)
    let own =
      scan.isGarbled
      ? [] : ReadingOrder.arrange(TextWord.words(of: layer, hidden: visibility.hidden))
    read.words = MixedWords.join(recognized: read.words, own: own)
    for index in read.redactions.indices where read.redactions[index].textUnder == .unknown {
      read.redactions[index].textUnder = .none
    }
    read.redactions = SeenRedactions(layer, visibility, read.words).merge(
      CoveredText(
        layer: layer, visibility: visibility, shapes: shapes, space: space, words: read.words
      ).redactions(), read.redactions, picture)
    page.take(read, space)
    if scan.isGarbled {
      page.discardedText = LayerTest(words: own, layer: layer, visibility: visibility)
        .text(without: read.redactions.map(\.box))
    }
  }
}
