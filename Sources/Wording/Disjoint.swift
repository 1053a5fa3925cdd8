// SPDX-License-Identifier: Apache-2.0

/// Sets that grow together; the root of a set is its smallest member.
struct Disjoint {
  private var parent: [Int32]

  init(_ count: Int) { parent = (0..<Int32(count)).map { $0 } }

  mutating func root(_ index: Int) -> Int {
    var index = index
    while parent[index] != index {
      parent[index] = parent[Int(parent[index])]
      index = Int(parent[index])
    }
    return index
  }

  mutating func join(_ a: Int, _ b: Int) {
    let (a, b) = (root(a), root(b))
    if a < b { parent[b] = Int32(a) } else { parent[a] = Int32(b) }
  }
}
