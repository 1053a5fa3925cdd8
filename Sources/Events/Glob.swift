// SPDX-License-Identifier: Apache-2.0

/// A pattern in which `*` is any run of characters and `?` any one; case does not matter.
struct Glob: Sendable, Hashable {
  let text: String
  private let pattern: [Unicode.Scalar]

  init(_ text: String) {
    self.text = text
    pattern = Array(text.lowercased().unicodeScalars)
  }

  /// Whether it has no `*` and no `?`, so that it can be looked up.
  var isExact: Bool { !pattern.contains { $0 == "*" || $0 == "?" } }

  func matches(_ other: String) -> Bool {
    let text = Array(other.lowercased().unicodeScalars)
    var (at, star, retry) = (0, -1, 0)
    var next = 0
    while next < text.count {
      if at < pattern.count, pattern[at] == "*" {
        (star, retry) = (at, next)
        at += 1
      } else if at < pattern.count, pattern[at] == "?" || pattern[at] == text[next] {
        at += 1
        next += 1
      } else if star >= 0 {
        // The last star takes one character more.
        retry += 1
        (at, next) = (star + 1, retry)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == "*" }
  }
}
