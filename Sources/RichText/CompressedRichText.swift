// SPDX-License-Identifier: Apache-2.0

/// Rich Text as Outlook packs it (MS-OXRTFCP): runs copied from a ring of 4,096 bytes that begins
/// filled with what most Rich Text begins with.
package enum CompressedRichText {
  /// In bytes, unpacked.
  package static let limit = 64 << 20

  private static let ring = 4_096
  private static let beginning = Array(
    ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
      + "\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
      + "{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx").utf8)

  /// The Rich Text; as much of it as is there where the packing is cut. Nil for what is neither
  /// packed nor marked as stored as it is.
  package static func unpacked(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= 16 else { return nil }
    func number(_ at: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << ($1 * 8) }
    }
    let size = min(number(4), limit)
    // The packed size counts from after itself.
    let end = min(bytes.count, number(0) + 4)
    switch number(8) {
    case 0x414C_454D: return Array(bytes[16..<min(bytes.count, 16 + size)])
    case 0x7546_5A4C where end >= 16: return inflated(bytes[16..<end], size: size)
    default: return nil
    }
  }

  private static func inflated(_ bytes: ArraySlice<UInt8>, size: Int) -> [UInt8] {
    var window = beginning + [UInt8](repeating: 0, count: ring - beginning.count)
    var write = beginning.count
    var out: [UInt8] = []
    var at = bytes.startIndex
    func put(_ byte: UInt8) {
      out.append(byte)
      window[write] = byte
      write = (write + 1) % ring
    }
    while at < bytes.endIndex, out.count < size {
      let control = bytes[at]
      at += 1
      for bit in 0..<8 where at < bytes.endIndex && out.count < size {
        guard control & (1 << bit) != 0 else {
          put(bytes[at])
          at += 1
          continue
        }
        guard at + 1 < bytes.endIndex else { return out }
        let pair = Int(bytes[at]) << 8 | Int(bytes[at + 1])
        at += 2
        var read = pair >> 4
        // A run that begins where the next byte goes is the end.
        if read == write { return out }
        for _ in 0..<((pair & 15) + 2) {
          put(window[read])
          read = (read + 1) % ring
        }
      }
    }
    return out
  }
}
