// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Crypto
import Documents
import Evidence
import Foundation

/// Which of the files on a list each of several machines reads.
///
/// It follows from the list alone (names and sizes) and, where sizes do not tell, from a little of
/// the content: so every machine works out the same by itself, without reading the whole release.
/// - Files of equal size stay together, because equal files must not be read twice. Where they are
///   too much for that, they are told apart by their first and last bytes.
/// - The largest goes first, each to the machine that has least so far; documents, pictures and the
///   rest are dealt out one after the other, because a byte of one takes longer than one of another.
/// - A PDF or mailbox file that is more than one machine's part of its like is read in portions.
struct SharePlan {
  /// A file and, where it is not read as a whole, what of it is.
  struct Share: Sendable {
    var file: FileWalk.File
    /// Its place in the list.
    var place: Int
    var portion: Portion?
  }

  private enum Like: CaseIterable { case picture, document, other }

  /// What one machine gets at once: files that may be equal, or a part of them.
  private struct Unit {
    /// Places in the list.
    var files: [Int]
    var part = 0
    var of = 1
    var load: Int
  }

  /// Beside its bytes, what a file costs.
  private static let each = 4 << 10
  /// Smaller files are not parted.
  private static let smallest = 1 << 20
  /// Bytes from either end of a file that tell it from others of the same size.
  private static let sample = 64 << 10

  private let files: [FileWalk.File]
  /// By shard, counted from 0: the places of its files in the list, with the parts that it reads.
  private var shares: [[Int: Portion]]

  init(_ files: [FileWalk.File], shards: Int) {
    self.files = files
    shares = Array(repeating: [:], count: shards)
    let groups = Dictionary(grouping: files.indices) { files[$0].bytes }
      .sorted { $0.key > $1.key }
      .map { (like: Self.like(files[$0.value[0]]), places: $0.value, size: $0.key) }
    var totals = Array(repeating: 0, count: shards)
    for like in Like.allCases {
      let own = groups.filter { $0.like == like }
      let part = own.reduce(0) { $0 + $1.size * $1.places.count } / shards
      let units = own.flatMap { self.units($0.places, size: $0.size, part: part) }
      deal(units, &totals)
    }
  }

  /// What one shard reads, in the order of the list.
  ///
  /// - Parameter part: counted from 1.
  func shares(of part: Int) -> [Share] {
    shares[part - 1].sorted { $0.key < $1.key }.map { place, portion in
      Share(file: files[place], place: place, portion: portion.of > 1 ? portion : nil)
    }
  }

  /// SHA-256 over the names and sizes of the files: shards of one list have the same.
  static func digest(of files: [FileWalk.File]) -> String {
    var hasher = SHA256()
    for file in files {
      hasher.update(data: Data("\(file.name.utf8.count):\(file.name)\(file.bytes);".utf8))
    }
    return hasher.finalize().hex
  }

  private static func like(_ file: FileWalk.File) -> Like {
    switch file.name.lowercased().split(separator: ".").last {
    case "pdf": .document
    case "png", "jpg", "jpeg", "tif", "tiff": .picture
    default: .other
    }
  }

  /// - Parameter part: how many bytes of their like each machine has to read.
  private func units(_ places: [Int], size: Int, part: Int) -> [Unit] {
    let load = (size + Self.each) * places.count
    guard size * places.count > part / 4, size > 0 else { return [Unit(files: places, load: load)] }
    // Any group of one size is told apart where it is large enough to be in the way of balance.
    let groups =
      places.count == 1
      ? [places]
      : Dictionary(grouping: places) { sample(files[$0]) }.values.sorted { $0[0] < $1[0] }
    return groups.flatMap { group -> [Unit] in
      let load = (size + Self.each) * group.count
      let parts = min(shares.count, part == 0 ? shares.count : (size + part - 1) / part)
      guard parts > 1, size >= Self.smallest, isDivisible(files[group[0]]) else {
        return [Unit(files: group, load: load)]
      }
      return (0..<parts).map { Unit(files: group, part: $0, of: parts, load: load / parts) }
    }
  }

  private func isDivisible(_ file: FileWalk.File) -> Bool {
    switch FileKind.sniff(bytes(of: file, from: 0, 4_096), name: file.name) {
    case .pdf: true
    case .mbox: file.bytes > ReadingWorker.mailboxStretch
    default: false
    }
  }

  private func sample(_ file: FileWalk.File) -> String {
    var hasher = SHA256()
    hasher.update(data: bytes(of: file, from: 0, Self.sample))
    hasher.update(data: bytes(of: file, from: max(0, file.bytes - Self.sample), Self.sample))
    return hasher.finalize().hex
  }

  /// None of a file that cannot be read, which the machine that gets it will say.
  private func bytes(of file: FileWalk.File, from offset: Int, _ count: Int) -> [UInt8] {
    guard let handle = try? FileHandle(forReadingFrom: file.url) else { return [] }
    defer { try? handle.close() }
    guard (try? handle.seek(toOffset: UInt64(offset))) != nil else { return [] }
    return Array((try? handle.read(upToCount: count)) ?? Data())
  }

  /// The largest first, each to the shard with the least of its like, then the least in all.
  ///
  /// - Parameter totals: what each shard has of the likes before.
  private mutating func deal(_ units: [Unit], _ totals: inout [Int]) {
    var queue = LeastFirst(totals.indices.map { (0, totals[$0], $0) })
    let sorted = units.sorted {
      ($1.load, $0.files[0], $0.part) < ($0.load, $1.files[0], $1.part)
    }
    for unit in sorted {
      let shard = queue.least.shard
      for place in unit.files {
        shares[shard][place, default: Portion(of: unit.of, own: [])].own.append(unit.part)
      }
      totals[shard] += unit.load
      queue.addToLeast(unit.load)
    }
  }
}

/// A heap of shards, the one with the least load at its top.
private struct LeastFirst {
  typealias Entry = (load: Int, total: Int, shard: Int)

  private var heap: [Entry]

  init(_ entries: [Entry]) { heap = entries.sorted { $0 < $1 } }

  var least: Entry { heap[0] }

  mutating func addToLeast(_ load: Int) {
    heap[0].load += load
    heap[0].total += load
    var place = 0
    while true {
      var next = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
        if heap[child] < heap[next] { next = child }
      }
      if next == place { return }
      heap.swapAt(place, next)
      place = next
    }
  }
}
