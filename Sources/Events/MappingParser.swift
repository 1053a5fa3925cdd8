// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import YAMLFiles

/// Reads a mapping file and checks it before any row is read.
struct MappingParser {
  private static let keys = [
    "mapping", "source", "sheet", "place", "time", "rows", "tables", "patterns", "slots",
    "redacted", "shared", "events", "coverage", "acts",
  ]
  private static let eventKeys = ["name", "when", "time", "parties", "request", "answers", "about"]

  /// A value table or a list of patterns with the values it can give, to check them where used.
  struct Named<Value> {
    var value: Value
    var gives: [(value: String, node: YAMLNode)]
  }

  var tables: [String: Named<ValueTable>] = [:]
  var patterns: [String: Named<ReasonPatterns>] = [:]
  /// Slots of the file's own with the values they can have; empty means any.
  var ownSlots: [String: [String]] = [:]

  /// Acts beside those of the vocabulary that policies speak of by these names.
  var ownActs: [String] = []

  static func parse(yaml: String, file: String) throws(MappingError) -> Mapping {
    var parser = MappingParser()
    return try parser.mapping(YAMLNode.root(yaml: yaml, file: file))
  }

  private mutating func mapping(_ root: YAMLNode) throws(MappingError) -> Mapping {
    let fields = try root.fields("a mapping", allowed: Self.keys)
    guard let source = fields["source"] else {
      throw root.error("there is no `source`: a glob over the names of the files it is for")
    }
    guard let events = fields["events"] else { throw root.error("there are no `events`") }
    if let node = fields["slots"] { try readOwnSlots(node) }
    for act in fields["acts"]?.list() ?? [] {
      let name = try act.text("an act")
      guard Self.isPlain(name) else {
        throw act.error("'\(name)' is no name of an act: small letters, digits and hyphens")
      }
      ownActs.append(name)
    }
    for entry in try fields["tables"]?.entries("tables") ?? [] {
      tables[entry.key] = try table(entry.value)
    }
    for entry in try fields["patterns"]?.entries("patterns") ?? [] {
      patterns[entry.key] = try reasons(entry.value)
    }
    var name = root.file.split(separator: "/").last.map(String.init) ?? root.file
    if name.hasSuffix(".mapping.yaml") { name.removeLast(".mapping.yaml".count) }
    if let node = fields["mapping"] { name = try node.text("mapping") }
    let time = try fields["time"].map { (node) throws(MappingError) in try self.time(node, nil) }
    var mode = Mapping.RowMode.first
    if let node = fields["rows"] {
      mode = try choice(node, "rows", Mapping.RowMode.init, Mapping.RowMode.allCases)
    }
    var shared: [YAMLNode.Entry] = []
    if let node = fields["shared"] { shared = try node.entries("shared") }
    var templates: [EventTemplate] = []
    for node in events.list() {
      templates.append(try template(node, shared: shared, time: time))
    }
    if templates.isEmpty { throw events.error("`events` is empty") }
    var coverage: [CoverageClaim] = []
    for node in fields["coverage"]?.list() ?? [] { coverage.append(try claim(node)) }
    return Mapping(
      name: name, sources: try source.texts("source").map { Glob($0) },
      sheets: try fields["sheet"]?.texts("sheet").map { Glob($0) } ?? [],
      place: try fields["place"]?.text("place"), rows: mode,
      withheld: try fields["redacted"]?.texts("redacted").map { Glob($0) } ?? [],
      templates: templates, coverage: coverage, zone: time?.zone)
  }

  private mutating func readOwnSlots(_ node: YAMLNode) throws(MappingError) {
    for entry in try node.entries("slots") {
      if Vocabulary.facets[Slot(rawValue: entry.key)] != nil {
        throw entry.keyNode.error("'\(entry.key)' is a slot of the vocabulary, with its own values")
      }
      // A name listed here is meant, however near it is to another.
      ownSlots[entry.key] = []
      try checkSlotName(entry.key, entry.keyNode)
      let isAny = entry.value.isText && (try? entry.value.text("")) == "any"
      ownSlots[entry.key] = isAny ? [] : try entry.value.texts("the values of \(entry.key)")
    }
  }

  // MARK: Events

