// SPDX-License-Identifier: Apache-2.0

import CTesseract

/// Undoes the small turn a page gets on a scanner's glass.
package enum Deskew {
  /// The image turned by `clockwise` (radians) about its centre, its size kept, corners white.
  package static func turned(
    _ image: GreyImage, clockwise angle: Double
  ) throws(TesseractError) -> GreyImage {
    ImageCodec.silence()
    guard let pix = PixImage(image),
      let rotated = pixRotate(
        pix.pointer, l_float32(angle), l_int32(L_ROTATE_AREA_MAP), l_int32(L_BRING_IN_WHITE), 0, 0)
    else { throw TesseractError("the image cannot be turned") }
    let turned = PixImage(owning: rotated)
    guard var grey = turned.grey() else { throw TesseractError("the image cannot be turned") }
    grey.resolution = image.resolution
    return grey
  }
}
