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
    var page = Page(source: source, number: number, width: width, height: height)
    let space = PageSpace(width: width, height: height, rotation: 0)
    if options.ocr {
      let read = try recognition.read(picture.fit(dpi: options.dpi))
      page.take(read, space)
    } else {
      page.take(redactions: RedactionFinder.find(in: picture, words: []), space)
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

  /// Turned clockwise by quarters.
  func turned(_ quarters: Int) -> Raster {
    let quarters = (quarters % 4 + 4) % 4
    if quarters == 0 || pixels.count != width * height { return self }
    let swapped = quarters % 2 == 1
    let (newWidth, newHeight) = swapped ? (height, width) : (width, height)
    let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { out, count in
      pixels.withUnsafeBufferPointer { source in
        for y in 0..<newHeight {
          for x in 0..<newWidth {
            let from =
              switch quarters {
              case 1: (height - 1 - x) * width + y
              case 2: (height - 1 - y) * width + (width - 1 - x)
              default: x * width + (width - 1 - y)
              }
            out[y * newWidth + x] = source[from]
          }
        }
      }
      count = pixels.count
    }
    return Raster(width: newWidth, height: newHeight, dpi: dpi, pixels: turned)
  }
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
