// SPDX-License-Identifier: Apache-2.0

import Yams

/// A node of a YAML file that knows its file and line, for errors that say where and what.
package struct YAMLNode {
  package enum Content {
    /// As it is written: `no` is "no".
    case text(String)
    case list([YAMLNode])
    /// In the order of the file.
    case mapping([(key: YAMLNode, value: YAMLNode)])
    case alias
  }

  private let node: Node
  package let file: String

  private init(_ node: Node, _ file: String) { (self.node, self.file) = (node, file) }

  /// The root of a file.
  package static func root(yaml: String, file: String) throws(YAMLFileError) -> YAMLNode {
    let composed: Node?
    do {
      composed = try Yams.compose(yaml: yaml)
    } catch let error as YamlError {
      throw describe(error, file: file)
    } catch {
      throw YAMLFileError(file: file, message: "not YAML: \(error)")
    }
    guard let composed else { throw YAMLFileError(file: file, message: "the file is empty") }
    return YAMLNode(composed, file)
  }

  private static func describe(_ error: YamlError, file: String) -> YAMLFileError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      YAMLFileError(file: file, line: mark.line, message: "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      YAMLFileError(
        file: file, line: context.mark.line,
        message: "a key stands twice: \(keys.sorted().joined(separator: ", "))")
    case .reader(let problem, _, _, _):
      YAMLFileError(file: file, message: "not YAML: \(problem)")
    default: YAMLFileError(file: file, message: "not YAML")
    }
  }

  /// Made when it is asked for: nodes that refer to each other would grow without end otherwise.
  package var content: Content {
    switch node {
    case .scalar(let scalar): .text(scalar.string)
    case .sequence(let sequence): .list(sequence.map { YAMLNode($0, file) })
    case .mapping(let mapping):
      .mapping(mapping.map { (YAMLNode($0.key, file), YAMLNode($0.value, file)) })
    case .alias: .alias
    }
  }

  package var isText: Bool { if case .scalar = node { true } else { false } }
  package var isList: Bool { if case .sequence = node { true } else { false } }
  package var isMapping: Bool { if case .mapping = node { true } else { false } }

  package func error(_ message: String) -> YAMLFileError {
    YAMLFileError(file: file, line: node.mark?.line, message: message)
  }
}
