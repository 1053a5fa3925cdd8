// SPDX-License-Identifier: Apache-2.0

import Foundation
import Yams

/// What is wrong with a file of agencies or office hours, where, and what is allowed.
package struct GuideError: Error, Sendable, Hashable, CustomStringConvertible {
  package var file: String
  /// Counted from 1.
  package var line: Int?
  package var message: String

  package var description: String {
    line.map { "\(file):\($0): error: \(message)" } ?? "\(file): error: \(message)"
  }
}

/// A node of such a file that knows its line.
struct GuideNode {
  let node: Node
  let file: String

  static func root(yaml: String, file: String) throws(GuideError) -> GuideNode {
    let composed: Node?
    do {
      composed = try Yams.compose(yaml: yaml)
    } catch let error as YamlError {
      throw describe(error, file)
    } catch {
      throw GuideError(file: file, message: "not YAML: \(error)")
    }
    guard let composed else { throw GuideError(file: file, message: "the file is empty") }
    return GuideNode(node: composed, file: file)
  }

  private static func describe(_ error: YamlError, _ file: String) -> GuideError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      GuideError(file: file, line: mark.line, message: "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      GuideError(
        file: file, line: context.mark.line,
        message: "a key stands twice: \(keys.sorted().joined(separator: ", "))")
    case .reader(let problem, _, _, _):
      GuideError(file: file, message: "not YAML: \(problem)")
    default: GuideError(file: file, message: "not YAML")
    }
  }

  func error(_ message: String) -> GuideError {
    GuideError(file: file, line: node.mark?.line, message: message)
  }

  func text(_ what: String) throws(GuideError) -> String {
    guard case .scalar(let scalar) = node else { throw error("\(what) must be a text") }
    let text = scalar.string.trimmingCharacters(in: .whitespaces)
    guard !text.isEmpty else { throw error("\(what) is empty") }
    return text
  }

  func flag(_ what: String) throws(GuideError) -> Bool {
    switch try text(what).lowercased() {
    case "true", "yes": return true
    case "false", "no": return false
    default: throw error("\(what) must be true or false")
    }
  }

  /// The elements of a list; a single text is a list of one.
  func elements(_ what: String) throws(GuideError) -> [GuideNode] {
    switch node {
    case .sequence(let sequence): return sequence.map { GuideNode(node: $0, file: file) }
    case .scalar: return [self]
    default: throw error("\(what) must be a list")
    }
  }

  func texts(_ what: String) throws(GuideError) -> [String] {
    var out: [String] = []
    for element in try elements(what) { out.append(try element.text("each of \(what)")) }
    return out
  }

  /// The values by key, all of which must be among `allowed`.
  func fields(_ what: String, allowed: [String]) throws(GuideError) -> [String: GuideNode] {
    guard case .mapping(let mapping) = node else {
      throw error("\(what) must be a list of `key: value`; its keys are \(Self.list(allowed))")
    }
    var out: [String: GuideNode] = [:]
    for (key, value) in mapping {
      let keyNode = GuideNode(node: key, file: file)
      let name = try keyNode.text("a key of \(what)")
      guard allowed.contains(name) else {
        throw keyNode.error("\(what) has no key “\(name)”; its keys are \(Self.list(allowed))")
      }
      out[name] = GuideNode(node: value, file: file)
    }
    return out
  }

  static func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
