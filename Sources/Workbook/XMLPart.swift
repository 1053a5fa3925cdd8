// SPDX-License-Identifier: Apache-2.0

import CXML

/// The elements and attributes of a workbook's parts that have a meaning here.
enum XMLName: String, CaseIterable {
  case c, v, r, s, t, row, f, `is`, si, rPh, sheetData
  case sheet, name, state, id, workbookPr, date1904
  case numFmt, numFmtId, formatCode, cellXfs, xf
  case relationship = "Relationship"
  case relationID = "Id"
  case target = "Target"
  case targetMode = "TargetMode"
  case type = "Type"
}

/// What takes the pieces of a part as they are read. Elements of other names are left out.
protocol XMLHandler: AnyObject {
  func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError)
  func end(_ name: XMLName) throws(WorkbookError)
  /// A piece of text; a text may come in several. The bytes are valid during the call.
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// The attributes of one element, valid during the call that gives them.
struct XMLAttributes {
  fileprivate let count: Int
  /// Five pointers for each: local name, prefix, namespace, start of the value, its end.
  fileprivate let pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  fileprivate let names: [UnsafePointer<xmlChar>?]

  func forEach(_ body: (XMLName, UnsafeBufferPointer<UInt8>) -> Void) {
    guard let pointers else { return }
    for index in 0..<count {
      let at = index * 5
      guard let name = XMLPart.name(pointers[at], in: names), let start = pointers[at + 3],
        let end = pointers[at + 4]
      else { continue }
      body(name, UnsafeBufferPointer(start: start, count: end - start))
    }
  }

  /// The value of one attribute.
  subscript(_ wanted: XMLName) -> String? {
    var out: String?
    forEach { name, value in
      if name == wanted { out = String(decoding: value, as: UTF8.self) }
    }
    // Without substitution of entities, libxml2 leaves "&" in this form for a second reading.
    return out?.split(separator: "&#38;", omittingEmptySubsequences: false).joined(separator: "&")
  }
}

/// Reads one XML part from its stream: no document type, no entities of its own, no network.
final class XMLPart {
  private let part: Archive.Part
  private let handler: any XMLHandler
  private var names: [UnsafePointer<xmlChar>?] = []
  private var context: xmlParserCtxtPtr?
  private var failure: WorkbookError?

  private static let once: Void = xmlInitParser()
  private static let all = XMLName.allCases

  private init(_ part: Archive.Part, _ handler: any XMLHandler) {
    (self.part, self.handler) = (part, handler)
  }

  static func read(_ part: Archive.Part, _ handler: any XMLHandler) throws(WorkbookError) {
    _ = once
    try XMLPart(part, handler).run()
  }

  /// Names are kept once by the parser, so the same name is always the same pointer.
  fileprivate static func name(
    _ pointer: UnsafePointer<xmlChar>?, in names: [UnsafePointer<xmlChar>?]
  ) -> XMLName? {
    for index in names.indices where names[index] == pointer { return all[index] }
    return nil
  }

  private func run() throws(WorkbookError) {
    var calls = Self.calls()
    let this = Unmanaged.passUnretained(self).toOpaque()
    guard
      let context = xmlCreateIOParserCtxt(
        &calls, this,
        { context, buffer, count in
          guard let buffer, let this = XMLPart.from(context) else { return -1 }
          return Int32(this.part.read(into: buffer, count: Int(count)))
        }, nil, this, XML_CHAR_ENCODING_NONE)
    else { throw part.failure ?? .damaged("\(part.name) cannot be read") }
    defer { xmlFreeParserCtxt(context) }
    self.context = context
    xmlCtxtUseOptions(
      context,
      Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue))
    names = Self.all.map { xmlDictLookup(context.pointee.dict, $0.rawValue, -1) }
    xmlParseDocument(context)
    if let found = failure ?? part.failure { throw found }
    if context.pointee.wellFormed == 0 {
      let line = context.pointee.input?.pointee.line ?? 0
      throw .damaged("\(part.name) is not well-formed near line \(line)")
    }
  }

  private func stop(_ why: WorkbookError) {
    failure = failure ?? why
    xmlStopParser(context)
  }

  private static func from(_ pointer: UnsafeMutableRawPointer?) -> XMLPart? {
    pointer.map { Unmanaged<XMLPart>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func calls() -> xmlSAXHandler {
    var calls = xmlSAXHandler()
    // The mark by which libxml2 knows the calls that have namespaces (XML_SAX2_MAGIC).
    calls.initialized = 0xDEED_BEAF
    calls.startElementNs = { context, name, _, _, _, _, count, _, attributes in
      guard let this = XMLPart.from(context), this.failure == nil,
        let name = XMLPart.name(name, in: this.names)
      else { return }
      let values = XMLAttributes(count: Int(count), pointers: attributes, names: this.names)
      do throws(WorkbookError) {
        try this.handler.start(name, values)
      } catch {
        this.stop(error)
      }
    }
    calls.endElementNs = { context, name, _, _ in
      guard let this = XMLPart.from(context), this.failure == nil,
        let name = XMLPart.name(name, in: this.names)
      else { return }
      do throws(WorkbookError) {
        try this.handler.end(name)
      } catch {
        this.stop(error)
      }
    }
    let text: charactersSAXFunc = { context, bytes, count in
      guard let this = XMLPart.from(context), this.failure == nil else { return }
      this.handler.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
    calls.characters = text
    calls.ignorableWhitespace = text
    calls.internalSubset = { context, _, _, _ in
      guard let this = XMLPart.from(context) else { return }
      this.stop(.damaged("\(this.part.name) has a document type declaration"))
    }
    return calls
  }
}
