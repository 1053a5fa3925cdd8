// SPDX-License-Identifier: Apache-2.0

import Evidence
import YAMLFiles

/// How a first mapping is proposed, as `Data/mapping-proposals.yaml` has it.
package struct ProposalRules: Sendable {
  struct Scored: Sendable {
    var phrases: [(phrase: PhrasePattern, text: String)]
    var points: Int
  }

  struct Role: Sendable {
    var names: [(phrase: PhrasePattern, text: String)]
    /// Empty: any.
    var kinds: [ColumnProfile.Kind]
  }

  /// What stands in a slot of a kind's events.
  indirect enum SlotRule: Sendable {
    case value(String)
    case role(String, table: String?, patterns: String?, or: SlotRule?)
    /// The table cannot tell: what is asked, and what is usual.
    case ask(String, usual: [String])
  }

  struct Kind: Sendable {
    var name: String
    var says: String
    var file: [(phrase: PhrasePattern, text: String)] = []
    var columns: [Scored] = []
    var values: [Scored] = []
    var without: [Scored] = []
    /// Kinds of columns that it has, or has not.
    var holds: [(kind: ColumnProfile.Kind, isThere: Bool, points: Int)] = []
    var needs = 5
    var times: [(phrase: PhrasePattern, text: String)] = []
    var event: [(slot: String, rule: SlotRule)] = []
    /// Slots of parties, with the role of each.
    var parties: [(slot: String, role: String)] = []
  }

  private(set) var kinds: [Kind] = []
  private(set) var roles: [String: Role] = [:]
  private(set) var zones: [(zone: String, words: [PhrasePattern])] = []
  private(set) var actors: [(actor: String, words: [(phrase: PhrasePattern, text: String)])] = []
  /// The shipped patterns of purposes, as the file writes them, and read.
  let purposesText: String
  let purposes: ReasonPatterns

  package var kindNames: [String] { kinds.map(\.name) }

  package init(yaml: String, file: String) throws(YAMLFileError) {
    let root = try YAMLNode.root(yaml: yaml, file: file)
    let fields = try root.fields(
      "a file of proposals", allowed: ["purposes", "zones", "actors", "roles", "kinds"])
    guard let purposes = fields["purposes"] else { throw root.error("`purposes` is needed") }
    let found = try MappingParser().reasons(purposes)
    for given in found.gives { try MappingParser().check(given.value, .purpose, given.node) }
    self.purposes = found.value
    purposesText = Self.block("purposes", of: yaml)
    for entry in try fields["zones"]?.entries("zones") ?? [] {
      zones.append((entry.key, try Self.phrases(entry.value).map(\.phrase)))
    }
    for entry in try fields["actors"]?.entries("actors") ?? [] {
      try MappingParser().check(entry.key, .actor, entry.keyNode)
      actors.append((entry.key, try Self.phrases(entry.value)))
    }
    for entry in try fields["roles"]?.entries("roles") ?? [] {
      let role = try entry.value.fields("a role", allowed: ["names", "kinds"])
      guard let names = role["names"] else { throw entry.value.error("a role needs `names`") }
      var kinds: [ColumnProfile.Kind] = []
      for text in try role["kinds"]?.texts("kinds") ?? [] {
        guard let kind = ColumnProfile.Kind(rawValue: text) else {
          throw entry.value.error(
            "a kind of column is one of "
              + ColumnProfile.Kind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        kinds.append(kind)
      }
      roles[entry.key] = Role(names: try Self.phrases(names), kinds: kinds)
    }
    for node in fields["kinds"]?.list() ?? [] { kinds.append(try kind(node)) }
  }

  private func kind(_ node: YAMLNode) throws(YAMLFileError) -> Kind {
    let fields = try node.fields(
      "a kind",
      allowed: [
        "kind", "says", "file", "columns", "values", "without", "holds", "lacks", "needs", "times",
        "event",
      ])
    guard let name = fields["kind"], let says = fields["says"], let event = fields["event"] else {
      throw node.error("a kind needs `kind`, `says` and `event`")
    }
    var out = Kind(name: try name.text("kind"), says: try says.text("says"))
    out.file = try fields["file"].map(Self.phrases) ?? []
    out.columns = try scored(fields["columns"])
    out.values = try scored(fields["values"])
    out.without = try scored(fields["without"])
    for key in ["holds", "lacks"] {
      for entry in try fields[key]?.entries(key) ?? [] {
        guard let kind = ColumnProfile.Kind(rawValue: entry.key),
          let points = Int(try entry.value.text("points"))
        else { throw entry.keyNode.error("`\(key)` has kinds of columns with points") }
        out.holds.append((kind, key == "holds", points))
      }
    }
    out.times = try fields["times"].map(Self.phrases) ?? []
    if let needs = fields["needs"] {
      guard let number = Int(try needs.text("needs")) else { throw needs.error("needs a number") }
      out.needs = number
    }
    for entry in try event.entries("event") {
      if entry.key == "parties" {
        for party in try entry.value.entries("parties") {
          out.parties.append((party.key, try role(party.value)))
        }
      } else {
        out.event.append((entry.key, try slot(entry.value, entry.key)))
      }
    }
    return out
  }

  private func role(_ node: YAMLNode) throws(YAMLFileError) -> String {
    let name = try node.text("a role")
    guard roles[name] != nil else {
      throw node.error(
        "there is no role '\(name)'" + NearestWord.hint(name, among: roles.keys.sorted()))
    }
    return name
  }

  private func slot(_ node: YAMLNode, _ slot: String) throws(YAMLFileError) -> SlotRule {
    if node.isText {
      let value = try node.text(slot)
      try MappingParser().check(value, Slot(rawValue: slot), node)
      return .value(value)
    }
    let fields = try node.fields(
      "a slot", allowed: ["role", "table", "patterns", "or", "ask", "usual"])
    if let ask = fields["ask"] {
      return .ask(try ask.text("ask"), usual: try fields["usual"]?.texts("usual") ?? [])
    }
    guard let name = fields["role"] else { throw node.error("a slot has a `role` or an `ask`") }
    var other: SlotRule?
    if let or = fields["or"] { other = try self.slot(or, slot) }
    return .role(
      try role(name), table: try fields["table"]?.text("table"),
      patterns: try fields["patterns"]?.text("patterns"), or: other)
  }

  private func scored(_ node: YAMLNode?) throws(YAMLFileError) -> [Scored] {
    var out: [Scored] = []
    for entry in node?.list() ?? [] {
      let fields = try entry.fields("evidence", allowed: ["says", "points"])
      guard let says = fields["says"], let points = fields["points"],
        let number = Int(try points.text("points"))
      else { throw entry.error("evidence needs `says` and `points`") }
      out.append(Scored(phrases: try Self.phrases(says), points: number))
    }
    return out
  }

  private static func phrases(
    _ node: YAMLNode
  ) throws(YAMLFileError) -> [(phrase: PhrasePattern, text: String)] {
    var out: [(phrase: PhrasePattern, text: String)] = []
    for element in node.list() {
      let text = try element.text("words")
      guard let phrase = PhrasePattern(text) else { throw element.error("'\(text)' holds no word") }
      out.append((phrase, text))
    }
    return out
  }

  /// The lines of a key at the left margin, without the key.
  private static func block(_ key: String, of yaml: String) -> String {
    var out: [Substring] = []
    var isInside = false
    for line in yaml.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(key + ":") {
        isInside = true
      } else if isInside {
        if let first = line.first, first != " ", first != "#" { break }
        out.append(line)
      }
    }
    while out.last?.isEmpty == true { out.removeLast() }
    return out.joined(separator: "\n")
  }
}
