// SPDX-License-Identifier: Apache-2.0

/// The parts of a workbook that its sheets depend on: relations, styles, shared texts.
struct WorkbookParts {
  private struct Relation {
    var target: String
    var kind: String
  }

  private let archive: Archive
  private let folder: String
  private let main: String
  private let relations: [String: Relation]

  init(_ archive: Archive) throws(WorkbookError) {
    self.archive = archive
    let roots = try Self.relations(archive, part: "_rels/.rels", folder: "")
    guard
      let main = roots.values.filter({ $0.kind == "officeDocument" }).map(\.target).min()
        ?? (archive.contains("xl/workbook.xml") ? "xl/workbook.xml" : nil)
    else { throw .unsupported("an archive, but no workbook") }
    let slash = main.lastIndex(of: "/")
    folder = slash.map { String(main[...$0]) } ?? ""
    let file = slash.map { String(main[main.index(after: $0)...]) } ?? main
    self.main = main
    if file.hasSuffix(".bin") { throw .unsupported("a binary workbook (.xlsb); save it as .xlsx") }
    if folder == "word/" || folder == "ppt/" { throw .unsupported("no workbook but a document") }
    relations = try Self.relations(archive, part: "\(folder)_rels/\(file).rels", folder: folder)
  }

  func sheets(limits: WorkbookLimits) throws(WorkbookError) -> [Workbook.Sheet] {
    var listed: [(name: String, isHidden: Bool, part: String)] = []
    var from1904 = false
    let book = try XMLStream(archive.part(main))
    while let node = try book.next() {
      guard node == .start, let name = book.name else { continue }
      if name == book.known("workbookPr") {
        let flag = book.attributes()["date1904"]
        from1904 = flag == "1" || flag == "true"
      } else if name == book.known("sheet") {
        let attributes = book.attributes()
        guard let id = attributes["id"], let relation = relations[id] else {
          throw .damaged("the sheet \(attributes["name"] ?? "?") has no part")
        }
        guard relation.kind == "worksheet" else { continue }  // a chart or a macro sheet
        listed.append(
          (
            SheetParser.unescaped(attributes["name"] ?? ""),
            attributes["state"].map { $0 != "visible" } ?? false, relation.target
          ))
      }
    }
    let texts = try sharedTexts()
    let formats = try cellFormats()
    var parser = SheetParser(
      texts: texts, formats: formats, from1904: from1904, cellsLeft: limits.cells)
    var out: [Workbook.Sheet] = []
    for sheet in listed {
      let rows = try parser.rows(XMLStream(archive.part(sheet.part)))
      out.append(Workbook.Sheet(name: sheet.name, isHidden: sheet.isHidden, rows: rows))
    }
    return out
  }

  private func target(_ kind: String) -> String? {
    relations.values.filter { $0.kind == kind }.map(\.target).min()
  }

  private func sharedTexts() throws(WorkbookError) -> [String] {
    guard let part = target("sharedStrings"), archive.contains(part) else { return [] }
    let stream = try XMLStream(archive.part(part))
    var texts: [String] = []
    while let node = try stream.next() {
      if node == .start, stream.name == stream.known("si") {
        texts.append(try SheetParser.richText(stream, until: "si"))
      }
    }
    return texts
  }

  /// What each cell style shows, by its index.
  private func cellFormats() throws(WorkbookError) -> [NumberFormat] {
    guard let part = target("styles"), archive.contains(part) else { return [] }
    let stream = try XMLStream(archive.part(part))
    var codes: [Int: String] = [:]
    var ids: [Int] = []
    var inCellFormats = false
    while let node = try stream.next() {
      if stream.name == stream.known("cellXfs"), node != .text {
        inCellFormats = node == .start
      } else if node == .start, stream.name == stream.known("numFmt") {
        let attributes = stream.attributes()
        if let id = attributes["numFmtId"].flatMap({ Int($0) }) {
          codes[id] = attributes["formatCode"] ?? ""
        }
      } else if node == .start, inCellFormats, stream.name == stream.known("xf") {
        ids.append(stream.attributes()["numFmtId"].flatMap { Int($0) } ?? 0)
      }
    }
    return ids.map { id in
      codes[id].map { NumberFormat(code: $0) } ?? NumberFormat(builtIn: id)
    }
  }

  private static func relations(
    _ archive: Archive, part: String, folder: String
  ) throws(WorkbookError) -> [String: Relation] {
    guard archive.contains(part) else { return [:] }
    let stream = try XMLStream(archive.part(part))
    var out: [String: Relation] = [:]
    while let node = try stream.next() {
      guard node == .start, stream.name == stream.known("Relationship") else { continue }
      let attributes = stream.attributes()
      guard let id = attributes["Id"], let target = attributes["Target"],
        attributes["TargetMode"] != "External"
      else { continue }
      let kind = attributes["Type"]?.split(separator: "/").last.map(String.init) ?? ""
      out[id] = Relation(target: path(target, in: folder), kind: kind)
    }
    return out
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
