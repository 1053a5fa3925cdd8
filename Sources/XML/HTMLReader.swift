// SPDX-License-Identifier: Apache-2.0

import CXML

/// What takes the pieces of an HTML document as they are read, with the tags it left out put in.
package protocol HTMLSink: AnyObject {
  /// - Parameters:
  ///   - name: in lower case.
  ///   - attributes: their names in lower case.
  func start(_ name: String, _ attributes: [(name: String, value: String)])
  func end(_ name: String)
  /// A piece of text; a text may come in several. The bytes are UTF-8 and valid during the call.
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// Reads HTML, however broken, with libxml2's parser.
package final class HTMLReader {
  /// Elements may be open one inside the other so deep: the parser looks through all that are open
  /// at every tag that closes one.
  private static let depthLimit = 2_000

  private let sink: any HTMLSink
  private var context: htmlParserCtxtPtr?
  private var isTooDeep = false

  private init(_ sink: any HTMLSink) { self.sink = sink }

  /// - Parameter bytes: UTF-8; what the document says of its encoding is not looked at.
  /// - Returns: false where elements are nested so deep that the rest was not read.
  package static func read(_ bytes: [UInt8], into sink: any HTMLSink) -> Bool {
    xmlInitParser()
    let reader = HTMLReader(sink)
    reader.run(bytes)
    return !reader.isTooDeep
  }

  private func run(_ bytes: [UInt8]) {
    var calls = Self.calls()
    let this = Unmanaged.passUnretained(self).toOpaque()
    guard
      let context = htmlCreatePushParserCtxt(&calls, this, nil, 0, nil, XML_CHAR_ENCODING_UTF8)
    else { return }
    defer { htmlFreeParserCtxt(context) }
    self.context = context
    htmlCtxtUseOptions(
      context,
      Int32(
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
          | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue))
    bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { buffer in
        var at = 0
        while at < buffer.count, !isTooDeep {
          let count = min(1 << 16, buffer.count - at)
          htmlParseChunk(context, buffer.baseAddress.map { $0 + at }, Int32(count), 0)
          at += count
        }
      }
    }
    if !isTooDeep { htmlParseChunk(context, nil, 0, 1) }
  }

  private static func from(_ pointer: UnsafeMutableRawPointer?) -> HTMLReader? {
    pointer.map { Unmanaged<HTMLReader>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func calls() -> htmlSAXHandler {
    var calls = htmlSAXHandler()
    calls.startElement = { context, name, attributes in
      guard let this = HTMLReader.from(context), !this.isTooDeep, let name else { return }
      if let parser = this.context, Int(parser.pointee.nameNr) > HTMLReader.depthLimit {
        this.isTooDeep = true
        xmlStopParser(parser)
        return
      }
      this.sink.start(String(cString: name), HTMLReader.list(attributes))
    }
    calls.endElement = { context, name in
      guard let this = HTMLReader.from(context), !this.isTooDeep, let name else { return }
      this.sink.end(String(cString: name))
    }
    let text: charactersSAXFunc = { context, bytes, count in
      guard let this = HTMLReader.from(context), !this.isTooDeep else { return }
      this.sink.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
    calls.characters = text
    calls.ignorableWhitespace = text
    calls.cdataBlock = text
    return calls
  }

  private static func list(
    _ pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) -> [(name: String, value: String)] {
    guard let pointers else { return [] }
    var out: [(name: String, value: String)] = []
    var at = 0
    while let name = pointers[at] {
      let value = pointers[at + 1].map { String(cString: $0) } ?? ""
      out.append((String(cString: name).lowercased(), value))
      at += 2
    }
    return out
  }
}
