// SPDX-License-Identifier: Apache-2.0

/// What the `style` attribute of an element says of whether its text can be seen.
struct InlineStyle {
  var hides = false
  var isPreformatted: Bool?
  /// The brightness of letters and of what is behind them, 0 black … 255 white.
  var color: Double?
  var background: Double?
  var breaksBefore = false
  var breaksAfter = false
  /// A paragraph without white around it, as mail programs write every line.
  var isTight = false

  init(_ attributes: [(name: String, value: String)]) {
    for (name, value) in attributes {
      switch name {
      case "style": read(value)
      case "hidden": hides = true
      case "bgcolor": background = Self.luma(value) ?? background
      case "color": color = Self.luma(value) ?? color
      case "class": isTight = isTight || value.hasPrefix("Mso")
      default: break
      }
    }
  }

  private mutating func read(_ style: String) {
    for declaration in style.lowercased().split(separator: ";").prefix(200) {
      guard let colon = declaration.firstIndex(of: ":") else { continue }
      let name = declaration[..<colon].filter { !$0.isWhitespace }
      let value = declaration[declaration.index(after: colon)...]
        .replacing("!important", with: "").drop { $0.isWhitespace }
      let word = value.prefix { !$0.isWhitespace }
      switch name {
      case "display": hides = hides || word == "none"
      case "visibility": hides = hides || word == "hidden" || word == "collapse"
      case "mso-hide": hides = hides || word == "all"
      case "opacity": hides = hides || Double(word) == 0
      case "font-size": hides = hides || word == "0" || word == "0px" || word == "0pt"
      case "color": color = Self.luma(word) ?? color
      case "background", "background-color": background = Self.luma(value) ?? background
      case "white-space": isPreformatted = word.hasPrefix("pre")
      case "page-break-before", "break-before":
        breaksBefore = ["always", "page", "left", "right"].contains(word)
      case "page-break-after", "break-after":
        breaksAfter = ["always", "page", "left", "right"].contains(word)
      case "margin": isTight = isTight || value.first == "0"
      case "margin-bottom": isTight = isTight || value.first == "0"
      default: if name.hasPrefix("mso-margin") { isTight = true }
      }
    }
  }

  /// The brightness of a colour as HTML and CSS write it; nil for one that is not understood.
  static func luma(_ text: some StringProtocol) -> Double? {
    let text = text.lowercased().filter { $0 != " " }
    func grey(_ r: Double, _ g: Double, _ b: Double) -> Double {
      0.299 * r + 0.587 * g + 0.114 * b
    }
    if text.hasPrefix("rgb"), let open = text.firstIndex(of: "(") {
      let parts = text[text.index(after: open)...].prefix { $0 != ")" }.split(separator: ",")
        .compactMap { Double($0) }
      // What is not opaque may show anything.
      guard parts.count == 3 || (parts.count == 4 && parts[3] == 1) else { return nil }
      return grey(parts[0], parts[1], parts[2])
    }
    let named = ["black": 0.0, "white": 255, "windowtext": 0, "window": 255]
    for (name, value) in named where text.hasPrefix(name) { return value }
    let digits = (text.hasPrefix("#") ? text.dropFirst() : text[...]).prefix { $0.isHexDigit }
    guard text.hasPrefix("#") || digits.count == text.count, let code = Int(digits, radix: 16)
    else { return nil }
    switch digits.count {
    case 3:
      return grey(Double((code >> 8) * 17), Double((code >> 4 & 15) * 17), Double((code & 15) * 17))
    case 6: return grey(Double(code >> 16), Double(code >> 8 & 255), Double(code & 255))
    default: return nil
    }
  }
}
