// SPDX-License-Identifier: Apache-2.0

import Evidence
import YAMLFiles

/// Reads and checks a cue file.
struct CuesParser {
  private var lists: [String: [String]] = [:]
  private var guards: [String: Cues.Guard] = [:]
  private var symbols = CueSymbols()

  static func parse(yaml: String, file: String) throws(MappingError) -> Cues {
    var parser = CuesParser()
    return try parser.cues(YAMLNode.root(yaml: yaml, file: file))
  }

  private mutating func cues(_ root: YAMLNode) throws(MappingError) -> Cues {
    let fields = try root.fields(
      "a cue file", allowed: ["lists", "guards", "agencies", "stated", "gaps", "cues"])
    for entry in try fields["lists"]?.entries("lists") ?? [] {
      lists[entry.key] = try entry.value.texts("a list")
    }
    for entry in try fields["guards"]?.entries("guards") ?? [] {
      let parts = try entry.value.fields("a guard", allowed: ["reach", "phrases"])
      let reach = try parts["reach"].map { (node) throws(MappingError) in
        try choice(node, "reach", Cues.Guard.Reach.init, Cues.Guard.Reach.allCases)
      }
      guards[entry.key] = Cues.Guard(
        reach: reach ?? .clause, phrases: try phrases(parts["phrases"]))
    }
    var agencies: [Cues.Agency] = []
    for node in fields["agencies"]?.list() ?? [] { agencies.append(try agency(node)) }
    var stated: [Cues.Stated] = []
    for node in fields["stated"]?.list() ?? [] { stated.append(try self.stated(node)) }
    var gaps: [(slot: Slot, phrases: [PhrasePattern])] = []
    for entry in try fields["gaps"]?.entries("gaps") ?? [] {
      guard Vocabulary.facets[Slot(rawValue: entry.key)] != nil else {
        throw entry.keyNode.error("there is no slot '\(entry.key)'")
      }
      gaps.append((Slot(rawValue: entry.key), try words(entry.value, "gaps")))
    }
    guard let list = fields["cues"] else { throw root.error("there are no `cues`") }
    var all: [Cues.Cue] = []
    var names: Set<String> = []
    for node in list.list() {
      let cue = try cue(node)
      if !names.insert(cue.name).inserted {
        throw node.error("two cues are named '\(cue.name)'")
      }
      all.append(cue)
    }
    for (cue, node) in zip(all, list.list()) {
      for asked in cue.answers {
        let isRequest = all.contains {
          $0.name == asked && ($0.kind == .request || $0.kind == .invitation)
        }
        if !isRequest {
          throw node.error(
            "there is no request '\(asked)'" + NearestWord.hint(asked, among: names.sorted()))
        }
      }
    }
    return Cues(
      cues: all, stated: stated, guards: guards, agencies: agencies, gaps: gaps, symbols: symbols)
  }

  private mutating func cue(_ node: YAMLNode) throws(MappingError) -> Cues.Cue {
    let fields = try node.fields(
      "a cue",
      allowed: [
        "cue", "kind", "action", "writer", "doer", "information", "sets", "answers", "reported",
        "unless", "not near", "max words", "phrases",
      ])
    guard let name = fields["cue"] else { throw node.error("a cue needs a name: `cue: NAME`") }
    guard let kindNode = fields["kind"] else { throw node.error("a cue needs a `kind`") }
    let kind = try choice(kindNode, "kind", Cues.Cue.Kind.init, Cues.Cue.Kind.allCases)
    var action = ""
    if let found = fields["action"] {
      action = try found.text("action")
      try check(action, .action, found)
    } else if kind != .refusal, kind != .invitation {
      throw node.error("a cue of this kind needs an `action`")
    }
    var information: [String] = []
    for value in fields["information"]?.list() ?? [] {
      let text = try value.text("information")
      if text != "as asked" { try check(text, .information, value) }
      information.append(text)
    }
    var sets: [Slot: [String]] = [:]
    for entry in try fields["sets"]?.entries("sets") ?? [] {
      let slot = Slot(rawValue: entry.key)
      for value in entry.value.list() { try check(value.text("a value"), slot, value) }
      sets[slot] = try entry.value.texts("values")
    }
    let isTelling = kind == .statement || kind == .answer
    var unless = isTelling ? telling : guards["negated"] == nil ? [] : ["negated"]
    if kind == .refusal || kind == .social { unless = [] }
    if let node = fields["unless"] { unless = try guardNames(node) }
    return Cues.Cue(
      name: try name.text("cue"), kind: kind, action: action,
      writer: try fields["writer"].map { (node) throws(MappingError) in
        try choice(node, "writer", Cues.Cue.Writer.init, Cues.Cue.Writer.allCases)
      } ?? .any,
      doer: try fields["doer"].map { (node) throws(MappingError) in
        try choice(node, "doer", Cues.Cue.Doer.init, Cues.Cue.Doer.allCases)
      } ?? .writer,
      information: information, sets: sets,
      answers: try fields["answers"]?.texts("answers") ?? [],
      isReported: try fields["reported"]?.flag("reported") ?? false, guards: unless,
      notNear: try phrases(fields["not near"]),
      maxWords: try fields["max words"].flatMap { (node) throws(MappingError) in
        Int(try node.text("max words"))
      },
      phrases: try phrases(fields["phrases"]))
  }