  private func template(
    _ node: YAMLNode, shared: [YAMLNode.Entry], time: TimeSource?
  ) throws(MappingError) -> EventTemplate {
    let own = try node.entries("an event")
    let named = Set(own.map(\.key))
    // An event's own word goes before the shared one; parties are joined.
    let entries = shared.filter { !named.contains($0.key) || $0.key == "parties" } + own
    var slots: [Slot: ValueSource] = [:]
    var parties: [Slot: CellValue] = [:]
    var out = EventTemplate(time: time ?? TimeSource(place: .none))
    var hasTime = time != nil
    for entry in entries {
      switch entry.key {
      case "name": out.name = try entry.value.text("name")
      case "when": out.conditions = try conditions(entry.value)
      case "time":
        out.time = try self.time(entry.value, time)
        hasTime = true
      case "parties": try readParties(entry.value, &parties)
      case "request": out.request = try cell(entry.value, slot: nil)
      case "answers": out.answers = try cell(entry.value, slot: nil)
      default:
        let name = entry.key == "about" ? "person" : entry.key
        try checkSlotName(name, entry.keyNode)
        slots[Slot(rawValue: name)] = try value(entry.value, slot: name)
      }
    }
    guard let action = slots[.action] else {
      throw node.error(
        "an event needs an `action`: \(Vocabulary.actions.joined(separator: ", ")), or an act that "
          + "is listed under `acts`")
    }
    if case .constant(.unknown) = action { throw node.error("the action cannot be unknown") }
    if !hasTime {
      throw node.error("there is no `time`; write `time: none` if the table does not give it")
    }
    for slot in [Slot.actor, .recipient, .subject] where parties[slot] == nil {
      if case .cell(let cell) = slots[slot] {
        parties[slot] = CellValue(columns: cell.columns, join: cell.join)
      }
    }
    out.slots = slots.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    out.parties = parties.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    return out
  }

  private func readParties(
    _ node: YAMLNode, _ parties: inout [Slot: CellValue]
  ) throws(MappingError) {
    let allowed = [Slot.actor, .recipient, .subject].map(\.rawValue)
    for (key, value) in try node.fields("parties", allowed: allowed).sorted(by: { $0.key < $1.key })
    {
      parties[Slot(rawValue: key)] = try cell(value, slot: nil)
    }
  }

  func checkSlotName(_ name: String, _ node: YAMLNode) throws(MappingError) {
    if Vocabulary.facets[Slot(rawValue: name)] != nil { return }
    guard Self.isPlain(name) else {
      throw node.error("'\(name)' is no name of a slot: small letters, digits and hyphens")
    }
    if ownSlots[name] != nil { return }
    let known = Vocabulary.facets.keys.map(\.rawValue).sorted() + Self.eventKeys
    if let near = NearestWord.of(name, among: known), near != name {
      throw node.error(
        "unknown slot '\(name)'; did you mean '\(near)'? If it is a slot of your own, list it "
          + "under `slots`")
    }
  }

  private static func isPlain(_ name: String) -> Bool {
    name.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D }
      && name.utf8.first.map { 0x61...0x7A ~= $0 } == true
  }

  // MARK: Coverage

  private func claim(_ node: YAMLNode) throws(MappingError) -> CoverageClaim {
    let fields = try node.fields(
      "coverage", allowed: ["actions", "actors", "from", "to", "gaps"])
    guard let actions = fields["actions"], let from = fields["from"], let to = fields["to"] else {
      throw node.error("coverage needs `actions`, `from` and `to`")
    }
    for action in actions.list() { try check(action.text("an action"), .action, action) }
    for actor in fields["actors"]?.list() ?? [] { try check(actor.text("an actor"), .actor, actor) }
    let span = try stretch(from, to)
    var gaps: [(from: Moment, to: Moment)] = []
    for gap in fields["gaps"]?.list() ?? [] {
      let ends = try gap.fields("a gap", allowed: ["from", "to"])
      guard let from = ends["from"], let to = ends["to"] else {
        throw gap.error("a gap needs `from` and `to`")
      }
      gaps.append(try stretch(from, to))
    }
    return CoverageClaim(
      actions: try actions.texts("actions"), actors: try fields["actors"]?.texts("actors") ?? [],
      from: span.from, to: span.to, gaps: gaps)
  }

  private func stretch(
    _ from: YAMLNode, _ to: YAMLNode
  ) throws(MappingError) -> (from: Moment, to: Moment) {
    func moment(_ node: YAMLNode) throws(MappingError) -> Moment {
      let text = try node.text("a date")
      guard let found = TimeReader().moment(text) else {
        throw node.error("'\(text)' is no date; write 2019-01-31")
      }
      return found
    }
    let (first, last) = (try moment(from), try moment(to))
    if last.wallSeconds < first.wallSeconds { throw to.error("`to` is before `from`") }
    return (first, last)
  }

  func choice<Value: RawRepresentable<String>>(
    _ node: YAMLNode, _ what: String, _ make: (String) -> Value?, _ all: [Value]
  ) throws(MappingError) -> Value {
    let text = try node.text(what)
    if let value = make(text) { return value }
    let words = all.map(\.rawValue)
    throw node.error(
      "'\(text)' is no value of \(what)" + NearestWord.hint(text, among: words)
        + "; it can be \(words.joined(separator: ", "))")
  }
}
