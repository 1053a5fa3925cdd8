// SPDX-License-Identifier: Apache-2.0

import TextCoding
import XML

/// HTML as a person sees it: blocks, lists and tables, without scripts and styles.
enum WebPage {
  static func flow(_ bytes: [UInt8]) throws(TextDocumentError) -> Flow {
    guard let text = decoded(bytes) else {
      throw .damaged("The file is no text: too much of it is zero bytes.")
    }
    let sink = WebPageSink()
    guard HTMLReader.read(text, into: sink) else {
      throw .tooLarge("Its elements are nested deeper than any page's.")
    }
    var flow = Flow()
    flow.sections[0].blocks = sink.finish()
    guard !flow.sections[0].blocks.isEmpty else { throw .empty }
    return flow
  }

  /// UTF-8, from what the file says its charset is and from what it shows itself to be.
  private static func decoded(_ bytes: [UInt8]) -> [UInt8]? {
    let isMarked =
      bytes.starts(with: [0xEF, 0xBB, 0xBF]) || bytes.starts(with: [0xFF, 0xFE])
      || bytes.starts(with: [0xFE, 0xFF])
    // Pages in UTF-8 often claim another charset; the other way round they would not be valid.
    if isMarked || bytes.prefix(64).contains(0) || String(validating: bytes, as: UTF8.self) != nil {
      return TextDecoding.utf8(bytes)
    }
    guard let name = declaredCharset(bytes), let page = CodePage.number(named: name),
      page != 65_001, page != 1252
    else { return TextDecoding.utf8(bytes) }
    return TextDecoding.utf8(Array(CodePage.text(bytes, codePage: page).utf8))
  }

  /// What follows "charset=", or "encoding=" in an XML declaration, near the beginning.
  private static func declaredCharset(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(2_048), as: UTF8.self).lowercased()
    for key in ["charset=", "encoding="] {
      guard let range = head.firstRange(of: key) else { continue }
      let name = head[range.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
        .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:".contains($0)) }
      if !name.isEmpty { return String(name) }
    }
    return nil
  }
}
