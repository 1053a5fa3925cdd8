// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestSupport
import Testing

@testable import Imaging

@Suite struct ImageFileTests {
  private func pattern(_ width: Int, _ height: Int, dpi: Double) -> Raster {
    Raster(
      width: width, height: height, dpi: dpi,
      pixels: (0..<width * height).map { UInt8($0 * 7 % 251) })
  }

  @Test func `A page written as PNG is read back the same`() throws {
    let page = pattern(1_275, 330, dpi: 150)
    let bytes = try ImageFile.png(page)
    #expect(try ImageFile.pageCount(of: bytes) == 1)
    let read = try ImageFile.decode(bytes, page: 1)
    #expect(read.width == page.width && read.height == page.height)
    #expect(read.pixels == page.pixels)
    #expect(throws: ImagingError.self) { try ImageFile.decode(bytes, page: 2) }
  }

  /// A TIFF of plain grey pages, each of one shade.
  private func tiff(shades: [UInt8], width: Int, height: Int, lastOffset: Int = 0) -> [UInt8] {
    func two(_ n: Int) -> [UInt8] { [UInt8(n & 255), UInt8(n >> 8 & 255)] }
    func four(_ n: Int) -> [UInt8] { two(n & 0xffff) + two(n >> 16) }
    var bytes = [UInt8](arrayLiteral: 0x49, 0x49, 0x2a, 0)
    let entries = 9
    let size = 2 + entries * 12 + 4
    let pixels = width * height
    bytes += four(8)
    for (index, shade) in shades.enumerated() {
      let start = 8 + index * (size + pixels)
      let fields = [
        (256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, start + size), (277, 1),
        (278, height), (279, pixels),
      ]
      bytes += two(entries)
      for (tag, value) in fields { bytes += two(tag) + two(4) + four(1) + four(value) }
      bytes += four(index + 1 < shades.count ? start + size + pixels : lastOffset)
      bytes += [UInt8](repeating: shade, count: pixels)
    }
    return bytes
  }

  @Test func `Each page of a TIFF is read by its number`() throws {
    let bytes = tiff(shades: [10, 90, 200], width: 850, height: 20)
    #expect(try ImageFile.pageCount(of: bytes) == 3)
    for (page, shade) in [(1, 10), (2, 90), (3, 200)] {
      let raster = try ImageFile.decode(bytes, page: page)
      #expect(raster.width == 850 && raster.pixels.allSatisfy { $0 == UInt8(shade) })
    }
    for page in [0, -1, 4, 1_000_000] {
      #expect(throws: ImagingError.self) { try ImageFile.decode(bytes, page: page) }
    }
  }

  @Test func `A TIFF whose pages run in a circle is refused`() {
    let bytes = tiff(shades: [10, 90], width: 100, height: 4, lastOffset: 8)
    #expect(throws: ImagingError.self) { try ImageFile.pageCount(of: bytes) }
  }

  @Test func `An image that claims more pixels than fit is refused before it is unpacked`() {
    let bytes = tiff(shades: [10], width: 100, height: 4)
    var bomb = bytes
    // Width and height of the first directory: 1,048,576 each.
    for entry in 0..<2 {
      let value = 8 + 2 + entry * 12 + 8
      bomb.replaceSubrange(value..<value + 4, with: [0, 0, 0x10, 0])
    }
    #expect(throws: ImagingError.self) { try ImageFile.decode(bomb, page: 1) }
  }

  @Test func `Damaged and foreign bytes give an error, never a crash`() throws {
    var dice = SplitMix(seed: 5)
    let whole = try ImageFile.png(pattern(200, 100, dpi: 72))
    let sheets = tiff(shades: [1, 2], width: 60, height: 40)
    for sample in [whole, sheets] {
      for _ in 0..<60 {
        var bytes = Array(sample.prefix(Int.random(in: 0...sample.count, using: &dice)))
        for _ in 0..<4 where !bytes.isEmpty {
          bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(
            in: 0...255, using: &dice)
        }
        if let raster = try? ImageFile.decode(bytes, page: 1) {
          #expect(raster.pixels.count == raster.width * raster.height)
        }
        if let count = try? ImageFile.pageCount(of: bytes) { #expect(count >= 1) }
      }
    }
    for foreign in ["", "%PDF-1.7", "GIF89a", "BM"] {
      #expect(throws: ImagingError.self) { try ImageFile.decode(Array(foreign.utf8), page: 1) }
    }
  }

  @Test(arguments: [
    (300, 2_550, 3_300, 300.0), (0, 1_700, 2_200, 200.0), (72, 2_550, 3_300, 300.0),
    (1, 850, 1_100, 100.0), (96, 816, 1_056, 96.0), (0, 1_653, 2_339, 200.0),
    (9_999, 1_462, 1_892, 172),
  ])
  func `A resolution no sheet has is replaced by that of a letter page`(
    stated: Int, width: Int, height: Int, dpi: Double
  ) {
    #expect(ImageFile.resolution(stated: stated, width: width, height: height) == dpi)
  }

  @Test func `Scaling keeps shades and place`() {
    var page = pattern(600, 400, dpi: 200)
    page.pixels = page.pixels.map { _ in 255 }
    page.fill(Box(x0: 36, y0: 36, x1: 72, y1: 72), grey: 40)
    for dpi in [72.0, 100, 150, 300] {
      let scaled = page.scaled(to: dpi)
      #expect(scaled.width == Int((600 * dpi / 200).rounded()) && scaled.dpi == dpi)
      let middle = Int(54 * dpi / 72)
      #expect(scaled.pixels[middle * scaled.width + middle] == 40)
      #expect(scaled.pixels[0] == 255 && scaled.pixels.last == 255)
    }
  }

  /// A JPEG's head with an EXIF segment that holds the orientation, in either order of bytes.
  private func head(orientation: Int, little: Bool) -> [UInt8] {
    func two(_ n: Int) -> [UInt8] {
      let bytes = [UInt8(n >> 8 & 255), UInt8(n & 255)]
      return little ? bytes.reversed() : bytes
    }
    func four(_ n: Int) -> [UInt8] {
      little ? two(n & 0xffff) + two(n >> 16) : two(n >> 16) + two(n & 0xffff)
    }
    let order = Array((little ? "II" : "MM").utf8)
    let body =
      Array("Exif".utf8) + [0, 0] + order + two(42) + four(8) + two(2) + two(0x010F) + two(2)
      + four(1) + four(0) + two(0x0112) + two(3) + four(1) + two(orientation) + two(0) + four(0)
    let length = body.count + 2
    let app0: [UInt8] = [0xff, 0xe0, 0, 4, 1, 1]
    return [0xff, 0xd8] + app0 + [0xff, 0xe1, UInt8(length >> 8), UInt8(length & 255)] + body
      + [0xff, 0xda]
  }

  @Test(arguments: [(1, 0), (2, 0), (3, 2), (6, 1), (8, 3), (5, 1), (9, 0)], [true, false])
  func `A camera's orientation is read from its tag`(_ turn: (tag: Int, turns: Int), little: Bool) {
    let bytes = head(orientation: turn.tag, little: little)
    #expect(ImageFile.quarterTurns(of: bytes) == turn.turns)
    for count in 0..<bytes.count {
      #expect((0..<4).contains(ImageFile.quarterTurns(of: Array(bytes.prefix(count)))))
    }
  }
}
