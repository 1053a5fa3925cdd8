// SPDX-License-Identifier: Apache-2.0

/// Reads Word documents (ECMA-376, WordprocessingML).
enum WordDocument {
  static func flow(_ bytes: [UInt8]) throws(TextDocumentError) -> Flow {
    let parts = try WordParts(bytes)
    let styles = WordStyles()
    try parts.read(parts.part(kind: "styles"), into: styles)
    let numbering = WordNumbering()
    try parts.read(parts.part(kind: "numbering"), into: numbering)
    let settings = Settings()
    try parts.read(parts.part(kind: "settings"), into: settings)

    let body = WordBody(styles, numbering)
    try parts.read(parts.main, into: body)
    let footnotes = WordBody(styles, numbering, notes: body.footnotes)
    try parts.read(parts.part(kind: "footnotes"), into: footnotes)
    let endnotes = WordBody(styles, numbering, notes: body.endnotes)
    try parts.read(parts.part(kind: "endnotes"), into: endnotes)
    let comments = WordBody(styles, numbering)
    try parts.read(parts.part(kind: "comments"), into: comments)

    var flow = Flow()
    flow.fits = body.hasRenderedBreaks
    flow.notes = body.footnotes.map { footnotes.notes[$0] ?? [] }
    flow.sections = try sections(of: body, parts, styles, numbering, settings)
    let last = flow.sections.count - 1
    for id in body.endnotes {
      flow.sections[last].blocks += (endnotes.notes[id] ?? []).map { .paragraph($0) }
    }
    flow.sections[last].blocks += Comments.blocks(comments.comments)
    let isEmpty = flow.sections.allSatisfy { section in
      section.blocks.isEmpty && section.headers.usual.isEmpty && section.footers.usual.isEmpty
    }
    if isEmpty { throw .empty }
    return flow
  }

  private final class Settings: WordHandler {
    private(set) var hasEvenPages = false
    func start(_ name: WordName, _ attributes: WordAttributes) {
      if name == .evenAndOddHeaders { hasEvenPages = attributes.isOn }
    }
  }

  private static func sections(
    of body: WordBody, _ parts: WordParts, _ styles: WordStyles, _ numbering: WordNumbering,
    _ settings: Settings
  ) throws(TextDocumentError) -> [Section] {
    var read: [String: [Paragraph]] = [:]
    func paragraphs(_ id: String?) throws(TextDocumentError) -> [Paragraph]? {
      guard let id, let part = parts.part(id: id) else { return nil }
      if let known = read[part] { return known }
      let handler = WordBody(styles, numbering, isEdge: true)
      try parts.read(part, into: handler)
      let found = handler.finish().flatMap { Paragraph.all(in: $0.blocks) }
      read[part] = found
      return found
    }
    var out: [Section] = []
    // A section without a header of its own has that of the section before.
    var headers: [String: String] = [:]
    var footers: [String: String] = [:]
    for found in body.finish() {
      headers.merge(found.headers) { $1 }
      footers.merge(found.footers) { $1 }
      if found.isContinuous, !out.isEmpty {
        out[out.count - 1].blocks += found.blocks
        continue
      }
      var section = Section(blocks: found.blocks, firstNumber: found.firstNumber)
      section.headers.usual = try paragraphs(headers["default"]) ?? []
      section.footers.usual = try paragraphs(footers["default"]) ?? []
      if found.hasTitlePage {
        section.headers.first = try paragraphs(headers["first"]) ?? []
        section.footers.first = try paragraphs(footers["first"]) ?? []
      }
      if settings.hasEvenPages {
        section.headers.even = try paragraphs(headers["even"]) ?? []
        section.footers.even = try paragraphs(footers["even"]) ?? []
      }
      out.append(section)
    }
    return out.isEmpty ? [Section()] : out
  }
}

extension Paragraph {
  /// The paragraphs of blocks, each row of a table as one, its cells apart by tabs.
  static func all(in blocks: [Block], depth: Int = 0) -> [Paragraph] {
    guard depth < 40 else { return [] }
    return blocks.flatMap { block -> [Paragraph] in
      switch block {
      case .paragraph(let paragraph): return [paragraph]
      case .pageBreak: return []
      case .table(let rows):
        return rows.map { row in
          var line = Paragraph()
          for cell in row.cells {
            let inside = all(in: cell.blocks, depth: depth + 1).filter(\.hasText)
            if !line.inlines.isEmpty, !inside.isEmpty { line.inlines.append(.tab) }
            for (index, paragraph) in inside.enumerated() {
              if index > 0 { line.add(" ", .shown) }
              line.inlines += paragraph.inlines
            }
          }
          return line
        }
      }
    }
  }
}
