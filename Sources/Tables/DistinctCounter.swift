// SPDX-License-Identifier: Apache-2.0

import Evidence

/// How many different texts there are, and which are the commonest, in bounded memory.
///
/// Exact up to `exactLimit`; then estimated from the smallest hashes (Bar-Yossef et al. 2002, "k
/// minimum values": (k − 1) · 2⁶⁴ / the k-th smallest; off by about 1/√k).
struct DistinctCounter {
  private var hashes: Set<UInt64> = []
  private var smallest: [UInt64] = []
  private var counts: [UInt64: Int] = [:]
  private var texts: [UInt64: String] = [:]
  private static let exactLimit = 65_536
  private static let kept = 1_024
  private static let countedTexts = 20_000

  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    // FNV alone leaves the high bits of short texts alike.
    value ^= value >> 32
    value = value &* 0x9E37_79B9_7F4A_7C15
    return value ^ (value >> 29)
  }

  mutating func add(_ text: String) {
    let hash = Self.hash(text.utf8)
    if let count = counts[hash] {
      counts[hash] = count + 1
      return
    }
    if counts.count < Self.countedTexts {
      counts[hash] = 1
      texts[hash] = String(decoding: text.utf8.prefix(120), as: UTF8.self)
    }
    if smallest.isEmpty {
      hashes.insert(hash)
      if hashes.count > Self.exactLimit {
        smallest = Array(hashes.sorted().prefix(Self.kept))
        hashes = []
      }
    } else if let last = smallest.last, hash < last {
      var (low, high) = (0, smallest.count)
      while low < high {
        let middle = (low + high) / 2
        if smallest[middle] < hash { low = middle + 1 } else { high = middle }
      }
      guard smallest[low] != hash else { return }
      smallest.insert(hash, at: low)
      smallest.removeLast()
    }
  }

  var isEstimate: Bool { !smallest.isEmpty }

  var count: Int {
    guard let last = smallest.last else { return hashes.count }
    return Int(Double(Self.kept - 1) * 18_446_744_073_709_551_616 / Double(last))
  }

  /// Most rows first, then by the text.
  func common(_ limit: Int) -> [ColumnProfile.Common] {
    let sorted = counts.sorted {
      ($1.value, texts[$0.key] ?? "") < ($0.value, texts[$1.key] ?? "")
    }
    return sorted.prefix(limit).map { ColumnProfile.Common(texts[$0.key] ?? "", $0.value) }
  }

}
