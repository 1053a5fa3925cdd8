// SPDX-License-Identifier: Apache-2.0

import XML

/// Gathers the blocks of an HTML document as its elements come.
final class WebPageSink: HTMLSink {
  /// An open element, with what it changed for those within it.
  private struct Frame {
    var name: String
    var look: Look
    var color: Double?
    var background: Double?
    var isPreformatted: Bool
    var indent: Double
    var isSkipped: Bool
    var breaksAfter = false
    var isTight = false
  }

  private struct List {
    var isNumbered: Bool
    var next: Int
  }

  private var frames: [Frame] = []
  private var lists: [List] = []
  private var gathered = BlockGatherer()
  private var needsSpace = false
  /// An empty line is due before the next text.
  private var gap = false
  private var mark = ""
  /// Classes may give colours that are not known here.
  private var hasStyles = false

  private static let skipped: Set<String> = [
    "head", "script", "style", "template", "noscript", "svg", "iframe", "object", "audio", "video",
    "canvas", "datalist",
  ]
  private static let blocks: Set<String> = [
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "html", "legend",
    "main", "menu", "nav", "ol", "option", "section", "select", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul", "li", "pre", "textarea", "listing", "xmp", "blockquote",
    "p", "h1", "h2", "h3", "h4", "h5", "h6",
  ]
  private static let spaced: Set<String> = ["p", "h1", "h2", "h3", "h4", "h5", "h6"]

  private var top: Frame {
    frames.last
      ?? Frame(
        name: "", look: .shown, isPreformatted: false, indent: 0, isSkipped: false)
  }

  func finish() -> [Block] {
    endLine()
    return gathered.finish()
  }

  // MARK: Elements

  func start(_ name: String, _ attributes: [(name: String, value: String)]) {
    if name == "style" || name == "link" { hasStyles = true }
    let style = InlineStyle(attributes)
    var frame = top
    frame.name = name
    frame.breaksAfter = style.breaksAfter
    frame.isTight = style.isTight
    frame.isSkipped = frame.isSkipped || Self.skipped.contains(name)
    frame.isPreformatted =
      style.isPreformatted
      ?? (frame.isPreformatted || ["pre", "textarea", "listing", "xmp"].contains(name))
    frame.color = style.color ?? frame.color
    frame.background = style.background ?? frame.background
    if frame.look != .hidden { frame.look = style.hides ? .hidden : look(frame) }
    if Self.blocks.contains(name) { endLine() }
    if style.breaksBefore {
      endLine()
      gathered.add(.pageBreak(name == "br" ? .hard : .soft))
    }
    open(name, attributes, &frame)
    frames.append(frame)
  }

  func end(_ name: String) {
    guard let index = frames.lastIndex(where: { $0.name == name }) else { return }
    let frame = frames[index]
    frames.removeSubrange(index...)
    if Self.blocks.contains(name) { endLine() }
    if Self.spaced.contains(name) { gap = gap || !frame.isTight }
    switch name {
    case "table": gathered.endTable()
    case "tr": gathered.endRow()
    case "td", "th": gathered.endCell()
    case "ul", "ol", "menu", "dir": _ = lists.popLast()
    default: break
    }
    if frame.breaksAfter {
      endLine()
      gathered.add(.pageBreak(.soft))
    }
  }

  private func open(
    _ name: String, _ attributes: [(name: String, value: String)], _ frame: inout Frame
  ) {
    func value(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
    switch name {
    case "br": if !frame.isSkipped { breakLine() }
    case "p", "h1", "h2", "h3", "h4", "h5", "h6": gap = gap || !frame.isTight
    case "hr":
      endLine()
      gathered.add(.paragraph(Paragraph(String(repeating: "_", count: 32))))
    case "ul", "ol", "menu", "dir":
      lists.append(List(isNumbered: name == "ol", next: Int(value("start") ?? "") ?? 1))
      frame.indent = min(frame.indent + 18, 180)
    case "blockquote", "dd": frame.indent = min(frame.indent + 18, 180)
    case "li":
      mark = "•"
      if let last = lists.indices.last, lists[last].isNumbered {
        let number = value("value").flatMap { Int($0) } ?? lists[last].next
        mark = "\(number)."
        lists[last].next = number &+ 1
      }
    case "table": gathered.beginTable()
    case "tr": gathered.beginRow()
    case "td", "th":
      gathered.beginCell(span: min(max(1, Int(value("colspan") ?? "") ?? 1), 100))
      gap = false
    case "input":
      switch (value("type") ?? "text").lowercased() {
      case "checkbox", "radio":
        add(attributes.contains { $0.name == "checked" } ? "☒" : "☐", frame.look)
      case "hidden", "password", "file", "image": break
      default: add(value("value") ?? "", frame.look)
      }
    default: break
    }
  }

  /// Text as dark as what is behind it cannot be read; neither can text as light as the paper.
  private func look(_ frame: Frame) -> Look {
    if let background = frame.background {
      let isSure = frame.color != nil || !hasStyles
      if background < 50, (frame.color ?? 0) < 50 { return .blackedOut(sure: isSure) }
      return background > 245 && (frame.color ?? 0) > 250 ? .faint : .shown
    }
    return (frame.color ?? 0) > 250 && !hasStyles ? .faint : .shown
  }

  // MARK: Text

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    let frame = top
    guard !frame.isSkipped else { return }
    if frame.isPreformatted {
      addPreformatted(bytes, frame.look)
      return
    }
    var run: [UInt8] = []
    for byte in bytes {
      switch byte {
      case 32, 9, 10, 13, 12: needsSpace = true
      case 0..<32, 127: break
      default:
        if needsSpace, !run.isEmpty || !gathered.paragraph.inlines.isEmpty { run.append(32) }
        needsSpace = false
        run.append(byte)
      }
    }
    add(String(decoding: run, as: UTF8.self), frame.look)
  }

  private func addPreformatted(_ bytes: UnsafeBufferPointer<UInt8>, _ look: Look) {
    var run: [UInt8] = []
    func close() {
      add(String(decoding: run, as: UTF8.self), look)
      run.removeAll(keepingCapacity: true)
    }
    for byte in bytes {
      switch byte {
      case 10:
        close()
        breakLine()
      case 9:
        close()
        begin()
        gathered.paragraph.inlines.append(.tab)
      case 0..<32, 127: break
      default: run.append(byte)
      }
    }
    close()
  }

  private func add(_ text: String, _ look: Look) {
    guard !text.isEmpty else { return }
    begin()
    gathered.paragraph.add(text, look)
  }

  /// Before the first text of a line.
  private func begin() {
    guard gathered.paragraph.inlines.isEmpty else { return }
    if gap { gathered.addGap() }
    gap = false
    gathered.paragraph.indent = top.indent
    gathered.paragraph.mark = mark
    mark = ""
  }

  private func endLine() {
    if !gathered.paragraph.inlines.isEmpty { gathered.endParagraph() }
    needsSpace = false
  }

  private func breakLine() {
    if gap, gathered.paragraph.inlines.isEmpty { begin() }
    gathered.endParagraph()
    needsSpace = false
  }
}
