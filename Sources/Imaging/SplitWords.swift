// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Joins what recognition parts although it is one word on the page.
///
/// The J of many fonts hangs to the left of where it is set, so that a space seems to follow it
/// ("J oshua"); and a mail address is parted at its sign ("jail@ fairview.example").
enum SplitWords {
  static func joined(_ line: [PlacedWord]) -> [PlacedWord] {
    var out: [PlacedWord] = []
    for word in line {
      guard let last = out.last, belong(last, word) else {
        out.append(word)
        continue
      }
      var whole = last
      whole.text += word.text
      whole.box = last.box.union(word.box)
      whole.confidence = min(last.confidence, word.confidence)
      out[out.count - 1] = whole
    }
    return out
  }

  private static func belong(_ a: PlacedWord, _ b: PlacedWord) -> Bool {
    // About the width of a wide space.
    guard b.box.x0 - a.box.x1 < 0.6 * max(a.box.height, b.box.height) else { return false }
    let first = b.text.unicodeScalars.first
    if a.text.last == "J", a.text.count == 1 || a.text.dropLast().last?.isLetter == false {
      return first.map { ("a"..."z").contains($0) } ?? false
    }
    return a.text.hasSuffix("@") && a.text.count > 1 && b.text.dropFirst().contains(".")
  }
}
