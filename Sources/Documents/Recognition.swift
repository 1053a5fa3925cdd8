// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging

/// What was read on a page image.
struct RecognizedPage {
  /// As the picture lies, in the order of reading.
  var words: [Word]
  var confidence: Double
  /// As the picture lies.
  var redactions: [Redaction]
  /// Quarters by which the picture must be turned clockwise to be read.
  var turns = 0
}

/// Reads page images: redactions first, so that they are not taken for letters, then words, then
/// the codes among the words. The engine is started when it is first needed.
final class Recognition {
  private let languages: String
  private var engine: Recognizer?

  /// A page read with less than this may lie upside down. Poor faxes are read with more.
  private static let doubtful = 0.65

  init(languages: String) { self.languages = languages }

  /// - Parameter picture: as the file shows it; text on it that stands otherwise is found and read.
  func read(_ picture: Raster) throws(ReadingError) -> RecognizedPage {
    guard ScanTest.hasInk(picture) else {
      return RecognizedPage(
        words: [], confidence: 0, redactions: RedactionFinder.find(in: picture, words: []))
    }
    do throws(ImagingError) {
      let engine = try started()
      let isSideways = Orientation.isSideways(picture)
      var turns = isSideways == true ? try engine.bestTurn(of: picture, among: [1, 3, 0]) : 0
      var read = try read(picture.turned(turns), engine)
      // What reads well lies well: the usual page costs no second look.
      if turns == 0, Self.isDoubtful(read) {
        let others = isSideways == false ? [0, 2] : [0, 2, 1, 3]
        turns = try engine.bestTurn(of: picture, among: others)
        if turns != 0 { read = try self.read(picture.turned(turns), engine) }
      }
      read.turn(turns, of: picture)
      return read
    } catch { throw ReadingError(error) }
  }

  /// The words of a part of a page that stands upright.
  func words(on picture: Raster, masking: [Box]) throws(ReadingError) -> [Word] {
    do throws(ImagingError) {
      return try started().recognize(picture, masking: masking).words
    } catch { throw ReadingError(error) }
  }

  private static func isDoubtful(_ read: RecognizedPage) -> Bool {
    // Nothing to read is a reason where there is something to see.
    read.words.isEmpty ? read.redactions.isEmpty : read.confidence < doubtful
  }

  private func read(_ picture: Raster, _ engine: Recognizer) throws(ImagingError) -> RecognizedPage
  {
    let redactions = try engine.readLabels(
      of: RedactionFinder.find(in: picture, words: []), on: picture)
    // A black box is read as letters that are not there; the code in a white one is a word.
    let masked = redactions.filter { $0.kind != .white }.map(\.box)
    // A page blacked out to its edges may still bear its number in the margin.
    let wholly = redactions.contains { $0.kind == .page }
    let (all, confidence) =
      wholly
      ? try readMargins(of: picture, engine) : try engine.recognize(picture, masking: masked)
    // What stands in a box is its label, which was read for its codes.
    let boxes = redactions.filter { $0.kind != .page }.map(\.box)
    let words = all.filter { word in
      !boxes.contains { $0.contains(x: word.box.midX, y: word.box.midY) }
    }
    return RecognizedPage(words: words, confidence: confidence, redactions: redactions)
  }

  /// The words above and below what blacks a page out.
  private func readMargins(
    of picture: Raster, _ engine: Recognizer
  ) throws(ImagingError) -> (words: [Word], confidence: Double) {
    var words: [Word] = []
    var sure: [Double] = []
    for band in picture.lightBands {
      let part = picture.rows(band)
      guard ScanTest.hasInk(part) else { continue }
      let (found, confidence) = try engine.recognize(part, masking: [])
      guard !found.isEmpty else { continue }
      let (down, line) = (Double(band.lowerBound) * 72 / picture.dpi, (words.last?.line ?? -1) + 1)
      words += found.map { word in
        var word = word
        word.box.y0 += down
        word.box.y1 += down
        word.line += line
        return word
      }
      sure.append(confidence)
    }
    return (words, sure.isEmpty ? 0 : sure.reduce(0, +) / Double(sure.count))
  }

  private func started() throws(ImagingError) -> Recognizer {
    if let engine { return engine }
    let new = try Recognizer(languages: languages)
    engine = new
    return new
  }
}

extension RecognizedPage {
  /// Puts places on the turned picture back to where they are on the picture itself.
  fileprivate mutating func turn(_ turns: Int, of picture: Raster) {
    if turns == 0 { return }
    self.turns = turns
    let scale = 72 / picture.dpi
    let space = PageSpace(
      width: Double(picture.width) * scale, height: Double(picture.height) * scale,
      rotation: turns * 90)
    for index in words.indices { words[index].box = space.unrotated(words[index].box) }
    for index in redactions.indices {
      redactions[index].box = space.unrotated(redactions[index].box)
    }
  }
}

extension Raster {
  /// The rows above and below those that are dark for a third of their length, without the wedges
  /// that a lean leaves there.
  fileprivate var lightBands: [Range<Int>] {
    let dark = (0..<height).map { y in
      pixels[y * width..<(y + 1) * width].reduce(0) { $1 < 128 ? $0 + 1 : $0 }
    }
    guard var first = dark.firstIndex(where: { $0 * 3 > width }),
      var last = dark.lastIndex(where: { $0 * 3 > width })
    else { return [0..<height] }
    // A line of text is ink for less than that.
    while first > 0, dark[first - 1] * 12 > width { first -= 1 }
    while last + 1 < height, dark[last + 1] * 12 > width { last += 1 }
    let least = Int(dpi / 9)
    return [0..<first, last + 1..<height].filter { $0.count >= least }
  }

  fileprivate func rows(_ band: Range<Int>) -> Raster {
    Raster(
      width: width, height: band.count, dpi: dpi,
      pixels: Array(pixels[band.lowerBound * width..<band.upperBound * width]))
  }
}
