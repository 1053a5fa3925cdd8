// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging
import PDFium

/// A PDF file: words from its text layer where it has one, from its picture where it has none.
final class OpenPDF: OpenDocument {
  private var document: PDFDocument
  /// The pages, by number, whose annotations are part of their content by now.
  private var flattened: Set<Int> = []
  let path: String
  let library: PDFLibrary
  private lazy var pristine: PDFDocument? = try? library.open(path, password: options.password)
  lazy var raw = MappedFile(path: path)
  /// Once they were asked for; see `files()`.
  var filesWithin: [PDFAttachment]?
  let options: ReadingOptions
  private let recognition: Recognition

  /// The resolution at which a part of a page is read to test its text layer.
  private static let sampleDPI = 240.0

  init(
    path: String, library: PDFLibrary, options: ReadingOptions, _ recognition: Recognition
  ) throws(ReadingError) {
    (self.path, self.library) = (path, library)
    (self.options, self.recognition) = (options, recognition)
    do throws(PDFError) {
      document = try library.open(path, password: options.password)
    } catch { throw ReadingError(error) }
    if document.pageCount == 0 { throw ReadingError(.empty, "The document has no pages.") }
  }

  var pageCount: Int { document.pageCount }

  func page(_ number: Int, source: SourceID) throws(ReadingError) -> Page {
    let loaded = try load(number)
    let pdf = loaded.page
    let space = PageSpace(box: pdf.box, turns: pdf.quarterTurns)
    var page = Page(
      source: source, number: number, width: PagePacking.rounded(space.unrotatedWidth),
      height: PagePacking.rounded(space.unrotatedHeight), rotation: space.turns * 90)
    let layer = TextLayer(pdf.text() ?? .empty, space: space)
    let shapes = PageShapes(pdf, space: space) { mentions("/OCProperties") }
    let scan = ScanTest(layer, shapes, space)
    let sheet = Sheet(
      pdf: pdf, look: PageLook(pdf), annotations: loaded.annotations, layer: layer, space: space)
    if scan.mayBeScan {
      try readScan(&page, sheet, shapes, scan)
    } else if try !readText(&page, sheet, shapes) {
      try readScan(&page, sheet, shapes, .garbled(layer, shapes, space))
    }
    return page
  }

  func raster(_ number: Int, dpi: Double) throws(ReadingError) -> Raster {
    let pdf = try load(number).page
    if let scan = wholeScan(pdf), scan.dpi >= dpi { return scan.scaled(to: dpi) }
    guard let raster = Self.draw(pdf, dpi: dpi, quarterTurns: -pdf.quarterTurns) else {
      throw ReadingError(.memoryLimit, "Page \(number) is too large to draw at \(dpi) dpi.")
    }
    return raster
  }

  /// The picture that is all there is of a page and fills it: taking it out of the file is several
  /// times as fast as drawing the page.
  private func wholeScan(_ pdf: PDFPage) -> Raster? {
    let space = PageSpace(box: pdf.box, turns: pdf.quarterTurns)
    guard space.turns == 0 else { return nil }
    let layer = TextLayer(pdf.text() ?? .empty, space: space)
    let shapes = PageShapes(pdf, space: space) { true }
    guard let image = ScanTest(layer, shapes, space).loneImage,
      let scan = EmbeddedScan(pdf, image, space), abs(scan.left) < 1, abs(scan.top) < 1,
      abs(Double(scan.picture.width) * 72 / scan.picture.dpi - space.width) < 2,
      abs(Double(scan.picture.height) * 72 / scan.picture.dpi - space.height) < 2
    else { return nil }
    return scan.picture
  }

  /// A page with its annotations as part of it, and the annotations as they were.
  private func load(
    _ number: Int
  ) throws(ReadingError) -> (page: PDFPage, annotations: [PDFAnnotation]) {
    do throws(PDFError) {
      if flattened.contains(number) {
        // What they were is known to the file only.
        document = try library.open(path, password: options.password)
        flattened = []
      }
      let page = try document.page(number - 1)
      guard page.drawnAnnotations > 0 else { return (page, []) }
      let annotations = page.annotations()
      flattened.insert(number)
      return (page.flattened(), annotations)
    } catch { throw ReadingError(error) }
  }

  /// The document as the file has it, for what is not on its pages.
  func fresh() throws(ReadingError) -> PDFDocument {
    guard let pristine else { throw ReadingError(.damaged, "The file cannot be opened again.") }
    return pristine
  }

  /// The names that `mentions` is asked for, as far as the file has them packed away.
  private lazy var packed: Set<String> = {
    let asked = [
      "/OCProperties", "/FileAttachment", "/PageLabels", "/ActualText", "/Alt ", "/Alt(", "/Alt<",
    ]
    guard let raw, raw.first("/ObjStm") != nil || raw.first("/Encrypt") != nil else { return [] }
    guard raw.count < 64 << 20, let copy = pristine?.plainCopy(limit: 128 << 20) else {
      return Set(asked)
    }
    return Set(asked.filter { MappedFile.has($0, in: copy) })
  }()

  /// Whether the document has one of a few names, packed or not: true where that cannot be told
  /// cheaply.
  func mentions(_ name: String) -> Bool {
    guard let raw else { return true }
    return raw.first(name) != nil || packed.contains(name)
  }

