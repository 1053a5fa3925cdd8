// SPDX-License-Identifier: Apache-2.0

import RichText
import TextCoding

/// Reads Rich Text (RTF 1.9.1, and what other programs write under that name).
struct RichTextReader {
  private static let depthLimit = 10_000

  private var tokens: RichTextTokens
  private var states: [RichTextState] = []
  private var state = RichTextState()
  private var bodies = [RichTextBody()]
  private var flow = Flow()
  private var comments: [Paragraph] = []

  private var codePage = 1252
  private var fonts: [Int: (codePage: Int?, name: String)] = [:]
  private var colors: [Double?] = []
  private var color: (red: Int, green: Int, blue: Int)?
  /// The name of the font, or of the author, being read.
  private var name: [UInt8] = []

  /// Bytes of text not yet decoded.
  private var pending: [UInt8] = []
  private var highSurrogate: UInt16?
  private var hasTitlePage = false

  private init(_ bytes: [UInt8]) { tokens = RichTextTokens(bytes) }

  static func flow(_ bytes: [UInt8]) throws(TextDocumentError) -> Flow {
    let start = bytes.firstIndex { $0 > 32 && $0 < 128 } ?? 0
    guard bytes[start...].starts(with: Array("{\\rtf".utf8)) else {
      throw .damaged("It does not begin as Rich Text does.")
    }
    var reader = RichTextReader(bytes)
    return try reader.run()
  }

  private mutating func run() throws(TextDocumentError) -> Flow {
    while let token = tokens.next() {
      switch token {
      case .open:
        flush()
        guard states.count < Self.depthLimit else {
          throw .damaged("Its groups are nested deeper than \(Self.depthLimit).")
        }
        states.append(state)
      case .close:
        flush()
        close()
      case .byte(let byte): take(byte)
      case .word(let word, let number): take(word, number)
      }
    }
    flush()
    while !states.isEmpty { close() }
    return try finish()
  }

  private mutating func finish() throws(TextDocumentError) -> Flow {
    var blocks: [Block] = []
    while var body = bodies.popLast() { blocks = body.finish() + blocks }
    while case .paragraph(let paragraph)? = blocks.last, !paragraph.hasText { blocks.removeLast() }
    guard !blocks.isEmpty else { throw .empty }
    blocks += Comments.blocks(comments)
    flow.sections[0].blocks = blocks
    if !hasTitlePage {
      flow.sections[0].headers.first = nil
      flow.sections[0].footers.first = nil
    }
    return flow
  }

  // MARK: Groups

  private var body: RichTextBody {
    get { bodies[bodies.count - 1] }
    _modify { yield &bodies[bodies.count - 1] }
  }

  private mutating func enter(_ place: RichTextState.Place) {
    guard state.place != .skipped else { return }
    state.place = place
    state.resetParagraph()
    state.resetCharacters()
    bodies.append(RichTextBody())
  }

  private mutating func close() {
    guard let outer = states.popLast() else { return }
    let place = state.place
    let inner = state
    state = outer
    guard place != outer.place else { return }
    switch place {
    case .text, .skipped, .colors: break
    case .fonts: endFont(inner)
    case .header, .footer, .note, .comment: settle(place)
    }
  }

  private mutating func settle(_ place: RichTextState.Place) {
    guard bodies.count > 1, var inner = bodies.popLast() else { return }
    var paragraphs = inner.finishParagraphs()
    while paragraphs.last?.hasText == false { paragraphs.removeLast() }
    switch place {
    case .header(let edge): Self.put(paragraphs, edge, &flow.sections[0].headers)
    case .footer(let edge): Self.put(paragraphs, edge, &flow.sections[0].footers)
    case .comment: comments += paragraphs
    case .note where !paragraphs.isEmpty:
      flow.notes.append(paragraphs)
      body.paragraph.inlines.append(.note(flow.notes.count - 1))
    default: break
    }
  }

  /// Sections may repeat their headers; the first of each kind is kept.
  private static func put(
    _ paragraphs: [Paragraph], _ edge: RichTextState.Edge, _ page: inout PageEdge
  ) {
    switch edge {
    case .usual: if page.usual.isEmpty { page.usual = paragraphs }
    case .even: page.even = page.even ?? paragraphs
    case .first: page.first = page.first ?? paragraphs
    }
  }

  private mutating func endFont(_ inner: RichTextState) {
    let text = String(decoding: name.prefix(100), as: UTF8.self)
    if !text.isEmpty, fonts[inner.font]?.name == "" { fonts[inner.font]?.name = text }
    name = []
  }

  // MARK: Text

  private mutating func take(_ byte: UInt8) {
    switch state.place {
    case .skipped: break
    case .fonts:
      if byte == UInt8(ascii: ";") { endFont(state) } else if byte > 31 { name.append(byte) }
    case .colors:
      guard byte == UInt8(ascii: ";") else { return }
      colors.append(
        color.map { 0.299 * Double($0.red) + 0.587 * Double($0.green) + 0.114 * Double($0.blue) })
      color = nil
    default: pending.append(byte)
    }
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    let bytes = pending
    pending.removeAll(keepingCapacity: true)
    let font = fonts[state.font]
    if let font, Symbols.isPictorial(font.name) {
      add(bytes.map { $0 > 32 ? Symbols.text(UInt32($0), font: font.name) : " " }.joined())
    } else {
      add(CodePage.text(bytes, codePage: font?.codePage ?? codePage))
    }
  }

