// SPDX-License-Identifier: Apache-2.0

import Evidence

extension RedactionFinder {
  /// The share of the page's text that is covered, 0…1.
  ///
  /// Text is measured in length of line, so that a large heading counts no more than small print:
  /// covered / (covered + visible), where a redaction covers its width once for every line of text
  /// that fits into its height, and what is visible is the length of each line of words from its
  /// first to its last, without what redactions cover of it. Words on a redaction (its code, or
  /// text left under it) are not visible text. Where two redactions overlap, the place counts
  /// once. A page of the kind `.page` is 1: what remains on it is furniture.
  ///
  /// Leave page numbers and Bates stamps out of `words`: they are no text of the document.
  package static func redactedShare(
    of redactions: [Redaction], words: [Word], pageWidth: Double, pageHeight: Double
  ) -> Double {
    if redactions.isEmpty { return 0 }
    if redactions.contains(where: { $0.kind == .page || $0.kind == .slip }) { return 1 }
    let pitch = linePitch(of: words)
    var covered = 0.0
    for (index, redaction) in redactions.enumerated() {
      let page = Box(x0: 0, y0: 0, x1: pageWidth, y1: pageHeight)
      let box = redaction.box.intersection(page)
      guard box.area > 0 else { continue }
      let lines = max(1, (box.height / pitch).rounded())
      // Boxes on successive lines touch; only what truly lies on another counts as its own.
      let shared = redactions[..<index].reduce(0) { sum, other in
        let both = other.box.intersection(box)
        return both.height > 0.25 * min(box.height, other.box.height) ? sum + both.area : sum
      }
      covered += box.width * lines * max(0, 1 - shared / box.area)
    }
    let boxes = redactions.map(\.box)
    let visible = words.filter { word in
      !boxes.contains { $0.contains(x: word.box.midX, y: word.box.midY) }
    }
    var length = 0.0
    var last: Word?
    for word in visible {
      length += word.box.width
      if let last, last.line == word.line, word.box.x0 > last.box.x1 {
        // The space between words, not a gap left by a tab or a box.
        let gap = word.box.x0 - last.box.x1
        let crossed = boxes.contains {
          $0.midX > last.box.x1 && $0.midX < word.box.x0
            && $0.y0 < word.box.midY && $0.y1 > word.box.midY
        }
        if !crossed, gap <= 2 * word.box.height { length += gap }
      }
      last = word
    }
    let total = covered + length
    return total > 0 ? min(1, covered / total) : 0
  }

  /// The usual distance of two lines of text, in points.
  private static func linePitch(of words: [Word]) -> Double {
    var middles: [Int: (sum: Double, count: Int)] = [:]
    for word in words {
      let old = middles[word.line] ?? (0, 0)
      middles[word.line] = (old.sum + word.box.midY, old.count + 1)
    }
    let lines = middles.keys.sorted().compactMap { middles[$0].map { $0.sum / Double($0.count) } }
    let steps = zip(lines, lines.dropFirst()).map { $1 - $0 }.filter { $0 > 6 && $0 < 30 }.sorted()
    return steps.count >= 3 ? steps[steps.count / 3] : 13.5
  }
}
