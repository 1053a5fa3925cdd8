// SPDX-License-Identifier: Apache-2.0

import YAMLFiles

/// What is wrong with a mapping or a cue file, where, and what was expected.
package typealias MappingError = YAMLFileError

/// What mapping and cue files may hold, and how they say what they may not.
extension YAMLNode {
  /// The text of a scalar as it is written: `no` is "no".
  func text(_ what: String) throws(MappingError) -> String {
    guard case .text(let text) = content else { throw error("\(what) must be a text") }
    return text
  }

  /// The elements of a list; a single value is a list of one.
  func list() -> [YAMLNode] {
    if case .list(let elements) = content { elements } else { [self] }
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
    guard case .mapping(let mapping) = content else {
      throw error("\(what) must be a list of `key: value`")
    }
    var out: [Entry] = []
    for (key, value) in mapping {
      out.append(Entry(key: try key.text("a key of \(what)"), keyNode: key, value: value))
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
