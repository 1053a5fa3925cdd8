// SPDX-License-Identifier: Apache-2.0

/// The lists of a Word document: what stands before each of their paragraphs.
final class WordNumbering: WordHandler {
  private struct Level {
    var format = "decimal"
    var text = ""
    var start = 1
    var indent: Double?
  }

  private var lists: [String: [Int: Level]] = [:]
  private var listOf: [String: String] = [:]
  private var overrides: [String: [Int: Level]] = [:]
  private var starts: [String: [Int: Int]] = [:]
  private var counters: [String: [Int: Int]] = [:]
  private var begun: Set<String> = []

  private var list: String?
  private var number: String?
  private var level: Int?
  private var current = Level()
  private var inLevel = false

  func start(_ name: WordName, _ attributes: WordAttributes) {
    func value() -> Int? { attributes[.val].flatMap { Int($0) } }
    switch name {
    case .abstractNum: list = attributes[WordName.abstractNumId]
    case .num: number = attributes[.numId]
    case .abstractNumId: if let number { listOf[number] = attributes[.val] }
    case .lvlOverride: level = attributes[.ilvl].flatMap { Int($0) }
    case .startOverride:
      if let number, let level { starts[number, default: [:]][level] = value() ?? 1 }
    case .lvl:
      level = attributes[.ilvl].flatMap { Int($0) }
      (current, inLevel) = (Level(), true)
    case .start where inLevel: current.start = value() ?? 1
    case .numFmt where inLevel: current.format = attributes[.val] ?? "decimal"
    case .lvlText where inLevel: current.text = attributes[.val] ?? ""
    case .ind where inLevel:
      current.indent = (attributes[.left] ?? attributes[.start]).flatMap { Double($0) }
        .map { min(max(0, $0 / 20), 200) }
    default: break
    }
  }

  func end(_ name: WordName) {
    switch name {
    case .abstractNum: list = nil
    case .num: number = nil
    case .lvl:
      inLevel = false
      guard let level else { return }
      if let number { overrides[number, default: [:]][level] = current }
      if let list { lists[list, default: [:]][level] = current }
    default: break
    }
  }

  /// The mark of the next paragraph of a list, and how far it is indented; nil for no list.
  func next(_ id: String, level: Int) -> (mark: String, indent: Double)? {
    guard id != "0", let list = listOf[id] else { return nil }
    func find(_ level: Int) -> Level? { overrides[id]?[level] ?? lists[list]?[level] }
    guard let own = find(level) else { return nil }
    var counts = counters[list] ?? [:]
    // A list that says where it starts begins anew when it is first used.
    if let again = starts[id], begun.insert(id).inserted {
      for (level, start) in again { counts[level] = start - 1 }
    }
    counts[level] = (counts[level] ?? own.start - 1) &+ 1
    counts = counts.filter { $0.key <= level }
    counters[list] = counts
    let indent = own.indent ?? 18 * Double(level + 1)
    if own.format == "none" { return ("", indent) }
    if own.format == "bullet" {
      guard let scalar = own.text.unicodeScalars.first else { return ("•", indent) }
      let isPrivate = 0xF000...0xF0FF ~= scalar.value
      return (isPrivate ? Symbols.text(scalar.value, font: "symbol") : own.text, indent)
    }
    var mark = ""
    var isPlace = false
    for character in own.text {
      if isPlace, let place = character.wholeNumberValue, 1...9 ~= place {
        let count = counts[place - 1] ?? find(place - 1)?.start ?? 1
        mark += Self.text(count, find(place - 1)?.format ?? "decimal")
        isPlace = false
      } else if character == "%" {
        isPlace = true
      } else {
        mark.append(character)
      }
    }
    return (mark, indent)
  }

  private static func text(_ number: Int, _ format: String) -> String {
    switch format {
    case "lowerLetter", "upperLetter":
      guard 1...780 ~= number else { return String(number) }
      let letter = Character(UnicodeScalar(UInt8(97 + (number - 1) % 26)))
      let text = String(repeating: letter, count: (number - 1) / 26 + 1)
      return format == "upperLetter" ? text.uppercased() : text
    case "lowerRoman": return roman(number)
    case "upperRoman": return roman(number).uppercased()
    case "decimalZero": return number < 10 && number >= 0 ? "0\(number)" : String(number)
    case "ordinal":
      let ending =
        11...13 ~= number % 100
        ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
      return "\(number)\(ending)"
    case "none": return ""
    default: return String(number)
    }
  }

  private static func roman(_ number: Int) -> String {
    guard 1...3_999 ~= number else { return String(number) }
    let steps = [
      (1_000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
      (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ]
    var (rest, out) = (number, "")
    for (value, text) in steps {
      while rest >= value {
        out += text
        rest -= value
      }
    }
    return out
  }
}
