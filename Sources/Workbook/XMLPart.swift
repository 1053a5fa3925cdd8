// SPDX-License-Identifier: Apache-2.0

import XML
import Zip

/// The elements and attributes of a workbook's parts that have a meaning here.
enum XMLName: String, CaseIterable {
  case c, v, r, s, t, row, f, `is`, si, rPh, sheetData, mergeCell, ref
  case sheet, name, state, id, workbookPr, date1904
  case numFmt, numFmtId, formatCode, cellXfs, xf
  case relationship = "Relationship"
  case relationID = "Id"
  case target = "Target"
  case targetMode = "TargetMode"
  case type = "Type"

  static let all = allCases
}

/// What takes the pieces of a part as they are read. Elements of other names are left out.
protocol XMLHandler: AnyObject {
  func start(_ name: XMLName, _ attributes: PartAttributes) throws(WorkbookError)
  func end(_ name: XMLName) throws(WorkbookError)
  /// A piece of text; a text may come in several. The bytes are valid during the call.
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// The attributes of one element, valid during the call that gives them.
struct PartAttributes {
  fileprivate let values: XMLAttributes

  func forEach(_ body: (XMLName, UnsafeBufferPointer<UInt8>) -> Void) {
    values.forEach { body(XMLName.all[$0], $1) }
  }

  /// The value of one attribute.
  subscript(_ wanted: XMLName) -> String? {
    XMLName.all.firstIndex(of: wanted).flatMap { values[$0] }
  }
}

/// Reads one part of a workbook.
final class XMLPart: XMLSink {
  private let handler: any XMLHandler
  private var failure: WorkbookError?

  private init(_ handler: any XMLHandler) { self.handler = handler }

  /// - Parameter name: of the part, in any case, as some writers have it.
  static func read(
    _ name: String, of archive: ZipArchive, _ handler: any XMLHandler
  ) throws(WorkbookError) {
    guard let index = archive.index(of: name) else {
      throw .damaged("the part \(name) is missing")
    }
    let stream: ZipStream
    do throws(ZipError) { stream = try archive.stream(of: index) } catch {
      throw WorkbookError(error)
    }
    let part = XMLPart(handler)
    do throws(XMLError) {
      try XMLReader.read({ stream.read(into: $0) }, names: XMLName.all.map(\.rawValue), into: part)
    } catch {
      if let failure = part.failure { throw failure }
      if let failure = stream.failure { throw WorkbookError(failure) }
      switch error {
      case .malformed(let line): throw .damaged("\(name) is not well-formed near line \(line)")
      case .documentType: throw .damaged("\(name) has a document type declaration")
      case .input, .stopped: throw .damaged("\(name) cannot be read")
      }
    }
  }

  func start(_ name: Int, _ attributes: XMLAttributes) -> Bool {
    do throws(WorkbookError) {
      try handler.start(XMLName.all[name], PartAttributes(values: attributes))
    } catch { failure = error }
    return failure == nil
  }

  func end(_ name: Int) -> Bool {
    do throws(WorkbookError) { try handler.end(XMLName.all[name]) } catch { failure = error }
    return failure == nil
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) { handler.text(bytes) }
}

extension WorkbookError {
  init(_ error: ZipError) {
    switch error {
    case .damaged(let what): self = .damaged(what)
    case .encrypted: self = .encrypted
    case .tooLarge(let what): self = .tooLarge(what)
    }
  }
}
