// SPDX-License-Identifier: Apache-2.0

/// Sets that grow together. The root of a set is its smallest member, whatever the order of joins.
struct Disjoint {
  private var parent: [Int]

  init(_ count: Int) { parent = Array(0..<count) }

  mutating func root(_ index: Int) -> Int {
    var index = index
    while parent[index] != index {
      parent[index] = parent[parent[index]]
      index = parent[index]
    }
    return index
  }

  mutating func join(_ a: Int, _ b: Int) {
    let (a, b) = (root(a), root(b))
    if a < b { parent[b] = a } else { parent[a] = b }
  }

  /// The members of every set, ascending, by their smallest.
  mutating func sets() -> [[Int]] {
    var members: [[Int]] = []
    var place: [Int: Int] = [:]
    for index in parent.indices {
      let root = root(index)
      if let known = place[root] {
        members[known].append(index)
      } else {
        place[root] = members.count
        members.append([index])
      }
    }
    return members
  }
}
