// SPDX-License-Identifier: Apache-2.0

import CLeptonica

/// Reads and writes image files in memory, through Leptonica.
package enum ImageCodec {
  /// What a file says of itself before anything is unpacked.
  package struct Header: Sendable {
    package var width: Int
    package var height: Int
    package var isTIFF: Bool
  }

  /// Leptonica's messages go to standard error, where they would mix with ours.
  static func silence() { setMsgSeverity(l_int32(L_SEVERITY_NONE)) }

  /// The size page `page` (from 0) claims to have.
  package static func header(of bytes: [UInt8], page: Int) throws(TesseractError) -> Header {
    try Hush.during { () throws(TesseractError) in try header(unhushed: bytes, page: page) }
  }

  private static func header(
    unhushed bytes: [UInt8], page: Int
  ) throws(TesseractError) -> Header {
    silence()
    var (format, width, height): (l_int32, l_int32, l_int32) = (0, 0, 0)
    var (bits, samples, mapped): (l_int32, l_int32, l_int32) = (0, 0, 0)
    let isTIFF = isTIFF(bytes)
    if isTIFF {
      var resolution: l_int32 = 0
      guard
        readHeaderMemTiff(
          bytes, bytes.count, l_int32(page), &width, &height, &bits, &samples, &resolution,
          &mapped, &format) == 0
      else { throw TesseractError("not a readable TIFF image, or it has no such page") }
    } else {
      guard
        pixReadHeaderMem(
          bytes, bytes.count, &format, &width, &height, &bits, &samples, &mapped) == 0
      else { throw TesseractError("not a readable image file") }
      let known = Int(format) == Int(IFF_PNG) || Int(format) == Int(IFF_JFIF_JPEG)
      guard known else { throw TesseractError("not a PNG, JPEG or TIFF image") }
      guard page == 0 else { throw TesseractError("the image has one page only") }
    }
    guard width > 0, height > 0 else { throw TesseractError("the image is empty") }
    return Header(width: Int(width), height: Int(height), isTIFF: isTIFF)
  }

  /// Unpacks one page (from 0). Check `header(of:page:)` first: this allocates what it claims.
  package static func decode(_ bytes: [UInt8], page: Int) throws(TesseractError) -> GreyImage {
    silence()
    let pix = Hush.during {
      isTIFF(bytes)
        ? pixReadMemTiff(bytes, bytes.count, l_int32(page)) : pixReadMem(bytes, bytes.count)
    }
    guard let pix else { throw TesseractError("the image data is damaged") }
    let image = PixImage(owning: pix)
    guard let grey = image.grey() else { throw TesseractError("the image cannot be read as grey") }
    return grey
  }

  /// - Parameter quick: packed less tightly.
  package static func png(_ image: GreyImage, quick: Bool) throws(TesseractError) -> [UInt8] {
    silence()
    guard let pix = PixImage(image) else { throw TesseractError("the image is not well formed") }
    if quick { pixSetZlibCompression(pix.pointer, 1) }
    var data: UnsafeMutablePointer<l_uint8>?
    var size = 0
    guard pixWriteMemPng(&data, &size, pix.pointer, 0) == 0, let data else {
      throw TesseractError("the image cannot be written as PNG")
    }
    defer { lept_free(data) }
    return [UInt8](UnsafeBufferPointer(start: data, count: size))
  }

  private static func isTIFF(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x49, 0x49, 0x2a, 0]) || bytes.starts(with: [0x4d, 0x4d, 0, 0x2a])
  }
}
