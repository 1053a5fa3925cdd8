// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A value, such as a verdict, as a function of how some parts turn out: a reduced, ordered decision
/// diagram.
///
/// Each branch asks one part, in the order of the parts, and no two branches are alike; so a part
/// that the value does not depend on is not asked anywhere, and a function of one value is one
/// leaf. (Bryant 1986, with as many ways out of a branch as its part has ways.)
struct DecisionDiagram<Value: Hashable> {
  private enum Node: Hashable {
    case leaf(Value)
    /// By the way the part turns out, the number of the next node.
    case branch(part: Int, next: [Int])
  }

  /// More evaluations than one decision may cost.
  static var most: Int { 50_000 }

  private var nodes: [Node] = []
  private var numbers: [Node: Int] = [:]
  private var root = 0
  private var evaluations = 0
  private let limit: Int

  /// - Parameters:
  ///   - ways: how many ways each part has.
  ///   - most: evaluations that it may cost.
  ///   - value: of ways chosen for some parts, nil for those that are still open: the value if it is
  ///     certain by then. With all of them chosen it must be.
  /// - Throws: `World.TooMany` after `most` evaluations.
  init(
    ways: [Int], most: Int = Self.most, value: ([Int?]) -> Value?
  ) throws(World.TooMany) {
    self.limit = most
    var chosen = [Int?](repeating: nil, count: ways.count)
    root = try build(0, ways, &chosen, value)
  }

  private mutating func build(
    _ part: Int, _ ways: [Int], _ chosen: inout [Int?], _ value: ([Int?]) -> Value?
  ) throws(World.TooMany) -> Int {
    evaluations += 1
    if evaluations > limit { throw World.TooMany() }
    if let settled = value(chosen) { return number(of: .leaf(settled)) }
    guard part < ways.count else { throw World.TooMany() }
    var next: [Int] = []
    for way in 0..<ways[part] {
      chosen[part] = way
      next.append(try build(part + 1, ways, &chosen, value))
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

  /// Every value that some way of the parts gives.
  var possible: Set<Value> {
    Set(nodes.compactMap { if case .leaf(let value) = $0 { value } else { nil } })
  }

  /// Whether the value can change with the part alone.
  func matters(_ part: Int) -> Bool {
    nodes.contains { if case .branch(part, _) = $0 { true } else { false } }
  }

  /// The one value of all ways in which each part takes one of those allowed; nil if they differ.
  ///
  /// - Parameter allowed: for some parts; any way of the others is.
  func value(where allowed: [Int: Set<Int>]) -> Value? {
    var found: Value?
    var seen = Set<Int>()
    var left = [root]
    while let number = left.popLast() {
      guard seen.insert(number).inserted else { continue }
      switch nodes[number] {
      case .leaf(let value):
        if let found, found != value { return nil }
        found = value
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

  /// The fewest parts that must turn out in certain ways for the value to come out.
  func shortestPath(to wanted: Value) -> [(part: Int, ways: Set<Int>)]? {
    // Nodes are made after those they lead to: one pass finds each one's distance.
    var distance = [Int](repeating: .max, count: nodes.count)
    for (number, node) in nodes.enumerated() {
      switch node {
      case .leaf(let value): if value == wanted { distance[number] = 0 }
      case .branch(_, let next):
        let least = next.map { distance[$0] }.min() ?? .max
        if least < .max { distance[number] = least + 1 }
      }
    }
    guard distance.indices.contains(root), distance[root] < .max else { return nil }
    var path: [(part: Int, ways: Set<Int>)] = []
    var at = root
    while case .branch(let part, let next) = nodes[at] {
      guard let nearest = next.min(by: { distance[$0] < distance[$1] }) else { return nil }
      path.append((part, Set(next.indices.filter { next[$0] == nearest })))
      at = nearest
    }
    return path
  }

  /// The value of every choice of ways of some parts, the last part's changing fastest.
  ///
  /// - Parameters:
  ///   - parts: all that matter, in order.
  ///   - ways: how many each has.
  func table(of parts: [Int], ways: [Int]) -> [Value] {
    var found: [Value] = []
    func go(_ node: Int, _ position: Int) {
      guard position < parts.count else {
        if case .leaf(let value) = nodes[node] { found.append(value) }
        return
      }
      for way in 0..<ways[position] {
        if case .branch(parts[position], let next) = nodes[node] {
          go(next[way], position + 1)
        } else {
          go(node, position + 1)
        }
      }
    }
    go(root, 0)
    return found
  }
}
