// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RichText

struct CompressedRichTextTests {
  /// Rich Text packed by literals only, as the format allows.
  static func packed(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var body: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 8) {
      body.append(0)
      body += bytes[start..<min(start + 8, bytes.count)]
    }
    func word(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(number >> ($0 * 8) & 255) } }
    return word(body.count + 12) + word(bytes.count) + Array("LZFu".utf8) + word(0) + body
  }

  @Test func `runs are copied from what was written and from what the ring begins with`() {
    // "{\rtf1\ansi" is the beginning of the ring; then "abc" and a run of six from itself.
    var body: [UInt8] = [0b0001_0001, 0x00, 0x09]
    body += Array("abc".utf8)
    let place = 207 + 11
    body += [UInt8(place >> 4), UInt8(place & 15) << 4 | 4]
    func word(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(number >> ($0 * 8) & 255) } }
    let bytes = word(body.count + 12) + word(20) + Array("LZFu".utf8) + word(0) + body
    #expect(
      CompressedRichText.unpacked(bytes).map { String(decoding: $0, as: UTF8.self) }
        == "{\\rtf1\\ansiabcabcabc")
  }

  @Test func `what is stored as it is comes back, and a cut end costs only the end`() {
    let text = "{\\rtf1 The keys are on my desk.}"
    let whole = Self.packed(text)
    #expect(CompressedRichText.unpacked(whole) == Array(text.utf8))
    let cut = CompressedRichText.unpacked(Array(whole.dropLast(8))) ?? []
    #expect(!cut.isEmpty && text.utf8.starts(with: cut))
    #expect(CompressedRichText.unpacked([1, 2, 3]) == nil)
  }
}
