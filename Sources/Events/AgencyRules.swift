// SPDX-License-Identifier: Apache-2.0

import YAMLFiles

/// What kind of agency a name is, as `Data/agency-classes.yaml` has it.
package struct AgencyRules: Sendable {
  package enum Class: String, Sendable, CaseIterable {
    case ownState = "own-state"
    case otherState = "other-state"
    case federal, tribal
    case fusionCenter = "fusion-center"
    case `private`
    case unsure
  }

  /// What is said of a name, with the rule and the words of the name that tell it.
  package struct Answer: Sendable, Hashable {
    package var `class`: Class
    /// Which federal agency, where the rule says so.
    package var agency: String?
    /// Its code: "OR".
    package var state: String?
    /// The vocabulary's word for it; nil where it has none.
    package var actor: String?
    package var rule: String
    /// The words of the name by which the rule and the state were told.
    package var words: [String]

    /// Before a name is looked at.
    package static let untold = Answer(class: .unsure, rule: "", words: [])
  }

  struct Rule: Sendable {
    enum Kind: String, CaseIterable, Sendable {
      case federal, tribal, local, unsure
      case `private`
      case fusion = "fusion-center"
    }

    var name: String
    var kind: Kind
    var agency: String?
    var actor: String?
    var says: [(phrase: PhrasePattern, text: String)] = []
    var capitals: [String] = []
    var unless: [PhrasePattern] = []
  }

  let rules: [Rule]
  let states: StateNames

  package init(yaml: String, file: String) throws(YAMLFileError) {
    let root = try YAMLNode.root(yaml: yaml, file: file)
    let fields = try root.fields("a file of agency classes", allowed: ["rules", "states"])
    guard let list = fields["rules"], let states = fields["states"] else {
      throw root.error("`rules` and `states` are needed")
    }
    var rules: [Rule] = []
    for node in list.list() { rules.append(try Self.rule(node)) }
    self.rules = rules
    self.states = try StateNames(states)
  }

  private static func rule(_ node: YAMLNode) throws(YAMLFileError) -> Rule {
    let fields = try node.fields(
      "a rule", allowed: ["rule", "class", "agency", "actor", "says", "capitals", "unless"])
    guard let name = fields["rule"], let kind = fields["class"] else {
      throw node.error("a rule needs `rule`, its name, and `class`")
    }
    guard let found = Rule.Kind(rawValue: try kind.text("class")) else {
      throw kind.error(
        "a class is one of \(Rule.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    var out = Rule(name: try name.text("rule"), kind: found)
    out.agency = try fields["agency"]?.text("agency")
    out.actor = try fields["actor"]?.text("actor")
    for phrase in try fields["says"]?.texts("says") ?? [] {
      guard let pattern = PhrasePattern(phrase) else {
        throw node.error("'\(phrase)' holds no word")
      }
      out.says.append((pattern, phrase))
    }
    out.capitals = try fields["capitals"]?.texts("capitals") ?? []
    out.unless = try fields["unless"]?.texts("unless").compactMap { PhrasePattern($0) } ?? []
    return out
  }

  /// - Parameters:
  ///   - home: the code of the state whose own agencies are told from others'.
  ///   - stated: the code that the table itself gives for this name; it counts where the name tells none.
  package func answer(_ name: String, home: String?, stated: String? = nil) -> Answer {
    let words = PhrasePattern.normal(name).split(separator: 0x20)
    let state = states.state(of: name)
    let code = state?.code ?? stated.flatMap { states.code($0) }
    for rule in rules {
      guard let found = match(rule, name, words) else { continue }
      var out = Answer(
        class: .unsure, agency: rule.agency, state: code, actor: rule.actor, rule: rule.name,
        words: [found])
      if let state { out.words.append(state.word) }
      switch rule.kind {
      case .federal: out.class = .federal
      case .tribal: out.class = .tribal
      case .private: out.class = .private
      case .fusion: out.class = .fusionCenter
      case .unsure: out.class = .unsure
      case .local:
        guard let code else {
          out.rule += "; no state is told"
          return out
        }
        if state == nil { out.words.append("\(code), in the table's own column") }
        guard let home else {
          out.rule += "; no home state is given"
          return out
        }
        out.class = code == home ? .ownState : .otherState
        if code != home { out.actor = "out-of-state-agency" }
      }
      return out
    }
    return Answer(
      class: .unsure, state: code, rule: "no rule knows it", words: state.map { [$0.word] } ?? [])
  }

  /// The words of the name that the rule is found by.
  private func match(_ rule: Rule, _ name: String, _ words: [ArraySlice<UInt8>]) -> String? {
    if rule.unless.contains(where: { $0.isFound(in: words) }) { return nil }
    if let says = rule.says.first(where: { $0.phrase.isFound(in: words) }) { return says.text }
    guard !rule.capitals.isEmpty else { return nil }
    let tokens = name.split { !$0.isLetter && !$0.isNumber }
    let isAllCapitals = tokens.count > 1 && !name.contains { $0.isLowercase }
    return rule.capitals.first { word in
      tokens.contains { $0 == word }
        && (!isAllCapitals || tokens.count <= 3 || tokens.first.map { $0 == word } == true)
    }
  }
}

/// Which state a name tells.
struct StateNames: Sendable {
  private var names: [(code: String, words: [String])] = []
  private var codes: Set<String> = []
  private var common: Set<String> = []
  private var places: Set<String> = []

  init(_ node: YAMLNode) throws(YAMLFileError) {
    let fields = try node.fields("states", allowed: ["common", "names", "places"])
    for entry in try fields["names"]?.entries("names") ?? [] {
      names.append(
        (
          entry.key,
          try entry.value.text("a state").lowercased().split(separator: " ").map(String.init)
        ))
      codes.insert(entry.key)
    }
    common = Set(try fields["common"]?.texts("common") ?? [])
    places = Set(try fields["places"]?.texts("places") ?? [])
    // "Virginia" stands in "West Virginia".
    names.sort { ($1.words.count, $0.code) < ($0.words.count, $1.code) }
  }

  /// The code of a code or a name that stands by itself.
  func code(_ text: String) -> String? {
    let upper = text.uppercased().filter { !$0.isWhitespace && $0 != "." }
    if codes.contains(upper) { return upper }
    let words = text.lowercased().split { !$0.isLetter }.map(String.init)
    return names.first { $0.words == words }?.code
  }

  func state(of name: String) -> (code: String, word: String)? {
    let tokens = name.split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
    let isAllCapitals = !name.contains { $0.isLowercase }
    for (index, token) in tokens.enumerated() {
      let code = String(token)
      guard codes.contains(code) else { continue }
      let isLast = index == tokens.count - 1
      let next = isLast ? "" : tokens[index + 1].lowercased()
      // "Jackson CO SO": a county as likely as Colorado.
      if code == "CO", ["so", "sheriff", "sheriffs", "sheriff's"].contains(next) { continue }
      let isDashed =
        index == 0 && !isLast
        && name[token.endIndex..<tokens[index + 1].startIndex].contains { "-–—:,".contains($0) }
      let isEnclosed =
        token.startIndex > name.startIndex && name[name.index(before: token.startIndex)] == "("
      let isBefore = [
        "pd", "so", "police", "sheriff", "sheriffs", "sheriff's", "dps", "department", "tribal",
        "pr", "da",
        "highway", "state",
      ].contains(next)
      let isPlain = !common.contains(code) && !isAllCapitals
      if isPlain || (index > 0 && (isLast || isBefore)) || isDashed || isEnclosed
        || (!isAllCapitals && index > 0)
      {
        return (code, code)
      }
    }
    let words = tokens.map { $0.lowercased() }
    for (code, state) in names {
      guard words.count >= state.count else { continue }
      for start in 0...(words.count - state.count)
      where Array(words[start..<(start + state.count)]) == state {
        let end = start + state.count
        if end < words.count, places.contains(words[end]) { continue }
        // "New Mexico" is no state of Mexico, "Fort Washington" and "Mount …" are places.
        if start > 0, ["fort", "mount", "port", "lake", "new", "of"].contains(words[start - 1]),
          !(words[start - 1] == "of" && start > 1 && words[start - 2] == "state")
        {
          continue
        }
        // A state in front of what a state has, or at the end.
        let isWhole = end == words.count || start == 0
        if isWhole { return (code, state.joined(separator: " ")) }
      }
    }
    return nil
  }
}