  private mutating func stated(_ node: YAMLNode) throws(MappingError) -> Cues.Stated {
    let fields = try node.fields(
      "a stated value", allowed: ["slot", "is", "unless", "not near", "phrases"])
    guard let slot = fields["slot"], let value = fields["is"] else {
      throw node.error("a stated value needs `slot` and `is`")
    }
    let name = Slot(rawValue: try slot.text("slot"))
    try check(value.text("is"), name, value)
    return Cues.Stated(
      slot: name, value: try value.text("is"),
      guards: try fields["unless"].map { (node) throws(MappingError) in try guardNames(node) }
        ?? telling,
      notNear: try phrases(fields["not near"]), phrases: try phrases(fields["phrases"]))
  }

  private func agency(_ node: YAMLNode) throws(MappingError) -> Cues.Agency {
    let fields = try node.fields(
      "an agency", allowed: ["actor", "candidates", "side", "says", "domains"])
    guard let side = fields["side"] else { throw node.error("an agency needs a `side`") }
    var actor = ""
    if let found = fields["actor"] {
      actor = try found.text("actor")
      try check(actor, .actor, found)
    }
    var candidates: [String] = []
    for value in fields["candidates"]?.list() ?? [] {
      try check(value.text("a candidate"), .actor, value)
      candidates.append(try value.text("a candidate"))
    }
    let says = try fields["says"].map { (node) throws(MappingError) in try words(node, "says") }
    return Cues.Agency(
      actor: actor, candidates: candidates,
      side: try choice(side, "side", Person.Side.init, Person.Side.allCases), phrases: says ?? [],
      domains: try fields["domains"]?.texts("domains").map { Glob($0) } ?? [])
  }

  /// The guards of what tells something, unless it names its own.
  private var telling: [String] { guards.filter { $0.value.reach != .near }.keys.sorted() }

  private func words(_ node: YAMLNode, _ what: String) throws(MappingError) -> [PhrasePattern] {
    var out: [PhrasePattern] = []
    for value in node.list() {
      guard let phrase = PhrasePattern(try value.text(what)) else {
        throw value.error("the phrase is empty")
      }
      out.append(phrase)
    }
    return out
  }

  private func guardNames(_ node: YAMLNode) throws(MappingError) -> [String] {
    if node.isText, try node.text("unless") == "never" { return [] }
    let names = try node.texts("unless")
    for name in names where guards[name] == nil {
      throw node.error(
        "there is no guard '\(name)'" + NearestWord.hint(name, among: guards.keys.sorted()))
    }
    return names
  }

  private mutating func phrases(_ node: YAMLNode?) throws(MappingError) -> [CuePhrase] {
    var out: [CuePhrase] = []
    for element in node?.list() ?? [] {
      let text = try element.text("a phrase")
      do throws(CuePhrase.Problem) {
        out.append(try CuePhrase(text, lists: lists, symbols: &symbols))
      } catch {
        throw element.error("'\(text)': \(error.message)")
      }
    }
    return out
  }

  private func check(_ value: String, _ slot: Slot, _ node: YAMLNode) throws(MappingError) {
    guard let words = Vocabulary.facets[slot] else {
      throw node.error("there is no slot '\(slot.rawValue)'")
    }
    if words.contains(value) { return }
    throw node.error(
      "'\(value)' is no value of \(slot.rawValue)" + NearestWord.hint(value, among: words)
        + "; it can be \(words.joined(separator: ", "))")
  }

  private func choice<Value: RawRepresentable<String>>(
    _ node: YAMLNode, _ what: String, _ make: (String) -> Value?, _ all: [Value]
  ) throws(MappingError) -> Value {
    try MappingParser().choice(node, what, make, all)
  }
}
