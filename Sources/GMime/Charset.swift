// SPDX-License-Identifier: Apache-2.0

import CGMime

/// Bytes of a text to characters: as declared, else UTF-8, else windows-1252. Never fails.
enum Charset {
  /// The text, and a sentence about what had to be guessed.
  static func text(_ bytes: [UInt8], declared: String?) -> (text: String, warning: String?) {
    let name = (declared ?? "").lowercased().filter { !$0.isWhitespace && $0 != "\"" }
    let isPlain = bytes.allSatisfy { $0 < 128 && $0 != 27 && $0 != 126 && $0 != 43 && $0 != 0 }
    if isPlain || ["", "us-ascii", "ascii", "utf-8", "utf8", "unknown-8bit", "8bit"].contains(name)
    {
      if let text = String(validating: bytes, as: UTF8.self) { return (text, nil) }
      let broken = name.hasPrefix("utf")
      if broken, mostlyUTF8(bytes) {
        return (String(decoding: bytes, as: UTF8.self), "Some bytes are not the declared UTF-8.")
      }
      return (
        convert(bytes, from: "windows-1252")?.text ?? latin1(bytes),
        "The text is not UTF-8; read as windows-1252."
      )
    }
    guard let result = convert(bytes, from: wider(name)) else {
      let text =
        String(validating: bytes, as: UTF8.self) ?? convert(bytes, from: "windows-1252")?.text
      return (text ?? latin1(bytes), "The charset \"\(name.prefix(40))\" is unknown.")
    }
    if result.bad == 0 { return (result.text, nil) }
    if let text = String(validating: bytes, as: UTF8.self) {
      return (text, "The text is UTF-8, not the declared \(name.prefix(40)).")
    }
    if result.bad <= 1 + bytes.count / 50 {
      return (result.text, "Some bytes are not the declared \(name.prefix(40)).")
    }
    return (
      convert(bytes, from: "windows-1252")?.text ?? latin1(bytes),
      "The text is not the declared \(name.prefix(40)); read as windows-1252."
    )
  }

  /// The charset that mail in practice means: what is declared with the additions of its vendor.
  private static func wider(_ name: String) -> String {
    switch name {
    case "iso-8859-1", "latin1", "iso_8859-1", "iso8859-1", "l1", "cp1252": "windows-1252"
    case "iso-8859-9": "windows-1254"
    case "gb2312", "gbk", "x-gbk", "gb_2312-80", "euc-cn": "gb18030"
    case "shift_jis", "shift-jis", "x-sjis", "sjis": "cp932"
    case "ks_c_5601-1987", "ks_c_5601", "euc-kr", "ksc5601": "cp949"
    case "big5": "big5-hkscs"
    case "iso-8859-8-i": "iso-8859-8"
    case "unicode-1-1-utf-7": "utf-7"
    default: name
    }
  }

  private static func mostlyUTF8(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    let bad = text.unicodeScalars.count { $0 == "\u{FFFD}" }
    let good = text.unicodeScalars.count { $0.value > 127 && $0 != "\u{FFFD}" }
    return good >= bad
  }

  private static func latin1(_ bytes: [UInt8]) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  /// Nil for a charset iconv does not know. `bad` counts the bytes that stand as U+FFFD.
  private static func convert(_ bytes: [UInt8], from name: String) -> (text: String, bad: Int)? {
    guard name.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 47 }) else { return nil }
    let converter = g_iconv_open("UTF-8", g_mime_charset_iconv_name(name))
    guard Int(bitPattern: converter) != -1 else { return nil }
    defer { g_iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var room = [CChar](repeating: 0, count: 8_192)
    var result: [UInt8] = []
    var bad = 0
    input.withUnsafeMutableBufferPointer { input in
      room.withUnsafeMutableBufferPointer { room in
        var from = input.baseAddress
        var left: gsize = numericCast(input.count)
        while left > 0 {
          var to = room.baseAddress
          var free: gsize = numericCast(room.count)
          let before = left
          let status = g_iconv(converter, &from, &left, &to, &free)
          let written = room.count - Int(free)
          result += room[..<written].lazy.map { UInt8(bitPattern: $0) }
          if status == gsize.max, written == 0, left == before, left > 0 {
            result += [0xEF, 0xBF, 0xBD]
            bad += 1
            from = from.map { $0 + 1 }
            left -= 1
          }
        }
      }
    }
    return (String(decoding: result, as: UTF8.self), bad)
  }
}
