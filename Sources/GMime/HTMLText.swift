// SPDX-License-Identifier: Apache-2.0

/// Shows HTML as lines of plain text: what a reader sees, not how it looks.
///
/// Block elements and `<br>` end lines, paragraphs are set apart by an empty line, quotes begin
/// with "> ", cells of a row are separated by tabs. Scripts, styles and comments are dropped.
struct HTMLText {
  private var lines: [String] = []
  private var line: [UInt8] = []
  private var needsSpace = false
  private var quotes = 0
  private var preformatted = 0
  /// An empty line is due before the next text.
  private var gap = false
  /// Whether the paragraph last opened keeps no distance from the next.
  private var isTight = false

  static func lines(_ html: String) -> [String] {
    var text = HTMLText()
    var tokens = HTMLTokens(Array(html.utf8))
    while let token = tokens.next() {
      switch token {
      case .text(let range): text.add(HTMLEntities.decoded(tokens.bytes[range]))
      case .open(let name, let attributes):
        text.open(name, attributes: tokens.bytes[attributes])
      case .close(let name): text.close(name)
      }
    }
    text.endLine()
    return text.lines
  }

  /// The charset that a `<meta>` element near the beginning names.
  static func declaredCharset(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(1_024), as: UTF8.self).lowercased()
    guard let range = head.firstRange(of: "charset=") else { return nil }
    let name = head[range.upperBound...].trimmingPrefix { $0 == "\"" || $0 == "'" || $0 == " " }
      .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:".contains($0)) }
    return name.isEmpty ? nil : String(name)
  }

  private mutating func open(_ name: String, attributes: ArraySlice<UInt8>) {
    switch name {
    case "br": breakLine()
    case "p":
      endLine()
      isTight = Self.isTight(attributes)
      gap = gap || !isTight
    case "li":
      endLine()
      addBytes(Array("- ".utf8))
    case "hr":
      endLine()
      addBytes(Array(repeating: 95, count: 32))
      endLine()
    case "blockquote":
      endLine()
      quotes = min(quotes + 1, 40)
    case "pre", "textarea", "listing":
      endLine()
      preformatted += 1
    case "td", "th": if !line.isEmpty { line.append(9) }
    default: if Self.blocks.contains(name) { endLine() }
    }
  }

  private mutating func close(_ name: String) {
    switch name {
    case "p", "h1", "h2", "h3", "h4", "h5", "h6":
      endLine()
      gap = gap || name != "p" || !isTight
    case "blockquote":
      endLine()
      quotes = max(0, quotes - 1)
    case "pre", "textarea", "listing":
      endLine()
      preformatted = max(0, preformatted - 1)
    case "td", "th": break
    default: if Self.blocks.contains(name) { endLine() }
    }
  }

  private static let blocks: Set<String> = [
    "address", "article", "aside", "body", "caption", "center", "dd", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "section", "select",
    "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
  ]

  /// Outlook writes every line as a paragraph without margins.
  private static func isTight(_ attributes: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: attributes.prefix(400), as: UTF8.self).lowercased()
    return text.contains("mso") || text.contains("margin:0") || text.contains("margin: 0")
  }

  private mutating func add(_ bytes: [UInt8]) {
    if preformatted > 0 {
      for byte in bytes {
        if byte == 10 { breakLine() } else if byte != 13 { addBytes([byte]) }
      }
      return
    }
    for byte in bytes {
      switch byte {
      case 32, 9, 10, 13, 12: needsSpace = true
      default:
        if needsSpace, let last = line.last, last != 9 { line.append(32) }
        needsSpace = false
        addBytes([byte])
      }
    }
  }

  private mutating func addBytes(_ bytes: [UInt8]) {
    if line.isEmpty, gap {
      if let last = lines.last, !last.isEmpty { lines.append("") }
      gap = false
    }
    line += bytes
  }

  private mutating func endLine() {
    if !line.isEmpty { breakLine() }
    needsSpace = false
  }

  private mutating func breakLine() {
    var text = line[...]
    while let last = text.last, last == 32 || last == 9 { text.removeLast() }
    let prefix = String(repeating: "> ", count: quotes)
    // No-break spaces hold lines open in HTML; as text they are spaces.
    var shown = String(decoding: text, as: UTF8.self)
    if shown.utf8.contains(0xC2) {
      shown = String(shown.map { $0 == "\u{A0}" ? " " : $0 })
      while shown.utf8.last == 32 { shown.removeLast() }
    }
    lines.append(prefix + shown)
    line.removeAll(keepingCapacity: true)
    needsSpace = false
  }
}
