// SPDX-License-Identifier: Apache-2.0

import Policy

/// Which rows belong together, as few sums as may be: what a row judged can find is a sum over the
/// link classes of rows found, each taken so many times.
///
/// "All rows" is a class by itself, so that one that may belong to any is one entry, and one that
/// belongs to all but a few is all less those.
struct LinkWeights {
  struct Entry: Equatable {
    var judged: Int32
    /// `all` for the rows of all classes.
    var found: Int32
    var possible: Int64
    var certain: Int64
  }

  static let all: Int32 = -1

  private(set) var entries: [Entry] = []

  /// - Parameter judged: the link classes of rows that are judged.
  init(_ search: LogSearch, judged: [Int32]) {
    var present = Set<Int32>()
    for (kind, fits) in search.fits.enumerated() where fits != 0 {
      present.insert(search.linkClass[kind])
    }
    let found = present.sorted()
    for row in judged {
      let links = found.map { search.links[Int(row) * search.linkClasses + Int($0)] }
      var weights: [Int32: (possible: Int64, certain: Int64)] = [:]
      func add(_ path: WritableKeyPath<(possible: Int64, certain: Int64), Int64>, _ own: [Bool]) {
        let isMost = own.count(where: { $0 }) * 2 > own.count
        if isMost { weights[Self.all, default: (0, 0)][keyPath: path] = 1 }
        for (column, isOwn) in zip(found, own) where isOwn != isMost {
          weights[column, default: (0, 0)][keyPath: path] = isOwn ? 1 : -1
        }
      }
      add(\.possible, links.map { $0 != 0 })
      add(\.certain, links.map { $0 == 1 })
      for (column, weight) in weights.sorted(by: { $0.key < $1.key }) {
        entries.append(
          Entry(
            judged: row, found: column, possible: weight.possible, certain: weight.certain))
      }
    }
  }
}
