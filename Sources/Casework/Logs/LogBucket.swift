// SPDX-License-Identifier: Apache-2.0

import Evidence
import Tables

/// The rows of one bucket as events, in order of person and time.
struct LogBucket: Sendable {
  /// With kinds by the numbers of `RowMeanings`, and none of its own.
  private(set) var columns = EventColumns()
  /// Rows that are events whose time cannot be read.
  private(set) var unreadable: [UInt32] = []
  /// Rows that are no event, by why, with the first few of their numbers.
  private(set) var notEvents: [String: (count: Int, first: [Int])] = [:]

  init(_ rows: ScannedColumns, _ meanings: RowMeanings) {
    let people = FoldedNames()
    let names = rows.names.enumerated().map { number, texts in
      texts.enumerated().map { place, text in
        (
          person: people.number(of: text),
          nameClass: meanings.classify(name: number, place == 0 ? nil : text)
        )
      }
    }
    var book = LocalBook(meanings)
    let count = rows.record.count
    columns.reserve(count)
    var skipped: [Int: (count: Int, first: [Int])] = [:]
    var classes = [UInt32](repeating: 0, count: names.count)
    for row in 0..<count {
      for name in names.indices { classes[name] = names[name][Int(rows.name[name][row])].nameClass }
      let place = book.place(of: Int(rows.tuple[row]), names: classes)
      let own = book.parts(place)
      if own.isEmpty {
        skipped[place, default: (0, [])].count += 1
        if skipped[place, default: (0, [])].first.count < LogReading.firstNamed {
          skipped[place]?.first.append(Int(rows.record[row]))
        }
        continue
      }
      var isUnreadable = false
      for index in own {
        let part = book.flat[index]
        var (from, length) = (EventColumns.noTime, UInt32(0))
        if part.time >= 0 {
          (from, length) = (rows.from[part.time][row], rows.length[part.time][row])
          if length == ScannedColumns.unreadable {
            isUnreadable = true
            continue
          }
        }
        let person =
          part.name >= 0
          ? names[part.name][Int(rows.name[part.name][row])].person
          : part.person.map { people.number(of: $0) } ?? 0
        columns.append(
          kind: part.kind, from: from, length: length, person: person, row: rows.record[row])
      }
      if isUnreadable { unreadable.append(rows.record[row]) }
    }
    for (place, entry) in skipped {
      var held = notEvents[book.whyNot(place)] ?? (0, [])
      held.count += entry.count
      held.first = Array((held.first + entry.first).sorted().prefix(LogReading.firstNamed))
      notEvents[book.whyNot(place)] = held
    }
    columns.people = people.names
    columns.order()
  }
}

/// The meanings that a bucket has met, at hand without waiting for others.
private struct LocalBook {
  private let meanings: RowMeanings
  /// By combination of the names' classes and tuple, the place of its meaning; -1 before it is asked.
  private var places: [[Int32]] = []
  private var combinations: [[UInt32]: Int] = [:]
  private var last: (names: [UInt32], combination: Int)?
  private var ranges: [Range<Int>] = []
  private var reasons: [String] = []
  private(set) var flat: [RowMeanings.Part] = []

  init(_ meanings: RowMeanings) { self.meanings = meanings }

  mutating func place(of tuple: Int, names: [UInt32]) -> Int {
    let combination: Int
    if let last, last.names == names {
      combination = last.combination
    } else {
      combination = self.combination(of: names)
      last = (names, combination)
    }
    let known = places[combination][tuple]
    if known >= 0 { return Int(known) }
    let meaning = meanings.meaning(of: tuple, names: names)
    ranges.append(flat.count..<flat.count + meaning.parts.count)
    flat += meaning.parts
    reasons.append(meaning.whyNot)
    places[combination][tuple] = Int32(ranges.count - 1)
    return ranges.count - 1
  }

  private mutating func combination(of names: [UInt32]) -> Int {
    if let known = combinations[names] { return known }
    combinations[names] = places.count
    places.append([Int32](repeating: -1, count: meanings.tupleCount))
    return places.count - 1
  }

  /// The places of its parts in `flat`.
  func parts(_ place: Int) -> Range<Int> { ranges[place] }

  func whyNot(_ place: Int) -> String { reasons[place] }
}
