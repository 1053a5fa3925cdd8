// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// Who writes to whom, as a drawing in two columns: local people left, federal people right, a band
/// between two that is as thick as the number of their messages. Bands leave a person side by side,
/// and only the busiest pairs are drawn, so that every band can be followed; the table has them all.
struct NetworkDrawing {
  private static let most = 24
  private static let width = 760.0
  private static let left = 270.0
  private static let right = 490.0
  private static let gap = 16.0
  private static let top = 34.0

  struct Node {
    var id: String
    var messages: Int
    /// Upper edge and height of its bar.
    var y = 0.0
    var height = 0.0
  }

  private struct Ends {
    var left = 0.0
    var right = 0.0
  }

  private(set) var leftNodes: [Node] = []
  private(set) var rightNodes: [Node] = []
  private(set) var pairs: [Correspondents] = []
  let leftOut: Int
  /// Points a message, so that all fit a hand's height.
  private var scale = 1.0
  /// Where the middle of each pair's band begins and ends.
  private var ends: [Ends] = []

  /// Pairs of a local and a federal person.
  init(_ all: [Correspondents]) {
    let across = all.filter { $0.oneSide == .local && $0.otherSide == .federal && $0.messages > 0 }
    pairs = Array(across.prefix(Self.most))
    leftOut = across.count - pairs.count
    scale = min(5, 300 / Double(max(1, pairs.reduce(0) { $0 + $1.messages })))
    leftNodes = nodes(\.one)
    rightNodes = nodes(\.other)
    // Each side is put in the order of its partners' mean height, four times over: fewer bands cross.
    for _ in 0..<4 {
      place()
      rightNodes = ordered(rightNodes, own: \.other, partner: \.one, heights(leftNodes))
      place()
      leftNodes = ordered(leftNodes, own: \.one, partner: \.other, heights(rightNodes))
    }
    place()
    attach()
  }

  private func nodes(_ end: KeyPath<Correspondents, String>) -> [Node] {
    var sums: [String: Int] = [:]
    for pair in pairs { sums[pair[keyPath: end], default: 0] += pair.messages }
    return sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { Node(id: $0.key, messages: $0.value) }
  }

  private func thickness(_ messages: Int) -> Double { max(1, Double(messages) * scale) }

  /// Both columns from top to bottom, the shorter one in the middle.
  private mutating func place() {
    func stacked(_ nodes: [Node]) -> (nodes: [Node], height: Double) {
      var y = 0.0
      let placed = nodes.map { node in
        var node = node
        node.y = y
        node.height = max(6, thickness(node.messages))
        y += node.height + Self.gap
        return node
      }
      return (placed, max(0, y - Self.gap))
    }
    let (a, b): (Double, Double)
    (leftNodes, a) = stacked(leftNodes)
    (rightNodes, b) = stacked(rightNodes)
    for n in leftNodes.indices { leftNodes[n].y += Self.top + max(0, b - a) / 2 }
    for n in rightNodes.indices { rightNodes[n].y += Self.top + max(0, a - b) / 2 }
  }

  private func heights(_ nodes: [Node]) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: nodes.map { ($0.id, $0.y + $0.height / 2) })
  }

  private func ordered(
    _ nodes: [Node], own: KeyPath<Correspondents, String>,
    partner: KeyPath<Correspondents, String>, _ heights: [String: Double]
  ) -> [Node] {
    var sums: [String: Double] = [:]
    for pair in pairs {
      sums[pair[keyPath: own], default: 0] +=
        (heights[pair[keyPath: partner]] ?? 0) * Double(pair.messages)
    }
    func mean(_ node: Node) -> Double { (sums[node.id] ?? 0) / Double(max(1, node.messages)) }
    return nodes.enumerated().sorted { a, b in
      let (x, y) = (mean(a.element), mean(b.element))
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
  }

  /// Bands leave each bar in the order of where they go.
  private mutating func attach() {
    let (lefts, rights) = (heights(leftNodes), heights(rightNodes))
    ends = [Ends](repeating: Ends(), count: pairs.count)
    func spread(
      _ nodes: [Node], _ end: KeyPath<Correspondents, String>,
      _ partner: KeyPath<Correspondents, String>, _ heights: [String: Double],
      _ slot: WritableKeyPath<Ends, Double>
    ) {
      for node in nodes {
        var y = node.y
        let own = pairs.indices.filter { pairs[$0][keyPath: end] == node.id }
        for n in own.sorted(by: {
          let (a, b) = (pairs[$0][keyPath: partner], pairs[$1][keyPath: partner])
          return (heights[a] ?? 0, $0) < (heights[b] ?? 0, $1)
        }) {
          let thick = thickness(pairs[n].messages)
          ends[n][keyPath: slot] = y + thick / 2
          y += thick
        }
      }
    }
    spread(leftNodes, \.one, \.other, rights, \.left)
    spread(rightNodes, \.other, \.one, lefts, \.right)
  }

  func view(_ name: (String) -> String) -> View {
    let bottom = (leftNodes + rightNodes).map { $0.y + $0.height }.max() ?? 0
    let bands = zip(pairs, ends).map { pair, ends -> View in
      let (from, to) = (Self.left + 6, Self.right)
      let middle = (from + to) / 2
      return [
        "d": "M\(n(from)) \(n(ends.left))C\(n(middle)) \(n(ends.left)) \(n(middle)) "
          + "\(n(ends.right)) \(n(to)) \(n(ends.right))",
        "thickness": n(thickness(pair.messages)),
        "words": "\(name(pair.one)) and \(name(pair.other)): "
          + "\(Wording.counted(pair.oneToOther.messages, "message")) there, "
          + "\(Wording.count(pair.otherToOne.messages)) back",
      ]
    }
    return [
      "width": n(Self.width), "height": n(bottom + 14),
      "leftHead": n(Self.left - 10), "rightHead": n(Self.right + 16),
      "lines": bands,
      "nodes": leftNodes.map { node($0, name, isLeft: true) }
        + rightNodes.map { node($0, name, isLeft: false) },
      "drawn": Wording.counted(pairs.count, "pair"),
      "isCut": leftOut > 0, "leftOut": Wording.count(leftOut),
    ]
  }

  private func node(_ node: Node, _ name: (String) -> String, isLeft: Bool) -> View {
    let label = name(node.id)
    let short = label.count > 28 ? String(label.prefix(27)) + "…" : label
    return [
      "x": n(isLeft ? Self.left : Self.right), "y": n(node.y), "h": n(node.height),
      "textX": n(isLeft ? Self.left - 10 : Self.right + 16),
      "textY": n(node.y + node.height / 2 + 4.5),
      "isLeft": isLeft, "name": short, "count": Wording.count(node.messages),
    ]
  }

  /// One decimal, as SVG wants numbers.
  private func n(_ value: Double) -> String { JSONValue.number((value * 10).rounded() / 10) }
}
