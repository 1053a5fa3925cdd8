// SPDX-License-Identifier: Apache-2.0

import CLeptonica

/// Owns one Leptonica image and frees it.
struct PixImage: ~Copyable {
  let pointer: UnsafeMutablePointer<Pix>

  init(owning pointer: UnsafeMutablePointer<Pix>) { self.pointer = pointer }

  /// A copy of `image`; nil where its pixels do not fill it or memory runs out.
  init?(_ image: GreyImage) {
    let (width, height) = (image.width, image.height)
    guard width > 0, height > 0, image.pixels.count == width * height,
      let pix = pixCreate(l_int32(width), l_int32(height), 8), let words = pixGetData(pix)
    else { return nil }
    let stride = Int(pixGetWpl(pix)) * 4
    let rows = UnsafeMutableRawPointer(words)
    image.pixels.withUnsafeBytes { source in
      guard let base = source.baseAddress else { return }
      for y in 0..<height {
        (rows + y * stride).copyMemory(from: base + y * width, byteCount: width)
      }
    }
    // Leptonica keeps pixels in big-endian words, whatever the machine.
    pixEndianByteSwap(pix)
    if image.resolution > 0 {
      pixSetResolution(pix, l_int32(image.resolution), l_int32(image.resolution))
    }
    pointer = pix
  }

  deinit {
    var pix: UnsafeMutablePointer<Pix>? = pointer
    pixDestroy(&pix)
  }

  /// A copy in grey, transparent parts white; nil where Leptonica cannot convert it.
  func grey() -> GreyImage? {
    var blended: UnsafeMutablePointer<Pix>?
    defer { pixDestroy(&blended) }
    if pixGetDepth(pointer) == 32, pixGetSpp(pointer) == 4 {
      blended = pixAlphaBlendUniform(pointer, 0xffff_ff00)
    }
    guard let eight = pixConvertTo8(blended ?? pointer, 0) else { return nil }
    let converted = PixImage(owning: eight)
    guard let swapped = pixEndianByteSwapNew(converted.pointer) else { return nil }
    let ordered = PixImage(owning: swapped)
    guard let words = pixGetData(ordered.pointer) else { return nil }
    let width = Int(pixGetWidth(ordered.pointer))
    let height = Int(pixGetHeight(ordered.pointer))
    let stride = Int(pixGetWpl(ordered.pointer)) * 4
    let rows = UnsafeRawPointer(words)
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
      if let base = buffer.baseAddress {
        for y in 0..<height {
          UnsafeMutableRawPointer(base + y * width).copyMemory(
            from: rows + y * stride, byteCount: width)
        }
        count = width * height
      }
    }
    return GreyImage(
      width: width, height: height, resolution: Int(pixGetXRes(pointer)),
      resolutionDown: Int(pixGetYRes(pointer)), pixels: pixels)
  }
}
