// SPDX-License-Identifier: Apache-2.0

/// The code pages that Rich Text names by other numbers.
package enum RichTextCodePage {
  /// Of a font by its `\fcharset`; nil where the document's own holds.
  package static func ofFont(charset: Int) -> Int? {
    switch charset {
    case 77: 10_000
    case 128: 932
    case 129: 949
    case 134: 936
    case 136: 950
    case 161: 1253
    case 162: 1254
    case 163: 1258
    case 177: 1255
    case 178: 1256
    case 186: 1257
    case 204: 1251
    case 222: 874
    case 238: 1250
    case 255: 437
    default: nil
    }
  }
}
