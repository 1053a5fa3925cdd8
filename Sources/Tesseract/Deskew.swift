// SPDX-License-Identifier: Apache-2.0

import CTesseract

/// Finds and undoes the small turn a page gets on a scanner's glass.
package enum Deskew {
  /// Degrees the page must be turned clockwise to stand straight; nil where nothing on it tells.
  package static func angle(of image: GreyImage) -> Double? {
    ImageCodec.silence()
    guard let pix = PixImage(image), let binary = pixThresholdToBinary(pix.pointer, 140) else {
      return nil
    }
    let page = PixImage(owning: binary)
    var (angle, confidence): (l_float32, l_float32) = (0, 0)
    guard pixFindSkew(page.pointer, &angle, &confidence) == 0, confidence >= 3 else { return nil }
    return Double(angle)
  }

  /// The image turned clockwise by `degrees` about its centre, its size kept, corners white.
  package static func turned(
    _ image: GreyImage, by degrees: Double
  ) throws(TesseractError) -> GreyImage {
    ImageCodec.silence()
    guard let pix = PixImage(image),
      let rotated = pixRotate(
        pix.pointer, l_float32(degrees * .pi / 180), l_int32(L_ROTATE_AREA_MAP),
        l_int32(L_BRING_IN_WHITE), 0, 0)
    else { throw TesseractError("the image cannot be turned") }
    let turned = PixImage(owning: rotated)
    guard var grey = turned.grey() else { throw TesseractError("the image cannot be turned") }
    grey.resolution = image.resolution
    return grey
  }
}
