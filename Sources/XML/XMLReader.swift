// SPDX-License-Identifier: Apache-2.0

import CXML

/// Why a document could not be read to its end.
package enum XMLError: Error, Sendable, Hashable {
  /// Not well-formed; the line, counted from 1, near which that shows.
  case malformed(line: Int)
  /// It declares a document type, which could define entities.
  case documentType
  /// Its bytes could not be had.
  case input
  /// The sink asked to stop.
  case stopped
}

/// What takes the pieces of a document as they are read. Elements whose names are not among those
/// asked for are left out; what they hold is not.
package protocol XMLSink: AnyObject {
  /// - Parameter name: an index into the names asked for.
  /// - Returns: whether to go on.
  func start(_ name: Int, _ attributes: XMLAttributes) -> Bool
  func end(_ name: Int) -> Bool
  /// A piece of text; a text may come in several. The bytes are UTF-8 and valid during the call.
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// The attributes of one element, valid during the call that gives them.
package struct XMLAttributes {
  let count: Int
  /// Five pointers for each: local name, prefix, namespace, start of the value, its end.
  let pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  let names: [UnsafePointer<xmlChar>?]

  /// Hands over those whose local names were asked for, by their index, as they stand in the file.
  package func forEach(_ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) {
    guard let pointers else { return }
    for index in 0..<count {
      let at = index * 5
      guard let name = XMLReader.index(pointers[at], in: names), let start = pointers[at + 3],
        let end = pointers[at + 4]
      else { continue }
      body(name, UnsafeBufferPointer(start: start, count: end - start))
    }
  }

  /// The value of one attribute, by the index of its name.
  package subscript(_ wanted: Int) -> String? {
    var out: String?
    forEach { name, value in
      if name == wanted { out = String(decoding: value, as: UTF8.self) }
    }
    // Without substitution of entities, libxml2 leaves "&" in this form for a second reading.
    return out?.split(separator: "&#38;", omittingEmptySubsequences: false).joined(separator: "&")
  }
}

/// Reads an XML document from a stream: no document type, no entities of its own, no network.
package final class XMLReader {
  /// Fills a buffer and returns the number of bytes, 0 at the end, -1 for a failure.
  package typealias Source = (UnsafeMutableRawBufferPointer) -> Int

  private let source: Source
  private let sink: any XMLSink
  private var names: [UnsafePointer<xmlChar>?] = []
  private var context: xmlParserCtxtPtr?
  private var failure: XMLError?

  private static let once: Void = xmlInitParser()

  private init(_ source: @escaping Source, _ sink: any XMLSink) {
    (self.source, self.sink) = (source, sink)
  }

  /// - Parameter names: the local names of elements and attributes that have a meaning to `sink`.
  package static func read(
    _ source: @escaping Source, names: [String], into sink: any XMLSink
  ) throws(XMLError) {
    _ = once
    try XMLReader(source, sink).run(names)
  }

  /// Names are kept once by the parser, so the same name is always the same pointer.
  static func index(
    _ pointer: UnsafePointer<xmlChar>?, in names: [UnsafePointer<xmlChar>?]
  ) -> Int? {
    for index in names.indices where names[index] == pointer { return index }
    return nil
  }

  private func run(_ wanted: [String]) throws(XMLError) {
    var calls = Self.calls()
    let this = Unmanaged.passUnretained(self).toOpaque()
    guard
      let context = xmlCreateIOParserCtxt(
        &calls, this,
        { context, buffer, count in
          guard let buffer, let this = XMLReader.from(context) else { return -1 }
          let got = this.source(UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)))
          if got < 0 { this.failure = this.failure ?? .input }
          return Int32(clamping: got)
        }, nil, this, XML_CHAR_ENCODING_NONE)
    else { throw failure ?? .input }
    defer { xmlFreeParserCtxt(context) }
    self.context = context
    xmlCtxtUseOptions(
      context,
      Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue))
    names = wanted.map { xmlDictLookup(context.pointee.dict, $0, -1) }
    xmlParseDocument(context)
    if let failure { throw failure }
    if context.pointee.wellFormed == 0 {
      throw .malformed(line: Int(context.pointee.input?.pointee.line ?? 0))
    }
  }

  private func stop(_ why: XMLError) {
    failure = failure ?? why
    xmlStopParser(context)
  }

  private static func from(_ pointer: UnsafeMutableRawPointer?) -> XMLReader? {
    pointer.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func calls() -> xmlSAXHandler {
    var calls = xmlSAXHandler()
    // The mark by which libxml2 knows the calls that have namespaces (XML_SAX2_MAGIC).
    calls.initialized = 0xDEED_BEAF
    calls.startElementNs = { context, name, _, _, _, _, count, _, attributes in
      guard let this = XMLReader.from(context), this.failure == nil,
        let name = XMLReader.index(name, in: this.names)
      else { return }
      let values = XMLAttributes(count: Int(count), pointers: attributes, names: this.names)
      if !this.sink.start(name, values) { this.stop(.stopped) }
    }
    calls.endElementNs = { context, name, _, _ in
      guard let this = XMLReader.from(context), this.failure == nil,
        let name = XMLReader.index(name, in: this.names)
      else { return }
      if !this.sink.end(name) { this.stop(.stopped) }
    }
    let text: charactersSAXFunc = { context, bytes, count in
      guard let this = XMLReader.from(context), this.failure == nil else { return }
      this.sink.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
    calls.characters = text
    calls.ignorableWhitespace = text
    calls.cdataBlock = text
    calls.internalSubset = { context, _, _, _ in
      XMLReader.from(context)?.stop(.documentType)
    }
    return calls
  }
}
