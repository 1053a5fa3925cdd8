// SPDX-License-Identifier: Apache-2.0

/// What the properties of a run say of whether it can be seen; nil where they say nothing.
struct RunLook {
  var isHidden: Bool?
  var highlight: String?
  var fill: String?
  var color: String?

  /// - Returns: whether the element is such a property.
  mutating func take(_ name: WordName, _ attributes: WordAttributes) {
    switch name {
    case .vanish: isHidden = attributes.isOn
    case .highlight: highlight = attributes[.val]
    case .color: color = attributes[.val]
    case .shd: fill = Self.fill(attributes)
    default: break
    }
  }

  /// The colour a shading ends up with.
  static func fill(_ attributes: WordAttributes) -> String? {
    attributes[.val] == "solid" ? attributes[.color] ?? "auto" : attributes[.fill]
  }

  mutating func add(_ other: RunLook) {
    isHidden = other.isHidden ?? isHidden
    highlight = other.highlight ?? highlight
    fill = other.fill ?? fill
    color = other.color ?? color
  }

  /// The brightness of a colour, 0…255; nil for "auto" and for none.
  static func luma(_ color: String?) -> Double? {
    switch color {
    case nil, "auto", "none": nil
    case "black": 0
    default: color.flatMap { InlineStyle.luma($0) }
    }
  }

  /// - Parameters:
  ///   - behind: the shading of the paragraph or cell.
  ///   - onPaper: whether nothing else can lie behind the letters.
  func look(behind: String?, onPaper: Bool) -> Look {
    if isHidden == true { return .hidden }
    let letters = Self.luma(color)
    let marker = highlight == "none" ? nil : Self.luma(highlight)
    if let own = marker ?? Self.luma(fill) {
      return own < 50 && (letters ?? 0) < 50 ? .blackedOut(sure: letters != nil) : .shown
    }
    if highlight != nil, highlight != "none" { return .shown }
    // Word turns letters of no colour of their own white on a dark paragraph or cell.
    if let behind = Self.luma(behind) {
      return behind < 50 && (letters ?? 255) < 50 ? .blackedOut(sure: true) : .shown
    }
    return (letters ?? 0) > 250 && onPaper ? .faint : .shown
  }
}

/// What the properties of a paragraph say.
struct ParagraphLook {
  var style: String?
  var numbering: String?
  var level: Int?
  var breaksBefore: Bool?
  var indent: Double?
  var fill: String?

  mutating func take(_ name: WordName, _ attributes: WordAttributes) {
    switch name {
    case .pStyle: style = attributes[.val]
    case .numId: numbering = attributes[.val]
    case .ilvl: level = attributes[.val].flatMap { Int($0) }.map { min(max(0, $0), 8) }
    case .pageBreakBefore: breaksBefore = attributes.isOn
    case .ind:
      let twips = attributes[.left] ?? attributes[.start]
      indent = twips.flatMap { Double($0) }.map { min(max(0, $0 / 20), 200) } ?? indent
    case .shd: fill = RunLook.fill(attributes)
    default: break
    }
  }

  mutating func add(_ other: ParagraphLook) {
    numbering = other.numbering ?? numbering
    level = other.level ?? level
    breaksBefore = other.breaksBefore ?? breaksBefore
    indent = other.indent ?? indent
    fill = other.fill ?? fill
  }
}

/// The styles of a Word document.
final class WordStyles: WordHandler {
  private struct Style {
    var base: String?
    var run = RunLook()
    var paragraph = ParagraphLook()
  }

  private var styles: [String: Style] = [:]
  private var defaults = RunLook()
  private var defaultParagraph: String?
  private var current: String?
  private var inDefaults = false
  private var inRun = false
  private var inParagraph = false
  private var skipped = 0

  func start(_ name: WordName, _ attributes: WordAttributes) {
    switch name {
    case .style:
      current = attributes[.styleId] ?? ""
      styles[current ?? ""] = Style()
      if attributes[.type] == "paragraph",
        attributes[.default].map({ $0 == "1" || $0 == "true" }) == true
      {
        defaultParagraph = current
      }
    case .docDefaults: inDefaults = true
    case .rPrChange, .pPrChange, .tblPr, .tcPr, .trPr: skipped += 1
    case .rPr: inRun = true
    case .pPr: inParagraph = true
    case .basedOn: if let current { styles[current]?.base = attributes[.val] }
    default:
      guard skipped == 0 else { return }
      if inRun {
        if inDefaults { defaults.take(name, attributes) }
        if let current { styles[current]?.run.take(name, attributes) }
      } else if inParagraph, let current {
        styles[current]?.paragraph.take(name, attributes)
      }
    }
  }

  func end(_ name: WordName) {
    switch name {
    case .style: current = nil
    case .docDefaults: inDefaults = false
    case .rPrChange, .pPrChange, .tblPr, .tcPr, .trPr: skipped -= 1
    case .rPr: inRun = false
    case .pPr: inParagraph = false
    default: break
    }
  }

  /// From the style it is based on at last to the style itself.
  private func chain(_ id: String?) -> [Style] {
    var out: [Style] = []
    var id = id
    // A style that is based on itself, by whatever way, ends at some depth.
    while let name = id, let style = styles[name], out.count < 20 {
      out.append(style)
      id = style.base
    }
    return out.reversed()
  }

  func run(paragraph: String?, run: String?) -> RunLook {
    var out = defaults
    for style in chain(paragraph ?? defaultParagraph) + chain(run) { out.add(style.run) }
    return out
  }

  func paragraph(_ id: String?) -> ParagraphLook {
    var out = ParagraphLook()
    for style in chain(id ?? defaultParagraph) { out.add(style.paragraph) }
    return out
  }
}
