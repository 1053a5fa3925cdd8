// SPDX-License-Identifier: Apache-2.0

/// Gathers the sections, notes or comments of one part of a Word document.
final class WordBody: WordHandler {
  /// A stretch of the document with headers of its own.
  struct Part {
    var blocks: [Block] = []
    /// The relations of the headers, by the pages they are for: "default", "first", "even".
    var headers: [String: String] = [:]
    var footers: [String: String] = [:]
    var hasTitlePage = false
    var isContinuous = false
    var firstNumber: Int?
  }

  private struct OpenParagraph {
    var paragraph = Paragraph()
    var look = ParagraphLook()
    /// Text boxes anchored in it stand after it.
    var boxes: [Block] = []
    var endsPart = false
  }

  private struct OpenTable {
    var rows: [TableRow] = []
    var cells: [TableRow.Cell] = []
    var fill: String?
    var span = 1
  }

  private struct Field {
    var code = ""
    var isResult = false
    var isPageNumber: Bool {
      let word = code.split { $0 == " " || $0 == "\\" }.first
      return word?.uppercased() == "PAGE"
    }
  }

  private let styles: WordStyles
  private let numbering: WordNumbering
  /// A header or footer: there, fields of page numbers are filled in anew for each page.
  private let isEdge: Bool
  /// The number each note has in the text, by its id.
  private let noteNumbers: [String: Int]

  private(set) var footnotes: [String] = []
  private(set) var endnotes: [String] = []
  private(set) var notes: [String: [Paragraph]] = [:]
  private(set) var comments: [Paragraph] = []
  private(set) var hasRenderedBreaks = false

  private var parts: [Part] = []
  private var part = Part()
  /// Blocks being gathered: of the part, and of the cells and text boxes open in it.
  private var blocks: [[Block]] = [[]]
  private var paragraphs: [OpenParagraph] = []
  private var tables: [OpenTable] = []
  private var fields: [Field] = []
  /// Containers of properties that are open.
  private var properties: [WordName] = []
  private var skipped = 0
  private var deleted = 0
  private var textBoxes = 0
  private var run = RunLook()
  private var runStyle: String?
  private var look = Look.shown
  private var inText = false
  private var inCode = false
  private var noteID: String?
  private var noteMark = ""
  private var commentHead = ""
  private var checkMark: Bool?
  private static let depthLimit = 60

  init(
    _ styles: WordStyles, _ numbering: WordNumbering, isEdge: Bool = false, notes: [String] = []
  ) {
    (self.styles, self.numbering, self.isEdge) = (styles, numbering, isEdge)
    noteNumbers = Dictionary(notes.enumerated().map { ($1, $0 + 1) }) { first, _ in first }
  }

  /// The parts in order. To be asked once, at the end.
  func finish() -> [Part] {
    part.blocks += blocks[0]
    blocks[0] = []
    if !part.blocks.isEmpty || parts.isEmpty || !part.headers.isEmpty { parts.append(part) }
    part = Part()
    return parts
  }

  // MARK: Elements

  func start(_ name: WordName, _ attributes: WordAttributes) {
    switch name {
    case .fallback, .moveFrom, .rt, .rPrChange, .pPrChange, .sectPrChange, .tblPrChange,
      .trPrChange, .tcPrChange, .tblGridChange:
      skipped += 1
    default: break
    }
    guard skipped == 0 else { return }
    switch name {
    case .pPr, .rPr, .tcPr, .tblPr, .trPr, .sectPr: properties.append(name)
    case .p: paragraphs.append(OpenParagraph())
    case .r: (run, runStyle, look) = (RunLook(), nil, currentLook())
    case .t, .delText: inText = true
    case .instrText: inCode = true
    case .del: if properties.isEmpty { deleted += 1 }
    case .tbl where tables.count < Self.depthLimit: tables.append(OpenTable())
    case .tc where !tables.isEmpty:
      (tables[tables.count - 1].fill, tables[tables.count - 1].span) = (nil, 1)
      blocks.append([])
    case .txbxContent:
      textBoxes += 1
      blocks.append([])
    case .footnote, .endnote:
      noteID = attributes[.id]
      noteMark = noteID.flatMap { noteNumbers[$0] }.map { String($0) } ?? ""
      blocks[0] = []
    case .comment:
      let head = [attributes[.author], attributes[.date].map { String($0.prefix(10)) }]
      commentHead = head.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
      blocks[0] = []
    default:
      if let container = properties.last {
        take(name, attributes, in: container)
      } else {
        takeContent(name, attributes)
      }
    }
  }