  /// Upright unless turned. A page too large for `dpi` is drawn as finely as the limit allows.
  private static func draw(_ pdf: PDFPage, dpi: Double, quarterTurns: Int = 0) -> Raster? {
    guard let drawn = pdf.render(scale: dpi / 72, quarterTurns: quarterTurns) else { return nil }
    return Raster(width: drawn.width, height: drawn.height, dpi: dpi, pixels: drawn.pixels)
  }

  // MARK: Born digital

  /// - Returns: whether the text layer says what the page shows; if not, nothing is filled in.
  @discardableResult private func readText(
    _ page: inout Page, _ sheet: Sheet, _ drawn: PageShapes, trusted: Bool = false
  ) throws(ReadingError) -> Bool {
    let (pdf, layer, space, look) = (sheet.pdf, sheet.layer, sheet.space, sheet.look)
    var shapes = drawn
    var picture = shapes.isClear ? nil : look.picture
    var visibility = Visibility(layer, shapes, picture: picture, look: look)
    // Nothing shows through black. Whether text shows through another colour, as through a marker
    // pen, depends on blending that only the picture tells.
    if visibility.hidesUnderLight(shapes) {
      let seen = look.picture
      let glassy = seen.map { visibility.glassCovers(layer, shapes, $0) } ?? []
      if !glassy.isEmpty {
        picture = seen
        for index in glassy { shapes.covers[index].opaque = false }
        visibility = Visibility(layer, shapes, picture: picture, look: look)
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
    if picture == nil, Self.hasFramedCode(words, redactions, shapes) {
      picture = look.picture
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
    page.exposures = exposures(
      sheet, shapes, visibility, words: words, redactions: redactions, number: page.number)
    return true
  }

  /// Whether an exemption code stands among thin lines, outside every redaction found.
  private static func hasFramedCode(
    _ words: [Word], _ redactions: [Redaction], _ shapes: PageShapes
  ) -> Bool {
    words.contains { word in
      let text = word.text.utf8
      guard text.count >= 3, text.contains(UInt8(ascii: "(")), text.contains(UInt8(ascii: ")")),
        shapes.mayFrame(word.box),
        !redactions.contains(where: { $0.box.contains(x: word.box.midX, y: word.box.midY) })
      else { return false }
      return !ExemptionCode.parse(word.text).isEmpty
    }
  }

  // MARK: Scans

  private func readScan(
    _ page: inout Page, _ sheet: Sheet, _ shapes: PageShapes, _ scan: ScanTest
  ) throws(ReadingError) {
    let (pdf, layer, space) = (sheet.pdf, sheet.layer, sheet.space)
    guard options.ocr else {
      try readText(&page, sheet, shapes)
      return
    }
    let image = scan.loneImage.flatMap { EmbeddedScan(pdf, $0, space) }
    guard
      let picture = image?.picture ?? Self.draw(pdf, dpi: options.dpi)
        ?? sheet.look.picture
    else {
      throw ReadingError(.memoryLimit, "The page is too large to be recognised.")
    }
    if !ScanTest.hasInk(picture) {
      try readText(&page, sheet, shapes, trusted: true)
      return
    }
    var read = try recognition.read(picture.fit(dpi: options.dpi))
    if scan.isGarbled, read.words.isEmpty {
      // Of another script: what the file says is better than nothing.
      try readText(&page, sheet, shapes, trusted: true)
      return
    }
    if let image { read.move(across: image.left, down: image.top) }
    // Stamps and Bates numbers are often set as text on top of a scan: their own words are better.
    let visibility = Visibility(layer, shapes, picture: picture, look: sheet.look)
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
    } else {
      page.exposures = exposures(
        sheet, shapes, visibility, words: read.words, redactions: read.redactions,
        number: page.number)
    }
  }

  // MARK: Exposed words

  private func exposures(
    _ sheet: Sheet, _ shapes: PageShapes, _ visibility: Visibility, words: [Word],
    redactions: [Redaction], number: Int
  ) -> [Exposure] {
    var found = PageExposures(
      layer: sheet.layer, visibility: visibility, shapes: shapes, space: sheet.space, words: words,
      redactions: redactions, annotations: sheet.annotations,
      annotationStart: sheet.pdf.ownObjects, isCropped: sheet.pdf.isCropped,
      isOnNeighbour: { [self] in isNeighbour(of: number, showing: $0) }
    ).find()
    for index in found.indices { found[index].page = number }
    return found
  }

  /// Whether a page near this one shows most of some words, as the other half of a spread does.
  private func isNeighbour(of number: Int, showing words: [String]) -> Bool {
    guard !words.isEmpty else { return false }
    return [number - 1, number + 1, number - 2, number + 2].contains { other in
      guard other > 0, other <= pageCount, let page = try? document.page(other - 1),
        let text = page.text()
      else { return false }
      let layer = TextLayer(text, space: PageSpace(box: page.box, turns: page.quarterTurns))
      let hidden = layer.glyphs.map { !$0.isSpace && layer.isOutside($0) }
      let shown = Set(
        TextWord.words(of: layer, hidden: hidden).flatMap {
          TextLetters.key($0.text).split(separator: " ").map(String.init)
        })
      return words.count { shown.contains($0) } * 10 >= words.count * 8
    }
  }
}

/// A loaded page with what is asked of it more than once.
struct Sheet {
  let pdf: PDFPage
  let look: PageLook
  let annotations: [PDFAnnotation]
  let layer: TextLayer
  let space: PageSpace
}
