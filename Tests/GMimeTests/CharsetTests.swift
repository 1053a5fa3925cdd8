// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import GMime

struct CharsetTests {
  @Test(
    arguments: [
      ([0x93, 0x68, 0xE9, 0x94], "iso-8859-1", "“hé”"),
      ([0x68, 0xC3, 0xA9], nil, "hé"),
      ([0x68, 0xE9], nil, "hé"),
      ([0x68, 0xE9], "us-ascii", "hé"),
      ([0x68, 0xE9], "no-such-charset", "hé"),
      ([0x68, 0xC3, 0xA9], "no-such-charset", "hé"),
      ([0x83, 0x65, 0x83, 0x58, 0x83, 0x67], "Shift_JIS", "テスト"),
      ([0xFF, 0xFE, 0x68, 0x00, 0xE9, 0x00], "utf-16", "hé"),
    ] as [([UInt8], String?, String)])
  func `as declared, else UTF-8, else windows-1252`(
    bytes: [UInt8], declared: String?, text: String
  ) {
    #expect(Charset.text(bytes, declared: declared).text == text)
  }

  @Test func `one bad byte costs one character and is reported`() {
    let bytes = Array("Die Bücher sind da, alle zehn".utf8) + [0xFF]
    let result = Charset.text(bytes, declared: "utf-8")
    #expect(result.text == "Die Bücher sind da, alle zehn\u{FFFD}")
    #expect(result.warning != nil)
  }
}