  func end(_ name: WordName) {
    switch name {
    case .fallback, .moveFrom, .rt, .rPrChange, .pPrChange, .sectPrChange, .tblPrChange,
      .trPrChange, .tcPrChange, .tblGridChange:
      skipped -= 1
      return
    default: break
    }
    guard skipped == 0 else { return }
    switch name {
    case .pPr, .rPr, .tcPr, .tblPr, .trPr, .sectPr:
      _ = properties.popLast()
      if name == .rPr { look = currentLook() }
    case .p: endParagraph()
    case .t, .delText: inText = false
    case .instrText: inCode = false
    case .del: if properties.isEmpty { deleted -= 1 }
    case .fldSimple: _ = fields.popLast()
    case .tc where blocks.count > 1 && !tables.isEmpty:
      let cell = TableRow.Cell(blocks: blocks.removeLast(), span: tables[tables.count - 1].span)
      tables[tables.count - 1].cells.append(cell)
    case .tr where !tables.isEmpty:
      tables[tables.count - 1].rows.append(TableRow(cells: tables[tables.count - 1].cells))
      tables[tables.count - 1].cells = []
    case .tbl:
      guard let table = tables.popLast() else { return }
      let rows = table.rows.filter { !$0.cells.isEmpty }
      if !rows.isEmpty { blocks[blocks.count - 1].append(.table(rows)) }
    case .txbxContent:
      guard blocks.count > 1 else { return }
      textBoxes -= 1
      let inside = blocks.removeLast()
      if paragraphs.isEmpty {
        blocks[blocks.count - 1] += inside
      } else {
        paragraphs[paragraphs.count - 1].boxes += inside
      }
    case .footnote, .endnote:
      if let noteID { notes[noteID] = Paragraph.all(in: blocks[0]) }
      (blocks[0], noteID) = ([], nil)
    case .comment:
      var inside = Paragraph.all(in: blocks[0])
      if !inside.isEmpty {
        let number = comments.count { $0.mark != "" } + 1
        inside[0].mark = "\(number)."
        inside[0].inlines.insert(.text(commentHead + ": ", .shown), at: 0)
      }
      comments += inside
      blocks[0] = []
    default: break
    }
  }

  // MARK: Properties

  private func take(_ name: WordName, _ attributes: WordAttributes, in container: WordName) {
    switch container {
    case .rPr:
      // Those of the paragraph's mark say nothing of its text.
      guard !properties.contains(.pPr) else { return }
      if name == .rStyle { runStyle = attributes[.val] }
      run.take(name, attributes)
    case .pPr:
      guard !paragraphs.isEmpty else { return }
      paragraphs[paragraphs.count - 1].look.take(name, attributes)
    case .tcPr where !tables.isEmpty:
      if name == .shd { tables[tables.count - 1].fill = RunLook.fill(attributes) }
      if name == .gridSpan {
        let span = attributes[.val].flatMap { Int($0) } ?? 1
        tables[tables.count - 1].span = min(max(1, span), 100)
      }
    case .sectPr:
      if properties.contains(.pPr), !paragraphs.isEmpty {
        paragraphs[paragraphs.count - 1].endsPart = true
      }
      switch name {
      case .headerReference: part.headers[attributes[.type] ?? "default"] = attributes[.id]
      case .footerReference: part.footers[attributes[.type] ?? "default"] = attributes[.id]
      case .titlePg: part.hasTitlePage = attributes.isOn
      case .type: part.isContinuous = attributes[.val] == "continuous"
      case .pgNumType: part.firstNumber = attributes[.start].flatMap { Int($0) }
      default: break
      }
    default: break
    }
  }

