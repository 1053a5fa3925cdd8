// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TextCoding

@Suite struct CodePageTests {
  @Test(arguments: [
    (1252, [0x93, 0x41, 0x94, 0x96], "“A”–"), (1251, [0xCF, 0xF0, 0xE8], "При"),
    (932, [0x93, 0xFA, 0x96, 0x7B], "日本"), (65_001, [0xC3, 0xA9], "é"), (437, [0x82], "é"),
    (1253, [0xC1], "Α"), (99_999, [0x80], "€"),
  ])
  func `Bytes become the characters of their code page`(page: Int, bytes: [UInt8], text: String) {
    #expect(CodePage.text(bytes, codePage: page) == text)
  }

  @Test func `A byte that means nothing stands as replaced`() {
    #expect(CodePage.text([0x41, 0xFF, 0x42], codePage: 932).hasSuffix("B"))
  }

  @Test(arguments: [
    ("windows-1251", 1251), ("Shift_JIS", 932), ("iso-8859-2", 28_592), ("utf-8", 65_001),
  ])
  func `Names of charsets are known`(name: String, page: Int) {
    #expect(CodePage.number(named: name) == page)
  }

  @Test func `Text is told from its bytes`() {
    #expect(TextDecoding.utf8([0xFF, 0xFE, 0x41, 0, 0xE9, 0]) == Array("Aé".utf8))
    #expect(TextDecoding.utf8([0xEF, 0xBB, 0xBF, 0x41]) == [0x41])
    #expect(TextDecoding.utf8([0x63, 0x61, 0x66, 0xE9]) == Array("café".utf8))
    #expect(TextDecoding.utf8([UInt8](repeating: 0, count: 50)) == nil)
  }
}
