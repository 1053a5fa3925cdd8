// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging
import PDFium

/// Whether the words of a page must be read from its picture.
struct ScanTest {
  /// The page shows more than its text layer says.
  private(set) var mayBeScan = false
  /// The text layer is there, but means nothing.
  private(set) var isGarbled = false
  /// The page is this one image, with nothing drawn over it.
  private(set) var loneImage: PDFObject?

  /// Text in the middle of the page that makes it a text page, in letters.
  private static let enoughLetters = 60

  init(_ layer: TextLayer, _ shapes: PageShapes, _ space: PageSpace) {
    if layer.drawn > 20, layer.unmapped * 3 > layer.drawn {
      self = .garbled(layer, shapes, space)
      return
    }
    // A scan may come in slices: together they count.
    guard shapes.imageShare(space: space) > 0.2 || shapes.curves > 300 else { return }
    let margin = space.height * Furniture.band
    var letters = 0
    for glyph in layer.glyphs where glyph.scalar != 32 {
      if glyph.box.midY > margin, glyph.box.midY < space.height - margin { letters += 1 }
      if letters >= Self.enoughLetters { return }
    }
    mayBeScan = true
    if layer.drawn == 0 { loneImage = Self.loneImage(shapes, space) }
  }

  private init() {}

  /// A page whose text layer has been found to mean nothing.
  static func garbled(_ layer: TextLayer, _ shapes: PageShapes, _ space: PageSpace) -> ScanTest {
    var test = ScanTest()
    (test.isGarbled, test.mayBeScan) = (true, true)
    let isUnseen = layer.runs.allSatisfy { $0.mode == 3 || $0.mode == 7 }
    if isUnseen { test.loneImage = loneImage(shapes, space) }
    return test
  }

  private static func loneImage(_ shapes: PageShapes, _ space: PageSpace) -> PDFObject? {
    guard let largest = shapes.largestImage(space: space), largest.share > 0.9,
      shapes.images.count == 1, shapes.covers.isEmpty, shapes.unclear.count == 1
    else { return nil }
    return largest.object
  }

  /// Whether there is anything on a picture: a few pixels in ten thousand far from the paper.
  static func hasInk(_ picture: Raster) -> Bool {
    var histogram = [Int](repeating: 0, count: 256)
    for value in picture.pixels { histogram[Int(value)] += 1 }
    let common = histogram.indices.max { histogram[$0] < histogram[$1] } ?? 255
    let far = histogram.indices.reduce(0) { sum, value in
      abs(value - common) > 60 ? sum + histogram[value] : sum
    }
    return far * 5_000 > picture.pixels.count
  }
}

/// The picture that a scanned page consists of, at its own resolution.
struct EmbeddedScan {
  /// Upright.
  let picture: Raster
  /// Where its top left corner stands on the upright page, in points.
  let left: Double
  let top: Double

  /// Nil where the page shows the image turned by itself, mirrored, stretched or coarse.
  init?(_ pdf: PDFPage, _ image: PDFObject, _ space: PageSpace) {
    let raw = image.matrix
    let m = [raw.0, raw.1, raw.2, raw.3, raw.4, raw.5].map { Double($0) }
    guard m[0] > 0, m[3] > 0, abs(m[1]) < 0.001 * m[0], abs(m[2]) < 0.001 * m[3],
      !image.stencil, !image.transparent
    else { return nil }
    let across = Double(image.pixelWidth) / m[0] * 72
    let down = Double(image.pixelHeight) / m[3] * 72
    guard across >= 120, across <= 700, abs(across - down) < 0.03 * across,
      let pixels = pdf.image(of: image)
    else { return nil }
    picture = Raster(
      width: image.pixelWidth, height: image.pixelHeight, dpi: (across + down) / 2, pixels: pixels
    ).turned(space.turns)
    let place = space.upright(
      PDFRect(left: m[4], bottom: m[5], right: m[4] + m[0], top: m[5] + m[3]))
    (left, top) = (place.x0, place.y0)
  }
}

extension RecognizedPage {
  mutating func move(across: Double, down: Double) {
    if abs(across) < 0.01 && abs(down) < 0.01 { return }
    func moved(_ b: Box) -> Box {
      Box(x0: b.x0 + across, y0: b.y0 + down, x1: b.x1 + across, y1: b.y1 + down)
    }
    for index in words.indices { words[index].box = moved(words[index].box) }
    for index in redactions.indices { redactions[index].box = moved(redactions[index].box) }
  }
}

extension PageShapes {
  /// The share of the page that its images cover, overlaps counted twice.
  fileprivate func imageShare(space: PageSpace) -> Double {
    let page = Box(x0: 0, y0: 0, x1: space.width, y1: space.height)
    return images.reduce(0) { $0 + page.share(in: space.upright($1.bounds)) }
  }
}
