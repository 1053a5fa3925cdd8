// SPDX-License-Identifier: Apache-2.0

extension EventColumns {
  /// Puts together columns that share their kinds and of whose people none is in two but nobody.
  ///
  /// - Parameters:
  ///   - parts: each in order of person and time.
  ///   - kinds: those that the parts' numbers mean, in any order. In the result they are in that of
  ///     the first row of each, so that it does not depend on who numbered them.
  public init(joining parts: [EventColumns], kinds: [Event]) {
    self.init()
    reserve(parts.reduce(0) { $0 + $1.count })
    let order = Self.order(of: kinds, in: parts)
    var numbers = [UInt32](repeating: 0, count: kinds.count)
    for (number, kind) in order.enumerated() { numbers[kind] = UInt32(number) }
    self.kinds = order.map { kinds[$0] }
    let nameless = parts.map { part in part.person.firstIndex { $0 != 0 } ?? part.count }
    for (part, end) in zip(parts, nameless) { add(part, 0..<end, numbers, people: 0) }
    orderByTime()
    for (part, start) in zip(parts, nameless) {
      let offset = UInt32(people.count) - 1
      add(part, start..<part.count, numbers, people: offset)
      people += part.people.dropFirst()
    }
  }

  /// The kinds that occur, by the first row of each; of two that one row is of, by what they say.
  private static func order(of kinds: [Event], in parts: [EventColumns]) -> [Int] {
    var first = [UInt32](repeating: .max, count: kinds.count)
    for part in parts {
      for (kind, row) in zip(part.kind, part.row) where row < first[Int(kind)] {
        first[Int(kind)] = row
      }
    }
    func text(_ kind: Int) -> String {
      kinds[kind].facts.sorted { $0.key < $1.key }.map { "\($0.key.rawValue) \($0.value)" }
        .joined(separator: "; ") + (kinds[kind].place ?? "")
    }
    return kinds.indices.filter { first[$0] != .max }.sorted { a, b in
      first[a] != first[b] ? first[a] < first[b] : text(a) < text(b)
    }
  }

  private mutating func add(
    _ part: EventColumns, _ range: Range<Int>, _ numbers: [UInt32], people offset: UInt32
  ) {
    from += part.from[range]
    length += part.length[range]
    row += part.row[range]
    numbers.withUnsafeBufferPointer { numbers in
      kind += part.kind[range].lazy.map { numbers[Int($0)] }
    }
    if offset == 0 {
      person += part.person[range]
    } else {
      person += part.person[range].lazy.map { $0 + offset }
    }
  }

  /// Orders rows that are all of nobody: a few stretches that are in order by themselves.
  private mutating func orderByTime() {
    let (from, row) = (from, row)
    let order = from.withUnsafeBufferPointer { from in
      row.withUnsafeBufferPointer { row in
        MergedRuns.order(of: from.count) { a, b in
          from[a] != from[b] ? from[a] < from[b] : row[a] != row[b] ? row[a] < row[b] : a < b
        }
      }
    }
    guard let order else { return }
    kind = Self.gathered(kind, order)
    self.from = Self.gathered(self.from, order)
    length = Self.gathered(length, order)
    self.row = Self.gathered(self.row, order)
  }
}
