// SPDX-License-Identifier: Apache-2.0
import Evidence

extension Scrubber {
  /// The record with its recurring passages cleaned as whole texts: a name of which one word stayed
  /// and the other is new stands in two parts of a version.
  func cleanedPassages(_ record: CaseRecord) -> CaseRecord {
    guard !isEmpty else { return record }
    var record = record
    for n in record.wording.passages.indices {
      let passage = record.wording.passages[n]
      let texts = passage.versions.map { cleaned($0.text).text }
      record.wording.passages[n].versions = zip(passage.versions, texts).map(clean)
      // A label is made of single words of the passage: a name's own are left out of it.
      let kept = Set(texts.flatMap(Self.words))
      record.wording.passages[n].label = passage.label.split(separator: " ")
        .filter { Self.words(String($0)).allSatisfy(kept.contains) }.joined(separator: " ")
    }
    return record
  }

  private func clean(
    _ version: RecurringPassage.Version, _ text: String
  ) -> RecurringPassage.Version {
    var version = version
    version.text = text
    version.runs = clean(version.runs)
    // Every change is a removed run, an added one, or both.
    var removed = version.runs.filter { $0.kind == .removed }.map(\.text)[...]
    var added = version.runs.filter { $0.kind == .added }.map(\.text)[...]
    for n in version.changes.indices {
      if !version.changes[n].removed.isEmpty {
        version.changes[n].removed = removed.popFirst() ?? Self.replacement
      }
      if !version.changes[n].added.isEmpty {
        version.changes[n].added = added.popFirst() ?? Self.replacement
      }
    }
    return version
  }

  /// The runs cleaned as the text that is, and as the text that was.
  private func clean(_ runs: [RecurringPassage.Run]) -> [RecurringPassage.Run] {
    var out = runs
    var changed: Set<Int> = []
    for gone in [RecurringPassage.Run.Kind.removed, .added] {
      let places = runs.indices.filter { runs[$0].kind != gone }
      for (place, text) in zip(places, cleaned(lines: places.map { runs[$0].text }))
      where text != runs[place].text {
        // Cut differently by the two texts, neither cut is safe.
        let isTwice = !changed.insert(place).inserted && out[place].text != text
        out[place].text = isTwice ? Self.replacement : text
      }
    }
    return out
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
