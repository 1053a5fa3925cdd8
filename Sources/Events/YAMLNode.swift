// SPDX-License-Identifier: Apache-2.0

import Yams

/// A node of a YAML file that knows its file and line, for errors that say where and what.
struct YAMLNode {
  let node: Node
  let file: String

  /// The root of a file.
  static func root(yaml: String, file: String) throws(MappingError) -> YAMLNode {
    let composed: Node?
    do {
      composed = try Yams.compose(yaml: yaml)
    } catch let error as YamlError {
      throw describe(error, file: file)
    } catch {
      throw MappingError(file: file, message: "not YAML: \(error)")
    }
    guard let composed else { throw MappingError(file: file, message: "the file is empty") }
    return YAMLNode(node: composed, file: file)
  }

  private static func describe(_ error: YamlError, file: String) -> MappingError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      MappingError(file: file, line: mark.line, message: "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      MappingError(
        file: file, line: context.mark.line,
        message: "a key stands twice: \(keys.sorted().joined(separator: ", "))")
    case .reader(let problem, _, _, _): MappingError(file: file, message: "not YAML: \(problem)")
    default: MappingError(file: file, message: "not YAML")
    }
  }

  var line: Int? { node.mark?.line }

  func error(_ message: String) -> MappingError {
    MappingError(file: file, line: line, message: message)
  }

  /// The text of a scalar as it is written: `no` is "no".
  func text(_ what: String) throws(MappingError) -> String {
    guard case .scalar(let scalar) = node else { throw error("\(what) must be a text") }
    return scalar.string
  }

  var isText: Bool { if case .scalar = node { true } else { false } }
  var isList: Bool { if case .sequence = node { true } else { false } }

  /// The elements of a list; a single value is a list of one.
  func list() -> [YAMLNode] {
    guard case .sequence(let sequence) = node else { return [self] }
    return sequence.map { YAMLNode(node: $0, file: file) }
  }

  /// The texts of a list; a single text is a list of one.
  func texts(_ what: String) throws(MappingError) -> [String] {
    var out: [String] = []
    for element in list() { out.append(try element.text("each of \(what)")) }
    if out.isEmpty { throw error("\(what) is an empty list") }
    return out
  }

  /// The entries of a mapping in the order of the file.
  func entries(_ what: String) throws(MappingError) -> [Entry] {
    guard case .mapping(let mapping) = node else {
      throw error("\(what) must be a list of `key: value`")
    }
    var out: [Entry] = []
    for (key, value) in mapping {
      let keyNode = YAMLNode(node: key, file: file)
      out.append(
        Entry(
          key: try keyNode.text("a key of \(what)"), keyNode: keyNode,
          value: YAMLNode(node: value, file: file)))
    }
    return out
  }

  /// The entries by key, all of which must be among `allowed`.
  func fields(_ what: String, allowed: [String]) throws(MappingError) -> [String: YAMLNode] {
    var out: [String: YAMLNode] = [:]
    for entry in try entries(what) {
      guard allowed.contains(entry.key) else {
        throw entry.keyNode.error(
          "\(what) has no key '\(entry.key)'" + NearestWord.hint(entry.key, among: allowed)
            + "; its keys are \(allowed.joined(separator: ", "))")
      }
      out[entry.key] = entry.value
    }
    return out
  }

  func flag(_ what: String) throws(MappingError) -> Bool {
    switch try text(what).lowercased() {
    case "true", "yes": return true
    case "false", "no": return false
    default: throw error("\(what) must be true or false")
    }
  }

  struct Entry {
    var key: String
    var keyNode: YAMLNode
    var value: YAMLNode
  }
}
