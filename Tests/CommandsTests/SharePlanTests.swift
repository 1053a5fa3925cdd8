// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Casework

struct SharePlanTests {
  /// Names and sizes alone, as of files that cannot be read.
  private static func files(_ sizes: [(String, Int)]) -> [FileWalk.File] {
    sizes.map { name, bytes in
      FileWalk.File(url: URL(filePath: "/no/such/\(name)"), name: name, bytes: bytes)
    }
  }

  @Test func `every file falls to one shard, equal sizes together, and the load is even`() {
    var rng = SplitMix(seed: 5)
    for _ in 0..<40 {
      let count = 1 + rng.below(400)
      let list = Self.files(
        (0..<count).map { number in
          ("\(number)." + rng.pick(["pdf", "eml", "tif"]), 1 + rng.below(1 << (4 + rng.below(20))))
        })
      let shards = 1 + rng.below(9)
      let plan = SharePlan(list, shards: shards)
      let shares = (1...shards).map { plan.shares(of: $0) }
      #expect(shares.flatMap { $0.map(\.place) }.sorted() == Array(0..<count))
      for share in shares { #expect(share.map(\.place) == share.map(\.place).sorted()) }
      for ending in ["pdf", "eml", "tif"] {
        let loads = shares.map { share in
          share.filter { $0.file.name.hasSuffix(ending) }.reduce(0) { $0 + $1.file.bytes + 4_096 }
        }
        let largest =
          Dictionary(grouping: list, by: \.bytes).values
          .filter { $0[0].name.hasSuffix(ending) || $0.contains { $0.name.hasSuffix(ending) } }
          .map { ($0[0].bytes + 4_096) * $0.count }.max() ?? 0
        let (least, most) = (loads.min() ?? 0, loads.max() ?? 0)
        #expect(most - least <= 2 * largest, "\(ending): \(loads)")
      }
    }
  }

  @Test func `files of one size are told apart by their ends, and equal ones stay together`()
    throws
  {
    let scratch = try ScratchFolder()
    var list: [FileWalk.File] = []
    for number in 0..<40 {
      let url = scratch.url.appending(path: "\(number).tif")
      try Data(repeating: UInt8(number / 2), count: 5_000).write(to: url)
      list.append(FileWalk.File(url: url, name: "\(number).tif", bytes: 5_000))
    }
    let plan = SharePlan(list, shards: 4)
    for part in 1...4 {
      let places = plan.shares(of: part).map(\.place)
      #expect(places.count == 10)
      #expect(places.allSatisfy { places.contains($0 ^ 1) }, "\(places)")
    }
  }

  @Test func `a number of a shard is from one to how many there are`() {
    #expect(ShardNumber("2/5") != nil)
    for text in ["0/5", "6/5", "2", "2/", "/5", "a/b", "2/5/6", "-1/5", "1/1000000"] {
      #expect(ShardNumber(text) == nil, "\(text)")
    }
  }
}
