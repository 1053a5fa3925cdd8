// SPDX-License-Identifier: Apache-2.0

import Foundation
import YAMLFiles

/// What is wrong with a file of agencies or office hours, where, and what is allowed.
package typealias GuideError = YAMLFileError

/// What such files may hold, and how they say what they may not.
extension YAMLNode {
  func text(_ what: String) throws(GuideError) -> String {
    guard case .text(let written) = content else { throw error("\(what) must be a text") }
    let text = written.trimmingCharacters(in: .whitespaces)
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
  func elements(_ what: String) throws(GuideError) -> [YAMLNode] {
    switch content {
    case .list(let elements): return elements
    case .text: return [self]
    default: throw error("\(what) must be a list")
    }
  }

  func texts(_ what: String) throws(GuideError) -> [String] {
    var out: [String] = []
    for element in try elements(what) { out.append(try element.text("each of \(what)")) }
    return out
  }

  /// The values by key, all of which must be among `allowed`.
  func fields(_ what: String, allowed: [String]) throws(GuideError) -> [String: YAMLNode] {
    guard case .mapping(let mapping) = content else {
      throw error("\(what) must be a list of `key: value`; its keys are \(Self.list(allowed))")
    }
    var out: [String: YAMLNode] = [:]
    for (key, value) in mapping {
      let name = try key.text("a key of \(what)")
      guard allowed.contains(name) else {
        throw key.error("\(what) has no key “\(name)”; its keys are \(Self.list(allowed))")
      }
      out[name] = value
    }
    return out
  }

  static func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
