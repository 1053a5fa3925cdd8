// SPDX-License-Identifier: Apache-2.0

/// Reads a text as groups of letters and digits, in brackets or not, and finds codes among them.
struct CodeReader {
  private struct Atom {
    /// Lower case.
    var text: String
    var isBracketed: Bool
    /// What stands before it: whether anything but brackets, and whether only spaces.
    var touches: Bool
    var isAfterSlash: Bool
    var isApart: Bool
  }

  private let atoms: [Atom]
  private let isGenerous: Bool
  private let hasBrackets: Bool

  init(bytes: [UInt8], isGenerous: Bool) {
    atoms = Self.atoms(of: bytes)
    self.isGenerous = isGenerous
    hasBrackets = bytes.contains { Self.isBracket($0) }
  }

  static func isBracket(_ byte: UInt8) -> Bool { "()[]{}<>|\\".utf8.contains(byte) }

  private static func atoms(of bytes: [UInt8]) -> [Atom] {
    var atoms: [Atom] = []
    var index = 0
    var between: [UInt8] = []
    while index < bytes.count {
      let start = index
      while index < bytes.count, isWordByte(bytes, index) { index += 1 }
      guard index > start else {
        between.append(bytes[index])
        index += 1
        continue
      }
      let opened = between.last.map { "([{<|".utf8.contains($0) } ?? false
      let closed = index < bytes.count && ")]}>|\\".utf8.contains(bytes[index])
      let isApart = between.contains { !isBracket($0) && $0 != 0x20 && $0 != 0x09 }
      atoms.append(
        Atom(
          text: String(decoding: bytes[start..<index], as: UTF8.self).lowercased(),
          isBracketed: opened || closed,
          touches: !atoms.isEmpty && !between.contains { !isBracket($0) },
          isAfterSlash: between.last == UInt8(ascii: "/"), isApart: isApart))
      between = []
    }
    return atoms
  }