  private func currentLook() -> Look {
    if deleted > 0 { return .deleted }
    let open = paragraphs.last?.look ?? ParagraphLook()
    var all = styles.run(paragraph: open.style, run: runStyle)
    all.add(run)
    let shade = open.fill ?? styles.paragraph(open.style).fill ?? tables.last?.fill
    return all.look(
      behind: shade, onPaper: tables.isEmpty && textBoxes == 0 && !isEdge && shade == nil)
  }

  // MARK: Content

  private func add(_ inline: Inline) {
    guard !paragraphs.isEmpty, isShown else { return }
    paragraphs[paragraphs.count - 1].paragraph.inlines.append(inline)
  }

  private func add(_ text: String, _ look: Look) {
    guard !paragraphs.isEmpty, isShown else { return }
    paragraphs[paragraphs.count - 1].paragraph.add(text, look)
  }

  /// Not in the code of a field.
  private var isShown: Bool { fields.allSatisfy { $0.isResult && !(isEdge && $0.isPageNumber) } }

  private func takeContent(_ name: WordName, _ attributes: WordAttributes) {
    switch name {
    case .tab, .ptab: add(.tab)
    case .cr: add(.lineBreak)
    case .br: add(attributes[.type] == "page" ? .pageBreak(.hard) : .lineBreak)
    case .noBreakHyphen: add("-", look)
    case .sym:
      let code = attributes[.char].flatMap { UInt32($0, radix: 16) } ?? 0
      add(Symbols.text(code, font: attributes[.font] ?? ""), look)
    case .lastRenderedPageBreak where textBoxes == 0 && !isEdge && noteID == nil:
      hasRenderedBreaks = true
      add(.pageBreak(.rendered))
    case .footnoteReference:
      guard let id = attributes[.id] else { return }
      footnotes.append(id)
      add(String(footnotes.count), .mark)
      add(.note(footnotes.count - 1))
    case .endnoteReference:
      guard let id = attributes[.id] else { return }
      endnotes.append(id)
      add(String(endnotes.count), .mark)
    case .footnoteRef, .endnoteRef: add(noteMark, .mark)
    case .fldChar: takeField(attributes[.fldCharType] ?? "")
    case .fldSimple:
      let field = Field(code: attributes[.instr] ?? "", isResult: true)
      if isEdge, field.isPageNumber { add(.pageNumber) }
      fields.append(field)
    case .checkBox: checkMark = false
    case .default, .checked: if checkMark != nil { checkMark = attributes.isOn }
    default: break
    }
  }

  private func takeField(_ kind: String) {
    switch kind {
    case "begin": if fields.count < 1_000 { fields.append(Field()) }
    case "separate":
      guard let last = fields.indices.last, !fields[last].isResult else { return }
      let isPageNumber = isEdge && fields[last].isPageNumber
      if isPageNumber {
        let field = fields.removeLast()
        add(.pageNumber)
        fields.append(field)
      }
      fields[last].isResult = true
    case "end":
      let field = fields.popLast()
      if let isChecked = checkMark { add(isChecked ? "☒" : "☐", look) }
      checkMark = nil
      if let field, !field.isResult, isEdge, field.isPageNumber { add(.pageNumber) }
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard skipped == 0 else { return }
    if inCode, let last = fields.indices.last, fields[last].code.utf8.count < 200 {
      fields[last].code += String(decoding: bytes, as: UTF8.self)
    } else if inText {
      add(String(decoding: bytes, as: UTF8.self), look)
    }
  }

  private func endParagraph() {
    guard let open = paragraphs.popLast() else { return }
    var look = styles.paragraph(open.look.style)
    look.add(open.look)
    var paragraph = open.paragraph
    paragraph.indent = look.indent ?? 0
    paragraph.after = tables.isEmpty && noteID == nil && !isEdge ? 4 : 0
    if let id = look.numbering, let next = numbering.next(id, level: look.level ?? 0) {
      paragraph.mark = next.mark
      paragraph.indent = look.indent ?? next.indent
    }
    if look.breaksBefore == true { blocks[blocks.count - 1].append(.pageBreak(.soft)) }
    blocks[blocks.count - 1].append(.paragraph(paragraph))
    blocks[blocks.count - 1] += open.boxes
    guard open.endsPart, blocks.count == 1 else { return }
    part.blocks += blocks[0]
    blocks[0] = []
    parts.append(part)
    part = Part()
  }
}
