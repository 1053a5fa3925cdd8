// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Text in the code pages of Windows, DOS and the old Macintosh.
package enum CodePage {
  /// The text; what the code page has no character for stands as U+FFFD. A code page that is not
  /// known is read as windows-1252.
  package static func text(_ bytes: [UInt8], codePage: Int) -> String {
    if bytes.allSatisfy({ $0 < 0x80 && $0 != 0x5C && $0 != 0x7E && $0 != 0x1B }) {
      return String(decoding: bytes, as: UTF8.self)
    }
    if codePage == 65_001 { return String(decoding: bytes, as: UTF8.self) }
    if codePage != 1252, let text = convert(bytes, from: name(codePage)) { return text }
    return String(String.UnicodeScalarView(bytes.map { TextDecoding.windows1252($0) }))
  }

  /// The code page of a name as HTML and MIME have it; nil for one that is not known here.
  package static func number(named name: String) -> Int? {
    let name = name.lowercased()
    for prefix in ["windows-", "cp", "x-cp", "ibm"] where name.hasPrefix(prefix) {
      if let number = Int(name.dropFirst(prefix.count)), (1...65_001).contains(number) {
        return number
      }
    }
    return switch name {
    case "utf-8", "utf8": 65_001
    case "us-ascii", "ascii", "iso-8859-1", "latin1", "iso8859-1", "iso_8859-1": 1252
    case "iso-8859-9": 1254
    case "shift_jis", "shift-jis", "x-sjis", "sjis": 932
    case "gb2312", "gbk", "gb18030", "x-gbk": 936
    case "euc-kr", "ks_c_5601-1987": 949
    case "big5", "big5-hkscs": 950
    case "macintosh", "x-mac-roman": 10_000
    case "koi8-r": 20_866
    case "euc-jp": 20_932
    default:
      name.hasPrefix("iso-8859-") ? Int(name.dropFirst(9)).map { 28_590 + $0 } : nil
    }
  }

  private static func name(_ codePage: Int) -> String {
    switch codePage {
    case 936: "GB18030"
    case 10_000: "MACINTOSH"
    case 10_007: "MAC-CYRILLIC"
    case 20_866: "KOI8-R"
    case 20_932: "EUC-JP"
    case 28_591...28_606: "ISO-8859-\(codePage - 28_590)"
    default: "CP\(codePage)"
    }
  }

  /// Nil for a charset that the C library does not know.
  private static func convert(_ bytes: [UInt8], from name: String) -> String? {
    let converter = iconv_open("UTF-8", name)
    guard Int(bitPattern: converter) != -1 else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var room = [CChar](repeating: 0, count: 4_096)
    var out: [UInt8] = []
    input.withUnsafeMutableBufferPointer { input in
      room.withUnsafeMutableBufferPointer { room in
        var from = input.baseAddress
        var left = input.count
        while left > 0 {
          var to = room.baseAddress
          var free = room.count
          let before = left
          _ = iconv(converter, &from, &left, &to, &free)
          let written = room.count - free
          out += room[..<written].lazy.map { UInt8(bitPattern: $0) }
          if written == 0, left == before {
            out += [0xEF, 0xBF, 0xBD]
            from = from.map { $0 + 1 }
            left -= 1
          }
        }
        // A last character may wait for what could have followed it.
        var to = room.baseAddress
        var free = room.count
        _ = iconv(converter, nil, nil, &to, &free)
        out += room[..<(room.count - free)].lazy.map { UInt8(bitPattern: $0) }
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
