// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures

/// Who writes to whom, as a drawing in two columns: local people left, federal people right, a line
/// between two that is the thicker the more they wrote. Only the busiest pairs are drawn, so that
/// every line can be followed; the table has them all.
struct NetworkDrawing {
  private static let most = 24
  private static let width = 760.0
  private static let rowHeight = 30.0
  private static let left = 250.0
  private static let right = 510.0

  struct Node {
    var id: String
    var messages: Int
    var y: Double
  }

  private(set) var leftNodes: [Node] = []
  private(set) var rightNodes: [Node] = []
  private(set) var pairs: [Correspondents] = []
  let leftOut: Int

  /// Pairs of a local and a federal person.
  init(_ all: [Correspondents]) {
    let across = all.filter { $0.oneSide == .local && $0.otherSide == .federal && $0.messages > 0 }
    pairs = Array(across.prefix(Self.most))
    leftOut = across.count - pairs.count
    var sums: [[String: Int]] = [[:], [:]]
    for pair in pairs {
      sums[0][pair.one, default: 0] += pair.messages
      sums[1][pair.other, default: 0] += pair.messages
    }
    leftNodes = Self.place(Self.byMessages(sums[0]))
    rightNodes = Self.place(Self.byMessages(sums[1]))
    // Each side is put in the order of its partners' mean height, three times over: fewer lines
    // cross. Ties keep the order by messages.
    for _ in 0..<3 {
      rightNodes = Self.place(sorted(rightNodes, by: leftNodes) { ($0.other, $0.one) })
      leftNodes = Self.place(sorted(leftNodes, by: rightNodes) { ($0.one, $0.other) })
    }
    let rows = Double(max(leftNodes.count, rightNodes.count))
    leftNodes = Self.centred(leftNodes, rows)
    rightNodes = Self.centred(rightNodes, rows)
  }

  private static func byMessages(_ sums: [String: Int]) -> [Node] {
    sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { Node(id: $0.key, messages: $0.value, y: 0) }
  }

  private static func place(_ nodes: [Node]) -> [Node] {
    nodes.enumerated().map { n, node in
      var node = node
      node.y = Double(n)
      return node
    }
  }

  private static func centred(_ nodes: [Node], _ rows: Double) -> [Node] {
    nodes.map { node in
      var node = node
      node.y = 44 + (node.y + (rows - Double(nodes.count)) / 2) * rowHeight
      return node
    }
  }

  private func sorted(
    _ nodes: [Node], by partners: [Node], ends: (Correspondents) -> (own: String, partner: String)
  ) -> [Node] {
    let heights = Dictionary(uniqueKeysWithValues: partners.map { ($0.id, $0.y) })
    var sums: [String: (total: Double, weight: Double)] = [:]
    for pair in pairs {
      let (own, partner) = ends(pair)
      let weight = Double(pair.messages)
      sums[own, default: (0, 0)].total += (heights[partner] ?? 0) * weight
      sums[own]?.weight += weight
    }
    func mean(_ node: Node) -> Double { sums[node.id].map { $0.total / max($0.weight, 1) } ?? 0 }
    return nodes.enumerated().sorted { a, b in
      let (x, y) = (mean(a.element), mean(b.element))
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
  }

  func view(_ name: (String) -> String) -> View {
    let heights = Dictionary(
      uniqueKeysWithValues: leftNodes.map { ("l" + $0.id, $0.y) }
        + rightNodes.map { ("r" + $0.id, $0.y) })
    let most = Double(pairs.map(\.messages).max() ?? 1)
    let rows = Double(max(leftNodes.count, rightNodes.count))
    let lines = pairs.reversed().map { pair -> View in
      let (a, b) = (heights["l" + pair.one] ?? 0, heights["r" + pair.other] ?? 0)
      let third = (Self.right - Self.left) / 2
      return [
        "d":
          "M\(n(Self.left)) \(n(a))C\(n(Self.left + third)) \(n(a)) \(n(Self.right - third)) \(n(b)) "
          + "\(n(Self.right)) \(n(b))",
        "thickness": n(1 + 9 * (Double(pair.messages) / most).squareRoot()),
        "words": "\(name(pair.one)) and \(name(pair.other)): "
          + "\(Wording.counted(pair.oneToOther.messages, "message")) there, "
          + "\(Wording.count(pair.otherToOne.messages)) back",
      ]
    }
    return [
      "width": n(Self.width), "height": n(60 + rows * Self.rowHeight),
      "leftHead": n(Self.left - 14), "rightHead": n(Self.right + 14),
      "lines": lines,
      "nodes": leftNodes.map { node($0, name, x: Self.left, left: true) }
        + rightNodes.map { node($0, name, x: Self.right, left: false) },
      "drawn": Wording.counted(pairs.count, "pair"),
      "isCut": leftOut > 0, "leftOut": Wording.count(leftOut),
    ]
  }

  private func node(_ node: Node, _ name: (String) -> String, x: Double, left: Bool) -> View {
    let label = name(node.id)
    let short = label.count > 28 ? String(label.prefix(27)) + "…" : label
    return [
      "x": n(x), "y": n(node.y), "textX": n(left ? x - 14 : x + 14), "textY": n(node.y + 4.5),
      "isLeft": left, "name": short, "count": Wording.count(node.messages),
    ]
  }

  /// One decimal, as SVG wants numbers.
  private func n(_ value: Double) -> String { JSONValue.number((value * 10).rounded() / 10) }
}