  /// Letters, digits, bytes beyond ASCII, and a point between digits, as in 7922.000.
  private static func isWordByte(_ bytes: [UInt8], _ index: Int) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    let byte = bytes[index]
    if isDigit(byte) || byte >= 0x80 || (0x41...0x5a).contains(byte & 0xdf) { return true }
    return byte == 0x2e && index > 0 && index + 1 < bytes.count && isDigit(bytes[index - 1])
      && isDigit(bytes[index + 1])
  }

  /// The codes, and whether nothing else stands in the text.
  func read() -> (codes: [String], isComplete: Bool) {
    var codes: [String] = []
    var isComplete = true
    var index = 0
    while index < atoms.count {
      let generous = isGenerous || announcer(of: index) != nil
      if let (code, length) = code(at: index, generous: generous) {
        codes.append(code)
        index += length
      } else {
        if !Self.fillers.contains(atoms[index].text) { isComplete = false }
        index += 1
      }
    }
    return (codes, isComplete && !codes.isEmpty)
  }

  /// Words that go with codes and say nothing else.
  private static let fillers: Set<String> = [
    "foia", "ex", "exs", "exemption", "exemptions", "exempt", "usc", "u", "s", "c", "5", "552",
    "552a", "ilcs", "140", "sec", "section", "and", "per", "pursuant", "to", "release", "in",
    "part", "redacted", "gov", "govt", "government", "code", "cal", "pa", "privacy", "act", "or",
    "§", "§§", "under",
  ]

  private static let announcers: Set<String> = ["part", "exemption", "exemptions", "ex", "exs"]

  /// The word that announces a list of codes of which the atom at `index` may be part.
  private func announcer(of index: Int) -> String? {
    var before = index - 1
    while before >= 0, index - before <= 12 {
      let text = atoms[before].text
      if Self.announcers.contains(text) {
        let isPart = text == "part"
        return !isPart || (before >= 2 && atoms[before - 2].text == "release") ? text : nil
      }
      let isOfList =
        text == "and" || text.utf8.count == 1
        || (text.utf8.count <= 3 && text.contains { $0.isNumber })
      guard isOfList else { return nil }
      before -= 1
    }
    return nil
  }

  private func code(at index: Int, generous: Bool) -> (code: String, length: Int)? {
    // Illinois first: in "exemption 7(1)(b)" the 7 is no federal number.
    illinois(at: index) ?? federal(at: index, generous: generous)
      ?? privacy(at: index, generous: generous) ?? california(at: index, generous: generous)
  }

  private func atom(_ index: Int) -> Atom? { atoms.indices.contains(index) ? atoms[index] : nil }

  /// Whether a code may begin here: "12(b)(6)" is a rule of procedure, "552(b)(6)" is not.
  private func begins(_ index: Int) -> Bool {
    guard atoms[index].touches, index > 0, !atoms[index].isAfterSlash else { return true }
    if ["552", "552a"].contains(atoms[index - 1].text) { return true }
    // Directly after a bracket: the end of another code, or a subsection of something longer.
    return isGenerous && atoms[index - 1].isBracketed
  }

  private func federal(at index: Int, generous: Bool) -> (String, Int)? {
    let first = atoms[index]
    guard begins(index) else { return nil }
    if generous, let compact = compactFederal(first.text, at: index) { return compact }
    let exact = first.text == "b"
    let misread = isGenerous && hasBrackets && ["6", "8", "h", "o", "0", "&"].contains(first.text)
    guard exact || misread, first.isBracketed || (exact && generous) || next(index, isIn: true),
      let second = atom(index + 1), !second.isApart,
      second.isBracketed || (generous && second.touches),
      let number = digit(second.text, generous: isGenerous)
    else { return nil }
    // A "b" with a digit in prose needs both brackets: "(b)(6)".
    if !generous, !(first.isBracketed && second.isBracketed) { return nil }
    guard number == 7, let third = atom(index + 2), !third.isApart, third.isBracketed,
      let letter = letter(third.text)
    else { return ("(b)(\(number))", 2) }
    return ("(b)(7)(\(letter))", 3)
  }

  private func next(_ index: Int, isIn brackets: Bool) -> Bool {
    isGenerous && atom(index + 1)?.isBracketed == brackets
  }

  /// "b6", "b7c", "b7(C)", and after a word that announces codes "6" and "7(C)".
  private func compactFederal(_ text: String, at index: Int) -> (String, Int)? {
    var rest = Substring(text)
    // A bare number only where an exemption is named: "Part 1" is a heading.
    let announcer = announcer(of: index)
    let announced = announcer != nil && announcer != "part"
    guard rest.popFirstIf("b") || (announced && rest.utf8.count <= 2), let first = rest.first,
      let number = first.wholeNumberValue, (1...9).contains(number)
    else { return nil }
    rest = rest.dropFirst()
    if rest.isEmpty {
      if number == 7, let second = atom(index + 1), !second.isApart, second.isBracketed,
        let letter = letter(second.text)
      {
        return ("(b)(7)(\(letter))", 2)
      }
      return ("(b)(\(number))", 1)
    }
    guard number == 7, let letter = letter(String(rest)) else { return nil }
    return ("(b)(7)(\(letter))", 1)
  }

  private func privacy(at index: Int, generous: Bool) -> (String, Int)? {
    let first = atoms[index]
    guard begins(index) else { return nil }
    if generous, first.text == "j2" || first.text == "k2" {
      return ("(\(first.text.prefix(1)))(2)", 1)
    }
    guard first.text == "j" || first.text == "k", let second = atom(index + 1), !second.isApart,
      second.text == "2", second.isBracketed, first.isBracketed || generous
    else { return nil }
    return ("(\(first.text))(2)", 2)
  }

  /// 5 ILCS 140/7(1)(a) … (m), with the Roman numerals of (d).
  private func illinois(at index: Int) -> (String, Int)? {
    let first = atoms[index]
    guard first.text == "7", !first.isBracketed, begins(index), let second = atom(index + 1),
      second.isBracketed, !second.isApart, ["1", "l", "i"].contains(second.text),
      let third = atom(index + 2), third.isBracketed, !third.isApart
    else { return nil }
    var letter = third.text
    if isGenerous, letter == "6" { letter = "b" }
    guard letter.utf8.count == 1, let byte = letter.utf8.first,
      (UInt8(ascii: "a")...UInt8(ascii: "m")).contains(byte)
    else { return nil }
    if letter == "d", let fourth = atom(index + 3), fourth.isBracketed, !fourth.isApart,
      ["i", "ii", "iii", "iv", "v", "vi", "vii"].contains(fourth.text)
    {
      return ("7(1)(d)(\(fourth.text))", 4)
    }
    return ("7(1)(\(letter))", 3)
  }

  private func california(at index: Int, generous: Bool) -> (String, Int)? {
    let text = atoms[index].text
    if ["7922.000", "7923.600", "7927.700"].contains(text) { return (text, 1) }
    guard text == "6254" || text == "6255", !atoms[index].isBracketed else { return nil }
    let introduced =
      index > 0 && ["code", "section", "sec", "§", "§§"].contains(atoms[index - 1].text)
    var code = text
    var length = 1
    if let letter = atom(index + 1), letter.isBracketed, letter.touches,
      letter.text.utf8.count == 1,
      let byte = letter.text.utf8.first, (0x61...0x7a).contains(byte)
    {
      code += "(\(letter.text))"
      length = 2
    }
    return isGenerous || introduced || length == 2 ? (code, length) : nil
  }

  private func digit(_ text: String, generous: Bool) -> Int? {
    guard text.count == 1, let character = text.first else { return nil }
    if let value = character.wholeNumberValue { return (1...9).contains(value) ? value : nil }
    guard generous else { return nil }
    return ["s": 5, "g": 6, "b": 6, "l": 1, "i": 1, "z": 2, "t": 7, "a": 4, "q": 9][character]
  }

  private func letter(_ text: String) -> String? {
    guard text.count == 1, let character = text.first else { return nil }
    if ("a"..."f").contains(character) { return text.uppercased() }
    return isGenerous ? ["g": "C", "€": "C", "©": "C"][character] : nil
  }
}

extension Substring {
  fileprivate mutating func popFirstIf(_ character: Character) -> Bool {
    guard first == character else { return false }
    removeFirst()
    return true
  }
}
