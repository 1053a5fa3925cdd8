// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Imaging

/// A PNG, JPEG or TIFF file: each picture is a page, as large as its resolution makes it.
final class OpenImage: OpenDocument {
  let pageCount: Int
  private let bytes: [UInt8]
  private let options: ReadingOptions
  private let recognition: Recognition

  init(path: String, options: ReadingOptions, _ recognition: Recognition) throws(ReadingError) {
    (self.options, self.recognition) = (options, recognition)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ReadingError(.damaged, "The file cannot be opened.")
    }
    bytes = [UInt8](data)
    if bytes.isEmpty { throw ReadingError(.empty, "The file is empty.") }
    do throws(ImagingError) { pageCount = try ImageFile.pageCount(of: bytes) } catch {
      throw ReadingError(error)
    }
  }

  func page(_ number: Int, source: SourceID) throws(ReadingError) -> Page {
    let picture = try decode(number)
    let (width, height) = picture.size
    let turns = ImageFile.quarterTurns(of: bytes)
    var page = Page(
      source: source, number: number, width: width, height: height, rotation: turns * 90)
    let space = PageSpace(width: width, height: height, rotation: turns * 90)
    let upright = picture.fit(dpi: options.dpi).turned(turns)
    if options.ocr {
      page.take(try recognition.read(upright), space)
    } else {
      page.take(redactions: RedactionFinder.find(in: upright, words: []), space)
    }
    return page
  }

  func raster(_ number: Int, dpi: Double) throws(ReadingError) -> Raster {
    try decode(number).scaled(to: dpi)
  }

  private func decode(_ number: Int) throws(ReadingError) -> Raster {
    guard number >= 1, number <= pageCount else {
      throw ReadingError(.damaged, "There is no page \(number).")
    }
    do throws(ImagingError) { return try ImageFile.decode(bytes, page: number) } catch {
      throw ReadingError(error)
    }
  }
}

extension Raster {
  /// In points, to the 1/100.
  var size: (width: Double, height: Double) {
    (
      PagePacking.rounded(Double(width) * 72 / dpi), PagePacking.rounded(Double(height) * 72 / dpi)
    )
  }

  /// At a resolution that recognition is good at: finer pictures only cost time.
  func fit(dpi target: Double) -> Raster { dpi > target * 1.4 ? scaled(to: target) : self }
}

extension Page {
  /// Fills in what recognition found.
  mutating func take(_ read: RecognizedPage, _ space: PageSpace) {
    words = read.words.map { word in
      var word = word
      word.box = space.unrotated(word.box).rounded
      word.confidence = word.confidence.map { PagePacking.rounded($0, per: 10_000) }
      return word
    }
    // A page that was scanned on its side is shown as it is read.
    rotation = (space.turns + read.turns) % 4 * 90
    method = words.isEmpty ? .none : .ocr
    confidence = words.isEmpty ? nil : PagePacking.rounded(read.confidence, per: 10_000)
    take(redactions: read.redactions, space)
  }

  /// - Parameter redactions: upright.
  mutating func take(redactions: [Redaction], _ space: PageSpace) {
    self.redactions = redactions.map { redaction in
      var redaction = redaction
      redaction.box = space.unrotated(redaction.box).rounded
      redaction.confidence = PagePacking.rounded(redaction.confidence, per: 10_000)
      return redaction
    }
    redactedShare = PagePacking.rounded(
      RedactionFinder.redactedShare(
        of: self.redactions, words: words, pageWidth: width, pageHeight: height), per: 10_000)
  }
}
