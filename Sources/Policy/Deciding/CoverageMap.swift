// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The stretches of time for which the record is complete, by action.
struct CoverageMap: Sendable {
  private struct Stretch {
    var span: TimeSpan
    /// Empty for everybody.
    var actors: Set<String>

    func isFor(_ others: Set<String>) -> Bool {
      actors.isEmpty || (!others.isEmpty && others.isSubset(of: actors))
    }
  }

  private var stretches: [String: [Stretch]] = [:]
  /// For the record of an example: nothing happened but what it says.
  var isTotal = false

  init(_ coverage: [Coverage]) {
    for entry in coverage {
      let spans = Self.without(entry.gaps, entry.span)
      let actors = Set(entry.actors.map { $0.lowercased() })
      for action in entry.actions {
        stretches[action.lowercased(), default: []] += spans.map {
          Stretch(span: $0, actors: actors)
        }
      }
    }
    for action in stretches.keys { stretches[action]?.sort { $0.span.from < $1.span.from } }
  }

  private static func without(_ gaps: [TimeSpan], _ span: TimeSpan) -> [TimeSpan] {
    var parts = [span]
    for gap in gaps where gap.from < gap.to {
      parts = parts.flatMap { part in
        [
          TimeSpan(from: part.from, to: min(part.to, gap.from)),
          TimeSpan(from: max(part.from, gap.to), to: part.to),
        ]
      }
    }
    return parts.filter { $0.from < $0.to }
  }

  /// The instants at which some source begins or ceases to be complete for the action.
  func edges(of action: String) -> [Int64] {
    stretches[action, default: []].flatMap { [$0.span.from, $0.span.to] }
  }

  /// The stretches over which sources together are complete for the action, in order, none of which
  /// touches another: what `covers` asks.
  func intervals(of action: String, by actors: Set<String>) -> [TimeSpan] {
    var found: [TimeSpan] = []
    for stretch in stretches[action, default: []] where stretch.isFor(actors) {
      if let last = found.last, stretch.span.from <= last.to {
        found[found.count - 1].to = max(last.to, stretch.span.to)
      } else {
        found.append(stretch.span)
      }
    }
    return found
  }

  /// Whether sources together are complete for the action, by any of the actors, over the span.
  ///
  /// - Parameter actors: empty where it may be anybody.
  func covers(_ action: String, by actors: Set<String>, over span: TimeSpan) -> Bool {
    if isTotal || span.from >= span.to { return true }
    var reached = span.from
    for stretch in stretches[action, default: []] {
      guard stretch.isFor(actors), stretch.span.to > reached else { continue }
      if stretch.span.from > reached { break }
      reached = stretch.span.to
      if reached >= span.to { return true }
    }
    return reached >= span.to
  }
}
