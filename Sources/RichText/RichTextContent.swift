// SPDX-License-Identifier: Apache-2.0

import TextCoding

/// What a Rich Text message says: the HTML that was wrapped into it (MS-OXRTFEX), or its text.
package struct RichTextContent {
  package enum Content: Hashable, Sendable {
    case html(String)
    case text(String)
  }

  private struct State {
    var isSkipped = false
    /// Within `\htmltag`, whose content is HTML.
    var isTag = false
    /// Between `\htmlrtf` and `\htmlrtf0`: for readers of Rich Text only.
    var isForOthers = false
    var isFontTable = false
    var isHidden = false
    var font = 0
    var fallback = 1
  }

  private static let depthLimit = 10_000

  private var tokens: RichTextTokens
  private var state = State()
  private var states: [State] = []
  private var isHTML = false
  private var codePage = 1252
  private var fonts: [Int: Int] = [:]
  private var out = ""
  private var pending: [UInt8] = []
  private var highSurrogate: UInt16?

  private init(_ bytes: [UInt8]) { tokens = RichTextTokens(bytes) }

  /// Never fails: what is no Rich Text has little to say.
  package static func read(_ bytes: [UInt8]) -> Content {
    var reader = RichTextContent(bytes)
    reader.run()
    return reader.isHTML ? .html(reader.out) : .text(reader.out)
  }

  private mutating func run() {
    while let token = tokens.next() {
      switch token {
      case .open:
        flush()
        guard states.count < Self.depthLimit else { return }
        states.append(state)
      case .close:
        flush()
        if let outer = states.popLast() { state = outer }
      case .byte(let byte): if isShown { pending.append(byte) }
      case .word(let word, let number): take(word, number)
      }
    }
    flush()
  }

  private var isShown: Bool {
    !state.isSkipped && !state.isFontTable
      && (state.isTag || !state.isForOthers && (isHTML || !state.isHidden))
  }

  private mutating func take(_ word: String, _ number: Int?) {
    switch word {
    case "htmltag": state.isTag = true
    case "fromhtml": isHTML = number != 0
    case "htmlrtf":
      flush()
      state.isForOthers = number != 0
    case "fonttbl": state.isFontTable = true
    case "f":
      flush()
      state.font = number ?? 0
    case "fcharset":
      if state.isFontTable { fonts[state.font] = RichTextCodePage.ofFont(charset: number ?? 0) }
    case "ansicpg": codePage = number ?? 1252
    case "mac": codePage = 10_000
    case "uc": state.fallback = min(max(0, number ?? 1), 32)
    case "u": addUnicode(number ?? 0)
    case "v":
      flush()
      state.isHidden = number != 0
    case "plain": state.isHidden = false
    default:
      if tokens.isOptional || Self.skipped.contains(word) {
        state.isSkipped = true
      } else if let text = Self.signs[word], isShown {
        flush()
        out += text
      }
    }
  }

  private mutating func addUnicode(_ number: Int) {
    flush()
    tokens.skipFallback(state.fallback)
    guard isShown, let unit = UInt16(exactly: number < 0 ? number + 65_536 : number) else { return }
    if UTF16.isLeadSurrogate(unit) {
      highSurrogate = unit
    } else if UTF16.isTrailSurrogate(unit) {
      if let high = highSurrogate { out += String(decoding: [high, unit], as: UTF16.self) }
      highSurrogate = nil
    } else {
      out += String(decoding: [unit], as: UTF16.self)
      highSurrogate = nil
    }
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    // Tags are in the code page of the document, whatever font stands around them.
    let page = state.isTag ? codePage : fonts[state.font] ?? codePage
    out += CodePage.text(pending, codePage: page)
    pending.removeAll(keepingCapacity: true)
  }

  private static let signs: [String: String] = [
    "par": "\n", "line": "\n", "softline": "\n", "sect": "\n", "page": "\n", "row": "\n",
    "nestrow": "\n", "tab": "\t", "cell": "\t", "nestcell": "\t", "~": "\u{A0}", "_": "-",
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
  ]

  private static let skipped: Set<String> = [
    "colortbl", "stylesheet", "info", "pict", "fldinst", "objdata", "nonshppict", "mhtmltag",
    "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
    "listtable", "listoverridetable", "revtbl", "generator", "xe", "tc", "template",
  ]
}
