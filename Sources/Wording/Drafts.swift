// SPDX-License-Identifier: Apache-2.0

/// One wording of a passage, before it is compared with others.
struct Draft {
  /// In the order of texts; never empty.
  var whole: [Stretch]
  /// Where only a part of it stands, word for word.
  var parts: [Stretch] = []

  func words(_ reading: Reading) -> ArraySlice<UInt32> { reading.words[whole[0].words] }
}

/// The wordings of a passage in order of first appearance.
struct Drafts {
  private let reading: Reading
  private var all: [Draft] = []

  init(_ stretches: [Stretch], _ reading: Reading) {
    self.reading = reading
    var numbers: [UInt64: Int] = [:]
    for stretch in stretches {
      let hash = reading.vocabulary.hash(reading.words[stretch.words])
      if let known = numbers[hash] {
        all[known].whole.append(stretch)
      } else {
        numbers[hash] = all.count
        all.append(Draft(whole: [stretch]))
      }
    }
    addParts()
  }

  /// What is word for word a part of another wording is no wording of its own.
  private mutating func addParts() {
    // The longest first: a part of a part is a part of the whole.
    let order = all.indices.sorted {
      (all[$1].whole[0].words.count, $0) < (all[$0].whole[0].words.count, $1)
    }
    var wholes: [Int] = []
    for number in order {
      let holder = wholes.prefix(WordBag.many).filter {
        isPart(all[number].whole[0], of: all[$0].words(reading))
      }.min()
      if let holder {
        all[holder].parts += all[number].whole
      } else {
        wholes.append(number)
      }
    }
    all = wholes.sorted().map { all[$0] }
  }

  /// Whether only a part of the words stands there: cut off by the end of a page, or less than a third
  /// of them quoted. Where whole sentences are left out, that is another wording.
  private func isPart(_ stretch: Stretch, of long: ArraySlice<UInt32>) -> Bool {
    guard Self.holds(long, reading.words[stretch.words]) else { return false }
    let last = reading.shown(stretch).last?.text.last
    let isWhole = last.map { ".!?)\"”’".contains($0) } ?? false
    return !isWhole || stretch.words.count * 3 < long.count
  }

  private static func holds(_ long: ArraySlice<UInt32>, _ short: ArraySlice<UInt32>) -> Bool {
    guard short.count < long.count, let first = short.first else { return false }
    for start in long.startIndex...(long.endIndex - short.count) where long[start] == first {
      if long[start..<(start + short.count)] == short { return true }
    }
    return false
  }

  /// Sentences lead from one passage to another that has little in common with it: each group holds
  /// wordings of which every one is near to one before it.
  func groups() -> [[Draft]] {
    var bags: [WordBag] = []
    var groups: [Int] = []
    var out: [[Draft]] = []
    for draft in all {
      let bag = WordBag(
        draft.words(reading).filter { reading.vocabulary.worth($0) != .function }[...])
      if let nearest = bag.nearest(of: bags), nearest.isNear {
        groups.append(groups[nearest.place])
        out[groups[nearest.place]].append(draft)
      } else {
        groups.append(out.count)
        out.append([draft])
      }
      bags.append(bag)
    }
    return out
  }
}
