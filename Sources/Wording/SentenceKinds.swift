// SPDX-License-Identifier: Apache-2.0

/// Sentences gathered: those that say the same in other words are of one kind.
///
/// Every wording is compared with the few before it that share most of its rare runs of three words,
/// so that the cost grows with the number of wordings.
struct SentenceKinds {
  /// The kind of each sentence; a number below that of `wordings`.
  private(set) var kinds: [Int32]
  /// How many texts have a sentence of the kind.
  private(set) var texts: [Int32]

  /// A run of three words in a wording.
  private struct Posting: Comparable {
    var run: UInt64
    var wording: Int32

    static func < (a: Posting, b: Posting) -> Bool { (a.run, a.wording) < (b.run, b.wording) }
  }

  /// A run more wordings have is looked up in the few before only.
  private static let common = 64
  private static let few = 4
  private static let candidates = 8
  /// Shorter sentences are of one kind only where their words are the same.
  private static let shortest = 6

  init(_ reading: Reading) {
    var firsts: [Reading.Sentence] = []
    var wordings: [Int32] = []
    var numbers: [UInt64: Int32] = [:]
    for sentence in reading.sentences {
      let hash = reading.vocabulary.hash(reading.words[sentence.range])
      let wording = numbers[hash] ?? Int32(firsts.count)
      if wording == firsts.count {
        numbers[hash] = wording
        firsts.append(sentence)
      }
      wordings.append(wording)
    }
    var sets = Disjoint(firsts.count)
    Self.gather(firsts, reading, into: &sets)
    kinds = wordings.map { Int32(sets.root(Int($0))) }
    texts = Array(repeating: 0, count: firsts.count)
    var last = Array(repeating: Int32(-1), count: firsts.count)
    for (sentence, kind) in zip(reading.sentences, kinds) where last[Int(kind)] != sentence.text {
      last[Int(kind)] = sentence.text
      texts[Int(kind)] += 1
    }
  }

  private static func gather(
    _ wordings: [Reading.Sentence], _ reading: Reading, into sets: inout Disjoint
  ) {
    let likeness = Likeness(reading, among: wordings)
    var postings: [Posting] = []
    for (number, sentence) in wordings.enumerated()
    where sentence.count >= shortest && Prose.isProse(sentence, in: reading) {
      for at in sentence.range.dropLast(2) {
        let run = (0..<3).reduce(UInt64(0)) {
          ($0 ^ UInt64(reading.words[at + $1])) &* 0x9E37_79B9_7F4A_7C15 ^ ($0 >> 29)
        }
        postings.append(Posting(run: run, wording: Int32(number)))
      }
    }
    postings.sort()
    let index = RunIndex(postings.map(\.run), postings.map(\.wording), of: wordings.count)
    var scores = Array(repeating: Int32(0), count: wordings.count)
    var shared = Array(repeating: Int32(0), count: wordings.count)
    for wording in wordings.indices {
      var touched: [Int32] = []
      for place in index.places(of: wording) {
        let run = index.run(at: place)
        let from = run.count > common ? max(run.lowerBound, place - few) : run.lowerBound
        let weight = Int32(max(1, 16 - (Int.bitWidth - run.count.leadingZeroBitCount)))
        for earlier in from..<max(from, place) {
          let other = index.wording(at: earlier)
          guard other != wording else { continue }
          if shared[Int(other)] == 0 { touched.append(other) }
          shared[Int(other)] += 1
          scores[Int(other)] += weight
        }
      }
      let best = touched.filter { shared[Int($0)] >= 2 || wordings[wording].count < 10 }
        .sorted { (scores[Int($1)], $1) < (scores[Int($0)], $0) }.prefix(candidates)
      for other in best where sets.root(Int(other)) != sets.root(wording) {
        if likeness.areOne(wordings[Int(other)], wordings[wording]) {
          sets.join(Int(other), wording)
        }
      }
      for other in touched { (scores[Int(other)], shared[Int(other)]) = (0, 0) }
    }
  }
}

/// Which wordings share a run of words: only runs that two or more have.
private struct RunIndex {
  private let wordings: [Int32]
  /// Of each posting that is kept: where the postings of its run begin and end.
  private let from: [Int32]
  private let to: [Int32]
  /// The postings of each wording.
  private let starts: [Int32]
  private let own: [Int32]

  /// - Parameters: runs and wordings of all postings, sorted by run, then by wording.
  init(_ runs: [UInt64], _ all: [Int32], of count: Int) {
    var (wordings, from, to): ([Int32], [Int32], [Int32]) = ([], [], [])
    var start = 0
    while start < runs.count {
      var end = start + 1
      while end < runs.count, runs[end] == runs[start] { end += 1 }
      if all[start] != all[end - 1] {
        let place = Int32(wordings.count)
        wordings += all[start..<end]
        from += repeatElement(place, count: end - start)
        to += repeatElement(place + Int32(end - start), count: end - start)
      }
      start = end
    }
    var starts = Array(repeating: Int32(0), count: count + 1)
    for wording in wordings { starts[Int(wording) + 1] += 1 }
    for n in 0..<count { starts[n + 1] += starts[n] }
    var next = starts
    var own = Array(repeating: Int32(0), count: wordings.count)
    for (place, wording) in wordings.enumerated() {
      own[Int(next[Int(wording)])] = Int32(place)
      next[Int(wording)] += 1
    }
    (self.wordings, self.from, self.to) = (wordings, from, to)
    (self.starts, self.own) = (starts, own)
  }

  func places(of wording: Int) -> [Int] {
    own[Int(starts[wording])..<Int(starts[wording + 1])].map(Int.init)
  }

  func run(at place: Int) -> Range<Int> { Int(from[place])..<Int(to[place]) }
  func wording(at place: Int) -> Int32 { wordings[place] }
}
