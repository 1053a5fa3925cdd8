// SPDX-License-Identifier: Apache-2.0

import CXML

/// An XML part read node by node: no document type, no entities of its own, no network.
final class XMLStream {
  enum Node: Equatable { case start, end, text }

  private let reader: xmlTextReaderPtr
  private let part: Archive.Part
  private var names: [String: UnsafePointer<xmlChar>] = [:]
  /// An element that is written empty (`<c/>`) has a start and no end of its own.
  private var pendingEnd = false
  private(set) var name: UnsafePointer<xmlChar>?

  private static let once: Void = xmlInitParser()

  init(_ part: Archive.Part) throws(WorkbookError) {
    _ = Self.once
    self.part = part
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    let made = xmlReaderForIO(
      { context, buffer, count in
        guard let context, let buffer else { return -1 }
        return Int32(
          Unmanaged<Archive.Part>.fromOpaque(context).takeUnretainedValue()
            .read(into: buffer, count: Int(count)))
      }, nil, Unmanaged.passUnretained(part).toOpaque(), nil, nil, Int32(options))
    guard let made else {
      throw part.failure ?? .damaged("\(part.name) cannot be read")
    }
    reader = made
  }

  deinit { xmlFreeTextReader(reader) }

  /// The pointer by which elements and attributes of this name are told, without comparing text.
  func known(_ text: String) -> UnsafePointer<xmlChar>? {
    if let have = names[text] { return have }
    let made = xmlTextReaderConstString(reader, text)
    names[text] = made
    return made
  }

  /// The next element's start or end or text; nil at the end of the part.
  func next() throws(WorkbookError) -> Node? {
    if pendingEnd {
      pendingEnd = false
      return .end
    }
    while true {
      let status = xmlTextReaderRead(reader)
      if status == 0 {
        if let failure = part.failure { throw failure }
        return nil
      }
      guard status == 1 else {
        throw part.failure
          ?? .damaged(
            "\(part.name) is not well-formed near line \(xmlTextReaderGetParserLineNumber(reader))")
      }
      switch xmlTextReaderNodeType(reader) {
      case 1:
        name = xmlTextReaderConstLocalName(reader)
        pendingEnd = xmlTextReaderIsEmptyElement(reader) == 1
        return .start
      case 15:
        name = xmlTextReaderConstLocalName(reader)
        return .end
      case 3, 4, 13, 14: return .text
      case 10: throw .damaged("\(part.name) has a document type declaration")
      default: continue
      }
    }
  }

  /// The text of the current text node, valid until the next call of `next`.
  var textBytes: UnsafeBufferPointer<UInt8> {
    guard let value = xmlTextReaderConstValue(reader) else { return .init(start: nil, count: 0) }
    return UnsafeBufferPointer(start: value, count: Int(xmlStrlen(value)))
  }

  var text: String { String(decoding: textBytes, as: UTF8.self) }

  /// Calls `body` with each attribute of the current element: its local name and its value.
  func attributes(_ body: (UnsafePointer<xmlChar>, UnsafeBufferPointer<UInt8>) -> Void) {
    var attribute = xmlTextReaderCurrentNode(reader)?.pointee.properties
    while let current = attribute {
      if let name = current.pointee.name {
        let value = current.pointee.children?.pointee.content
        body(
          name,
          UnsafeBufferPointer(
            start: value.map { UnsafePointer($0) }, count: value.map { Int(xmlStrlen($0)) } ?? 0))
      }
      attribute = current.pointee.next
    }
  }

  /// The attributes of the current element by their local names.
  func attributes() -> [String: String] {
    var out: [String: String] = [:]
    attributes { name, value in
      out[String(cString: name)] = String(decoding: value, as: UTF8.self)
    }
    return out
  }
}
