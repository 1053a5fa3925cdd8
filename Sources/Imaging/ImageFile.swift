// SPDX-License-Identifier: Apache-2.0

import Tesseract

/// PNG, JPEG and TIFF files, the last with any number of pages.
package enum ImageFile {
  /// Larger claims are refused before anything is unpacked: an A3 page at 600 dpi has 70 million.
  static let mostPixels = 120_000_000
  /// More pages than this in one TIFF is taken for an attack.
  static let mostPages = 20_000

  /// How many pages the file has: 1 unless it is a TIFF.
  package static func pageCount(of bytes: [UInt8]) throws(ImagingError) -> Int {
    let header = try header(of: bytes, page: 1)
    guard header.isTIFF else { return 1 }
    guard let count = TIFFDirectories.count(in: bytes, limit: mostPages) else {
      throw ImagingError(detail: "the TIFF's list of pages is damaged or longer than \(mostPages)")
    }
    return count
  }

  /// Quarters by which the picture must be turned clockwise to be seen as it was taken.
  package static func quarterTurns(of bytes: [UInt8]) -> Int {
    [0, 0, 0, 2, 2, 1, 1, 3, 3][EXIFOrientation.value(in: bytes)]
  }

  /// Page `page`, counted from 1, in grey, unturned. Where the file states no resolution, or one no
  /// sheet of paper has, the page is taken to be as wide as a letter sheet. A fax with other pixels
  /// down than across is stretched to the finer of the two.
  package static func decode(_ bytes: [UInt8], page: Int) throws(ImagingError) -> Raster {
    let header = try header(of: bytes, page: page)
    guard header.width * header.height <= mostPixels else {
      throw ImagingError(
        detail: "the image claims \(header.width) × \(header.height) pixels, more than is read")
    }
    do throws(TesseractError) {
      let image = try ImageCodec.decode(bytes, page: page - 1)
      let raster = Raster(
        width: image.width, height: image.height,
        dpi: resolution(stated: image.resolution, width: image.width, height: image.height),
        pixels: image.pixels)
      // 2, 4, 5 and 7 are seen in a mirror.
      let isMirrored = [2, 4, 5, 7].contains(EXIFOrientation.value(in: bytes))
      return squared(isMirrored ? raster.mirrored : raster, image)
    } catch { throw ImagingError(error) }
  }

  private static func squared(_ raster: Raster, _ image: GreyImage) -> Raster {
    let (across, down) = (Double(image.resolution), Double(image.resolutionDown))
    guard across >= 50, down >= 50, (1.05...4).contains(max(across, down) / min(across, down)),
      raster.width * raster.height <= mostPixels / 4
    else { return raster }
    // As it is, with the resolution it has downwards; then brought to the finer.
    var out = raster
    out.dpi = down
    return out.scaled(to: max(across, down), squeeze: down / across)
  }

  /// - Parameter quick: sooner done, and a little larger.
  package static func png(_ raster: Raster, quick: Bool = false) throws(ImagingError) -> [UInt8] {
    do throws(TesseractError) {
      return try ImageCodec.png(GreyImage(raster), quick: quick)
    } catch { throw ImagingError(error) }
  }

  private static func header(
    of bytes: [UInt8], page: Int
  ) throws(ImagingError) -> ImageCodec.Header {
    guard page >= 1, page <= mostPages else { throw ImagingError(detail: "no page \(page)") }
    guard !bytes.isEmpty else { throw ImagingError(detail: "the file is empty") }
    do throws(TesseractError) {
      return try ImageCodec.header(of: bytes, page: page - 1)
    } catch { throw ImagingError(error) }
  }

  /// The stated resolution if a page of that size is plausible, else one that makes the shorter
  /// side a letter sheet's, rounded to what scanners offer where that is near.
  static func resolution(stated: Int, width: Int, height: Int) -> Double {
    let short = Double(min(width, height))
    if stated >= 50, stated <= 2_400, (3.5...18).contains(short / Double(stated)) {
      return Double(stated)
    }
    let guess = short / 8.5
    let usual: [Double] = [72, 96, 100, 120, 150, 200, 240, 300, 400, 600]
    let nearest = usual.first { abs($0 - guess) < 0.04 * $0 }
    return nearest ?? max(36, guess)
  }
}

extension GreyImage {
  init(_ raster: Raster) {
    self.init(
      width: raster.width, height: raster.height,
      resolution: raster.dpi.isFinite ? Int(min(max(raster.dpi.rounded(), 1), 9_600)) : 72,
      pixels: raster.pixels)
  }
}