  private mutating func add(_ text: String) {
    guard state.place != .skipped, state.place != .fonts, state.place != .colors else { return }
    body.paragraph.indent = state.indent
    body.paragraph.add(text, state.look(colors))
  }

  private mutating func addUnicode(_ number: Int) {
    tokens.skipFallback(state.fallback)
    let unit = UInt16(truncatingIfNeeded: number)
    if 0xD800...0xDBFF ~= unit {
      highSurrogate = unit
      return
    }
    if 0xDC00...0xDFFF ~= unit, let high = highSurrogate {
      add(String(decoding: [high, unit], as: UTF16.self))
    } else if 0xF020...0xF0FF ~= unit {
      add(Symbols.text(UInt32(unit), font: fonts[state.font]?.name ?? ""))
    } else {
      add(String(decoding: [unit], as: UTF16.self))
    }
    highSurrogate = nil
  }

  // MARK: Control words

  private mutating func take(_ word: String, _ number: Int?) {
    if takeDestination(word) { return }
    if tokens.isOptional, !["ud", "shpinst", "shptxt", "shp", "do", "dptxbxtext"].contains(word) {
      state.place = .skipped
      return
    }
    if state.place == .skipped { return }
    if let text = Self.signs[word] {
      flush()
      add(text)
      return
    }
    switch word {
    case "u":
      flush()
      addUnicode(number ?? 0)
    case "uc": state.fallback = min(max(0, number ?? 1), 32)
    case "red": color = (min(255, max(0, number ?? 0)), color?.green ?? 0, color?.blue ?? 0)
    case "green": color = (color?.red ?? 0, min(255, max(0, number ?? 0)), color?.blue ?? 0)
    case "blue": color = (color?.red ?? 0, color?.green ?? 0, min(255, max(0, number ?? 0)))
    case "f":
      flush()
      state.font = number ?? 0
      if state.place == .fonts, fonts[state.font] == nil { fonts[state.font] = (nil, "") }
    case "fcharset":
      if state.place == .fonts {
        fonts[state.font] = (RichTextCodePage.ofFont(charset: number ?? 0), "")
      }
    case "ansicpg": codePage = number ?? 1252
    case "mac": codePage = 10_000
    case "pc": codePage = 437
    case "pca": codePage = 850
    case "titlepg": hasTitlePage = true
    default:
      flush()
      takeFormat(word, number)
    }
  }

  /// Words that begin a group with a meaning of its own.
  private mutating func takeDestination(_ word: String) -> Bool {
    switch word {
    case "fonttbl": state.place = state.place == .skipped ? .skipped : .fonts
    case "colortbl": state.place = state.place == .skipped ? .skipped : .colors
    case "header", "headerr": enter(.header(.usual))
    case "headerl": enter(.header(.even))
    case "headerf": enter(.header(.first))
    case "footer", "footerr": enter(.footer(.usual))
    case "footerl": enter(.footer(.even))
    case "footerf": enter(.footer(.first))
    case "footnote": enter(.note)
    case "annotation": enter(.comment)
    default:
      guard Self.skipped.contains(word) else { return false }
      state.place = .skipped
    }
    return true
  }

  private mutating func takeFormat(_ word: String, _ number: Int?) {
    let isOn = number != 0
    switch word {
    case "par": body.endParagraph(inTable: state.inTable)
    case "line", "lbr", "softline": body.paragraph.inlines.append(.lineBreak)
    case "tab", "nestcell": body.paragraph.inlines.append(.tab)
    case "nestrow": body.endParagraph(inTable: true)
    case "cell": body.endCell()
    case "row": body.endRow()
    case "page": body.add(.hard)
    case "pagebb" where isOn, "sect": body.add(.soft)
    case "sbknone": body.dropBreak()
    case "chftn": body.paragraph.add(String(flow.notes.count + 1), .mark)
    case "chpgn": body.paragraph.inlines.append(.pageNumber)
    case "intbl": state.inTable = true
    case "pard": state.resetParagraph()
    case "plain": state.resetCharacters()
    case "li": state.indent = min(max(0, Double(number ?? 0) / 20), 200)
    case "cbpat", "shading": state.isShaded = true
    case "v": state.isHidden = isOn
    case "deleted": state.isDeleted = isOn
    case "cf": state.color = number ?? 0
    case "highlight", "chcbpat", "cb": state.background = number.flatMap { $0 == 0 ? nil : $0 }
    case "chshdng": state.isFilled = (number ?? 0) >= 9_500
    default: break
    }
  }

  private static let signs: [String: String] = [
    "~": "\u{A0}", "_": "-", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
    "qmspace": " ",
  ]

  private static let skipped: Set<String> = [
    "stylesheet", "info", "pict", "fldinst", "objdata", "objclass", "objname", "datafield",
    "formfield", "shprslt", "sn", "sv", "nonesttables", "xe", "tc", "rxe", "private", "template",
    "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "filetbl", "themedata",
    "colorschememapping", "latentstyles", "datastore", "bkmkstart", "bkmkend", "atnid",
    "atnauthor", "atntime", "atndate", "atnref", "atnicn", "atrfstart", "atrfend", "nonshppict",
    "htmltag", "mhtmltag", "pntxta", "pntxtb", "keycode", "background", "ftnsep", "ftnsepc",
    "ftncn", "aftnsep", "aftnsepc", "aftncn", "xmlnstbl", "mmathPr", "docvar", "userprops",
    "passwordhash", "protusertbl", "wgrffmtfilter", "panose", "falt", "fontemb", "fontfile",
  ]
}
