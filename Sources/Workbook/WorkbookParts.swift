// SPDX-License-Identifier: Apache-2.0

import Zip

/// The parts of a workbook: finds them by their relations and reads the sheets.
struct WorkbookParts {
  private let archive: ZipArchive
  private let main: String
  private let relations: [String: RelationsHandler.Relation]

  init(_ archive: ZipArchive) throws(WorkbookError) {
    self.archive = archive
    let roots = try Self.relations(archive, part: "_rels/.rels", folder: "")
    guard
      let main = Self.target("officeDocument", in: roots)
        ?? (archive.index(of: "xl/workbook.xml") != nil ? "xl/workbook.xml" : nil)
    else { throw .unsupported("an archive, but no workbook") }
    self.main = main
    let slash = main.lastIndex(of: "/")
    let folder = slash.map { String(main[...$0]) } ?? ""
    let file = slash.map { String(main[main.index(after: $0)...]) } ?? main
    if file.hasSuffix(".bin") { throw .unsupported("a binary workbook (.xlsb); save it as .xlsx") }
    if folder == "word/" || folder == "ppt/" { throw .unsupported("a document and no workbook") }
    relations = try Self.relations(archive, part: "\(folder)_rels/\(file).rels", folder: folder)
  }

  func sheets(limits: WorkbookLimits) throws(WorkbookError) -> [Workbook.Sheet] {
    let book = BookHandler()
    try XMLPart.read(main, of: archive, book)
    let texts = SharedTextsHandler()
    if let part = Self.target("sharedStrings", in: relations), archive.index(of: part) != nil {
      try XMLPart.read(part, of: archive, texts)
    }
    let styles = StylesHandler()
    if let part = Self.target("styles", in: relations), archive.index(of: part) != nil {
      try XMLPart.read(part, of: archive, styles)
    }
    let formats = styles.formats
    var cellsLeft = limits.cells
    var out: [Workbook.Sheet] = []
    for sheet in book.sheets {
      guard let relation = relations[sheet.relation] else {
        throw .damaged("the sheet \(sheet.name) has no part")
      }
      guard relation.kind == "worksheet" else { continue }  // a chart or a macro sheet
      let parser = SheetParser(
        texts: texts.texts, formats: formats, from1904: book.from1904, cellsLeft: cellsLeft)
      try XMLPart.read(relation.target, of: archive, parser)
      cellsLeft = parser.cellsLeft
      out.append(
        Workbook.Sheet(
          name: sheet.name, isHidden: sheet.isHidden, rows: parser.rows,
          merges: parser.merges))
    }
    return out
  }

  private static func target(
    _ kind: String, in relations: [String: RelationsHandler.Relation]
  ) -> String? {
    relations.values.filter { $0.kind == kind }.map(\.target).min()
  }

  private static func relations(
    _ archive: ZipArchive, part: String, folder: String
  ) throws(WorkbookError) -> [String: RelationsHandler.Relation] {
    guard archive.index(of: part) != nil else { return [:] }
    let handler = RelationsHandler()
    try XMLPart.read(part, of: archive, handler)
    return handler.relations.mapValues {
      RelationsHandler.Relation(target: path($0.target, in: folder), kind: $0.kind)
    }
  }

  /// The name of a part as the archive has it: "/xl/a.xml" and "../xl/a.xml" are "xl/a.xml".
  private static func path(_ target: String, in folder: String) -> String {
    var steps: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for step in target.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
      if step == ".." {
        _ = steps.popLast()
      } else if step != "." {
        steps.append(step)
      }
    }
    return steps.joined(separator: "/")
  }
}
