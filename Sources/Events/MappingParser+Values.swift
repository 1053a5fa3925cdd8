// SPDX-License-Identifier: Apache-2.0

import Evidence
import YAMLFiles

extension MappingParser {
  /// What stands after a slot's name.
  func value(_ node: YAMLNode, slot: String) throws(MappingError) -> ValueSource {
    if node.isMapping, !isUnknown(node) {
      return .cell(try cell(node, slot: slot))
    }
    var gives: [(value: String, node: YAMLNode)] = []
    let fact = try fact(node, &gives)
    for item in gives { try check(item.value, Slot(rawValue: slot), item.node) }
    return .constant(fact)
  }

  /// A column, or `{column: …}` with how its text is to be read.
  /// - Parameter slot: nil where any text will do.
  func cell(_ node: YAMLNode, slot: String?) throws(MappingError) -> CellValue {
    if node.isText { return CellValue(columns: [try node.text("a column")]) }
    let fields = try node.fields(
      "a value",
      allowed: ["column", "columns", "join", "split", "table", "patterns", "blank", "otherwise"])
    guard let columns = fields["column"] ?? fields["columns"],
      fields["column"] == nil || fields["columns"] == nil
    else { throw node.error("a value needs a `column`, or several `columns`") }
    var out = CellValue(columns: try columns.texts("column"))
    if let join = fields["join"] { out.join = try join.text("join") }
    if let split = fields["split"] {
      out.split = try split.text("split")
      if out.split?.isEmpty != false { throw split.error("`split` is empty") }
    }
    var gives: [(value: String, node: YAMLNode)] = []
    if let name = fields["table"], fields["patterns"] == nil {
      let found = try lookUp(name, in: tables, "table")
      out.reading = .table(found.value)
      gives += found.gives
    } else if let name = fields["patterns"], fields["table"] == nil {
      let found = try lookUp(name, in: patterns, "list of patterns")
      out.reading = .patterns(found.value)
      gives += found.gives
    } else if fields["table"] != nil {
      throw node.error("a value has either a `table` or `patterns`")
    } else if let slot, let words = words(of: slot) {
      out.reading = .words(
        Dictionary(words.map { (Self.folded($0), $0) }, uniquingKeysWith: { first, _ in first }))
    }
    if let blank = fields["blank"] { out.blank = try fact(blank, &gives) }
    if let otherwise = fields["otherwise"] { out.otherwise = try fact(otherwise, &gives) }
    if let slot {
      for item in gives { try check(item.value, Slot(rawValue: slot), item.node) }
    }
    return out
  }

  /// The form in which words of the vocabulary are compared.
  static func folded(_ text: String) -> String {
    String(
      text.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
  }

  private func words(of slot: String) -> [String]? {
    if let words = Vocabulary.facets[Slot(rawValue: slot)] {
      return slot == Slot.action.rawValue ? words + ownActs : words
    }
    return ownSlots[slot].flatMap { $0.isEmpty ? nil : $0 }
  }

  func check(_ value: String, _ slot: Slot, _ node: YAMLNode) throws(MappingError) {
    guard let words = words(of: slot.rawValue), !words.contains(value) else { return }
    let hint =
      value.lowercased() == "unknown"
      ? "; to say that the record does not tell, write {unknown: not-stated}"
      : NearestWord.hint(value, among: words)
    throw node.error(
      "'\(value)' is no value of \(slot.rawValue)\(hint); it can be "
        + words.joined(separator: ", "))
  }

  private func lookUp<Value>(
    _ node: YAMLNode, in all: [String: Named<Value>], _ what: String
  ) throws(MappingError) -> Named<Value> {
    let name = try node.text("the name of a \(what)")
    guard let found = all[name] else {
      throw node.error(
        "there is no \(what) '\(name)'" + NearestWord.hint(name, among: all.keys.sorted()))
    }
    return found
  }

  private func isUnknown(_ node: YAMLNode) -> Bool {
    guard case .mapping(let mapping) = node.content else { return false }
    return mapping.contains { if case .text("unknown") = $0.key.content { true } else { false } }
  }

  /// A constant: a value, a list of values, or `{unknown: …}`.
  private func fact(
    _ node: YAMLNode, _ gives: inout [(value: String, node: YAMLNode)]
  ) throws(MappingError) -> SlotFact {
    if node.isMapping {
      guard isUnknown(node) else { throw node.error("a value, or {unknown: reason}, goes here") }
      let fields = try node.fields("an unknown", allowed: ["unknown", "candidates", "code"])
      guard let reason = fields["unknown"] else { return .notStated }
      var unknown = Unknown(
        try choice(reason, "unknown", Unknown.Reason.init, Unknown.Reason.allCases))
      for candidate in fields["candidates"]?.list() ?? [] {
        let text = try candidate.text("a candidate")
        unknown.candidates.append(text)
        gives.append((text, candidate))
      }
      unknown.code = try fields["code"]?.text("code")
      return .unknown(unknown)
    }
    for element in node.list() { gives.append((try element.text("a value"), element)) }
    return .known(try node.texts("values"))
  }

  func table(_ node: YAMLNode) throws(MappingError) -> Named<ValueTable> {
    var out = Named(value: ValueTable(), gives: [])
    for entry in try node.entries("a table") {
      let fact = try fact(entry.value, &out.gives)
      let glob = Glob(entry.key)
      if entry.key == "otherwise" {
        out.value.otherwise = fact
      } else if glob.isExact {
        out.value.exact[entry.key.lowercased()] = fact
      } else {
        out.value.globs.append((glob, fact))
      }
    }
    return out
  }

  func reasons(_ node: YAMLNode) throws(MappingError) -> Named<ReasonPatterns> {
    var out = Named(value: ReasonPatterns(), gives: [])
    for rule in node.list() {
      let fields = try rule.fields(
        "a pattern", allowed: ["says", "exactly", "regex", "is", "otherwise"])
      if let otherwise = fields["otherwise"], fields.count == 1 {
        out.value.rules.append((.always, try fact(otherwise, &out.gives)))
        continue
      }
      guard let value = fields["is"], fields.count == 2 else {
        throw rule.error("a pattern is one of `says`, `exactly`, `regex`, and `is`")
      }
      let test: ReasonPatterns.Test
      if let says = fields["says"] {
        test = .says(try phrases(says))
      } else if let exactly = fields["exactly"] {
        test = .exactly(try phrases(exactly))
      } else if let regex = fields["regex"] {
        test = .regex(try expression(regex))
      } else {
        throw rule.error("a pattern is one of `says`, `exactly`, `regex`, and `is`")
      }
      out.value.rules.append((test, try fact(value, &out.gives)))
    }
    return out
  }

  func phrases(_ node: YAMLNode) throws(MappingError) -> [PhrasePattern] {
    var out: [PhrasePattern] = []
    for element in node.list() {
      let text = try element.text("a phrase")
      // A phrase of signs alone, such as ".", stands for a cell that has no word.
      out.append(PhrasePattern(text) ?? .wordless)
    }
    return out
  }

  /// A regular expression that can be read.
  func expression(_ node: YAMLNode) throws(MappingError) -> String {
    let text = try node.text("regex")
    do {
      _ = try Regex(text)
    } catch {
      throw node.error("'\(text)' is no regular expression: \(error)")
    }
    return text
  }
}
