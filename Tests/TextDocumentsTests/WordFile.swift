// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestArchives

@testable import TextDocuments

/// Writes small Word documents.
struct WordFile {
  private static let names =
    #"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#
    + #"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#
  private static let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// The content of `w:body`.
  var body: String
  /// Other parts by the kind of their relation, with what stands in their root element.
  var parts: [(kind: String, root: String, content: String)] = []

  init(_ body: String) { self.body = body }

  static func paragraph(_ text: String) -> String {
    "<w:p><w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r></w:p>"
  }

  static func run(_ text: String, _ properties: String = "") -> String {
    "<w:r><w:rPr>\(properties)</w:rPr><w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
  }

  var bytes: [UInt8] {
    var zip = ZipFile()
    zip.add("[Content_Types].xml", "<Types/>")
    zip.add(
      "_rels/.rels",
      "<Relationships><Relationship Id=\"r0\" Type=\"\(Self.kinds)/officeDocument\" "
        + "Target=\"word/document.xml\"/></Relationships>")
    zip.add(
      "word/document.xml", "<w:document \(Self.names)><w:body>\(body)</w:body></w:document>")
    var relations = ""
    for (index, part) in parts.enumerated() {
      relations +=
        "<Relationship Id=\"r\(index + 1)\" Type=\"\(Self.kinds)/\(part.kind)\" "
        + "Target=\"part\(index + 1).xml\"/>"
      zip.add(
        "word/part\(index + 1).xml",
        "<w:\(part.root) \(Self.names)>\(part.content)</w:\(part.root)>")
    }
    zip.add("word/_rels/document.xml.rels", "<Relationships>\(relations)</Relationships>")
    return zip.bytes
  }

  func pages() throws -> [LaidOutPage] { try TextDocument.read(bytes, kind: .docx) }
  func lines() throws -> [[String]] { Text.lines(try pages()) }
}
