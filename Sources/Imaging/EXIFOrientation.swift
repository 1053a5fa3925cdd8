// SPDX-License-Identifier: Apache-2.0

/// How a camera says its picture is to be turned: tag 0x0112 in the EXIF segment of a JPEG file
/// (CIPA DC-008, section 4.6.4).
enum EXIFOrientation {
  /// 1…8 as the standard numbers them; 1 where the file says nothing or nonsense.
  static func value(in bytes: [UInt8]) -> Int {
    guard bytes.count > 4, bytes[0] == 0xff, bytes[1] == 0xd8 else { return 1 }
    var at = 2
    // Segments: a marker, and a length that counts itself. The picture begins at SOS.
    while at + 4 <= bytes.count, bytes[at] == 0xff {
      let marker = bytes[at + 1]
      if marker == 0xff {
        at += 1
        continue
      }
      if marker == 0xda || marker == 0xd9 { return 1 }
      let length = Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
      guard length >= 2, at + 2 + length <= bytes.count else { return 1 }
      let body = bytes[at + 4..<at + 2 + length]
      if marker == 0xe1, body.starts(with: Array("Exif\0\0".utf8)) {
        return orientation(inTIFF: body.dropFirst(6))
      }
      at += 2 + length
    }
    return 1
  }

  private static func orientation(inTIFF bytes: ArraySlice<UInt8>) -> Int {
    let start = bytes.startIndex
    guard bytes.count >= 8 else { return 1 }
    let little = bytes[start] == 0x49
    func number(at offset: Int, bytes size: Int) -> Int? {
      guard offset >= 0, offset + size <= bytes.count else { return nil }
      return (0..<size).reduce(0) { value, k in
        value << 8 | Int(bytes[start + (little ? offset + size - 1 - k : offset + k)])
      }
    }
    guard let directory = number(at: 4, bytes: 4), let entries = number(at: directory, bytes: 2)
    else { return 1 }
    for entry in 0..<entries {
      let place = directory + 2 + entry * 12
      guard let tag = number(at: place, bytes: 2) else { return 1 }
      if tag == 0x0112 {
        return number(at: place + 8, bytes: 2).flatMap { (1...8).contains($0) ? $0 : nil } ?? 1
      }
    }
    return 1
  }
}
