// SPDX-License-Identifier: Apache-2.0

import XML
import Zip

/// The elements and attributes of a Word document that have a meaning here, by local name.
enum WordName: String, CaseIterable {
  // Structure.
  case body, p, r, t, tbl, tr, tc, txbxContent, sectPr, footnote, endnote, comment
  // Properties.
  case pPr, rPr, tcPr, tblPr, trPr, pStyle, rStyle, numPr, numId, ilvl, ind, shd, highlight
  case vanish, color, pageBreakBefore, gridSpan, titlePg, pgNumType, type, headerReference
  case footerReference, evenAndOddHeaders
  // What stands in a run.
  case br, cr, tab, ptab, sym, noBreakHyphen, lastRenderedPageBreak, footnoteReference
  case endnoteReference, footnoteRef, endnoteRef, fldChar, fldSimple, instrText, checkBox, checked
  case `default`
  // What is passed over, or shows what was.
  case del, delText, moveFrom, rt, object, docPartObj
  case fallback = "Fallback"
  case rPrChange, pPrChange, sectPrChange, tblPrChange, trPrChange, tcPrChange, tblGridChange
  // Styles and numbering.
  case style, docDefaults, basedOn, abstractNum, num, lvl, lvlOverride, startOverride, start
  case numFmt, lvlText, abstractNumId, numStyleLink, styleLink
  // Attributes.
  case val, id, fill, styleId, char, font, left, author, date, instr, fldCharType
  // Relations.
  case relationship = "Relationship"
  case relationID = "Id"
  case target = "Target"
  case targetMode = "TargetMode"
  case relationType = "Type"

  static let all = allCases
  static let texts = allCases.map(\.rawValue)
  /// The place of each in `all`, for looking up attributes.
  fileprivate static let places: [WordName: Int] = Dictionary(
    uniqueKeysWithValues: all.enumerated().map { ($1, $0) })
}

/// The attributes of one element.
struct WordAttributes {
  fileprivate let values: XMLAttributes

  subscript(_ name: WordName) -> String? { WordName.places[name].flatMap { values[$0] } }

  /// A property that is on where it stands, unless its value says otherwise.
  var isOn: Bool {
    guard let value = self[.val] else { return true }
    return !["0", "false", "off", "none"].contains(value)
  }
}

/// What takes the elements of one part.
protocol WordHandler: AnyObject {
  func start(_ name: WordName, _ attributes: WordAttributes)
  func end(_ name: WordName)
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

extension WordHandler {
  func end(_ name: WordName) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The parts of a Word document and how they refer to each other.
struct WordParts {
  private struct Relation {
    var target: String
    /// The last word of its type: "header".
    var kind: String
  }

  private let archive: ZipArchive
  let main: String
  private let relations: [String: Relation]

  init(_ bytes: [UInt8]) throws(TextDocumentError) {
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw .encrypted }
    let archive: ZipArchive
    do throws(ZipError) { archive = try ZipArchive(bytes) } catch {
      throw TextDocumentError(error)
    }
    self.archive = archive
    let roots = try Self.relations(archive, part: "_rels/.rels", folder: "")
    let named = roots.values.filter { $0.kind == "officeDocument" }.map(\.target).min()
    let main = named ?? "word/document.xml"
    self.main = main
    guard archive.index(of: main) != nil else {
      throw .unsupported("An archive, but no Word document.")
    }
    let slash = main.lastIndex(of: "/")
    let folder = slash.map { String(main[...$0]) } ?? ""
    let file = slash.map { String(main[main.index(after: $0)...]) } ?? main
    if folder == "xl/" || folder == "ppt/" { throw .unsupported("No Word document.") }
    relations = try Self.relations(
      archive, part: "\(folder)_rels/\(file).rels", folder: folder)
  }

  /// The part that the main part names by `id`.
  func part(id: String) -> String? { relations[id]?.target }

  /// The part of that kind, such as "styles"; nil where there is none.
  func part(kind: String) -> String? {
    let target = relations.values.filter { $0.kind == kind }.map(\.target).min()
    return target.flatMap { archive.index(of: $0) == nil ? nil : $0 }
  }

  /// Reads a part that may be missing: then nothing is handed over.
  func read(_ part: String?, into handler: any WordHandler) throws(TextDocumentError) {
    guard let part, archive.index(of: part) != nil else { return }
    try Self.read(part, of: archive, handler)
  }

  private static func relations(
    _ archive: ZipArchive, part: String, folder: String
  ) throws(TextDocumentError) -> [String: Relation] {
    guard archive.index(of: part) != nil else { return [:] }
    let handler = Relations(folder: folder)
    try read(part, of: archive, handler)
    return handler.all
  }

  private final class Relations: WordHandler {
    private(set) var all: [String: Relation] = [:]
    private let folder: String

    init(folder: String) { self.folder = folder }

    func start(_ name: WordName, _ attributes: WordAttributes) {
      guard name == .relationship, let id = attributes[.relationID],
        let target = attributes[.target], attributes[.targetMode] != "External"
      else { return }
      let kind = attributes[.relationType]?.split(separator: "/").last.map(String.init) ?? ""
      all[id] = Relation(target: path(target), kind: kind)
    }

    /// The name of a part as the archive has it: "/word/a.xml" and "../word/a.xml" are
    /// "word/a.xml".
    private func path(_ target: String) -> String {
      var steps: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
      for step in target.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
        if step == ".." { _ = steps.popLast() } else if step != "." { steps.append(step) }
      }
      return steps.joined(separator: "/")
    }
  }

  private final class Adapter: XMLSink {
    let handler: any WordHandler
    init(_ handler: any WordHandler) { self.handler = handler }

    func start(_ name: Int, _ attributes: XMLAttributes) -> Bool {
      handler.start(WordName.all[name], WordAttributes(values: attributes))
      return true
    }
    func end(_ name: Int) -> Bool {
      handler.end(WordName.all[name])
      return true
    }
    func text(_ bytes: UnsafeBufferPointer<UInt8>) { handler.text(bytes) }
  }

  private static func read(
    _ part: String, of archive: ZipArchive, _ handler: any WordHandler
  ) throws(TextDocumentError) {
    guard let index = archive.index(of: part) else { return }
    let stream: ZipStream
    do throws(ZipError) { stream = try archive.stream(of: index) } catch {
      throw TextDocumentError(error)
    }
    do throws(XMLError) {
      try XMLReader.read({ stream.read(into: $0) }, names: WordName.texts, into: Adapter(handler))
    } catch {
      if let failure = stream.failure { throw TextDocumentError(failure) }
      switch error {
      case .malformed(let line): throw .damaged("\(part) is not well-formed near line \(line).")
      case .documentType: throw .damaged("\(part) has a document type declaration.")
      case .input, .stopped: throw .damaged("\(part) cannot be read.")
      }
    }
  }
}

extension TextDocumentError {
  init(_ error: ZipError) {
    switch error {
    case .damaged: self = .damaged("Damaged: \(error.detail).")
    case .encrypted: self = .encrypted
    case .tooLarge: self = .tooLarge("Too large: \(error.detail).")
    }
  }
}
