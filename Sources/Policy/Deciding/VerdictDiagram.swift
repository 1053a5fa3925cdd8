// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A verdict as a function of how some parts turn out: a reduced, ordered decision diagram.
///
/// Each branch asks one part, in the order of the parts, and no two branches are alike; so a part
/// that the verdict does not depend on is not asked anywhere, and a function of one value is one
/// leaf. (Bryant 1986, with as many ways out of a branch as its part has ways.)
struct VerdictDiagram {
  private enum Node: Hashable {
    case leaf(Verdict)
    /// By the way the part turns out, the number of the next node.
    case branch(part: Int, next: [Int])
  }

  /// More evaluations than one decision may cost.
  static let most = 50_000

  private var nodes: [Node] = []
  private var numbers: [Node: Int] = [:]
  private var root = 0
  private var evaluations = 0

  /// - Parameters:
  ///   - ways: how many ways each part has.
  ///   - verdict: of ways chosen for some parts, nil for those that are still open: the verdict if
  ///     it is certain by then. With all of them chosen it must be.
  /// - Throws: `World.TooMany` after `most` evaluations.
  init(ways: [Int], verdict: ([Int?]) -> Verdict?) throws(World.TooMany) {
    var chosen = [Int?](repeating: nil, count: ways.count)
    root = try build(0, ways, &chosen, verdict)
  }

  private mutating func build(
    _ part: Int, _ ways: [Int], _ chosen: inout [Int?], _ verdict: ([Int?]) -> Verdict?
  ) throws(World.TooMany) -> Int {
    evaluations += 1
    if evaluations > Self.most { throw World.TooMany() }
    if let settled = verdict(chosen) { return number(of: .leaf(settled)) }
    guard part < ways.count else { return number(of: .leaf(.undetermined)) }
    var next: [Int] = []
    for way in 0..<ways[part] {
      chosen[part] = way
      next.append(try build(part + 1, ways, &chosen, verdict))
    }
    chosen[part] = nil
    if let first = next.first, next.allSatisfy({ $0 == first }) { return first }
    return number(of: .branch(part: part, next: next))
  }

  private mutating func number(of node: Node) -> Int {
    if let known = numbers[node] { return known }
    numbers[node] = nodes.count
    nodes.append(node)
    return nodes.count - 1
  }

  // MARK: Looking at it

  /// Every verdict that some way of the parts gives.
  var possible: Set<Verdict> {
    Set(nodes.compactMap { if case .leaf(let verdict) = $0 { verdict } else { nil } })
  }

  /// Whether the verdict can change with the part alone.
  func matters(_ part: Int) -> Bool {
    nodes.contains { if case .branch(part, _) = $0 { true } else { false } }
  }

  /// The one verdict of all ways in which each part takes one of those allowed; nil if they differ.
  ///
  /// - Parameter allowed: for some parts; any way of the others is.
  func verdict(where allowed: [Int: Set<Int>]) -> Verdict? {
    var found: Verdict?
    var seen = Set<Int>()
    var left = [root]
    while let number = left.popLast() {
      guard seen.insert(number).inserted else { continue }
      switch nodes[number] {
      case .leaf(let verdict):
        if let found, found != verdict { return nil }
        found = verdict
      case .branch(let part, let next):
        guard let ways = allowed[part] else {
          left += next
          continue
        }
        for way in ways { left.append(next[way]) }
      }
    }
    return found
  }
}
