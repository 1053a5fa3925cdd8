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
      for one in part.kind[range] { kind.append(numbers[Int(one)]) }
    }
    if offset == 0 {
      person += part.person[range]
    } else {
      for one in part.person[range] { person.append(one + offset) }
    }
  }

  /// Orders rows that are all of nobody.
  private mutating func orderByTime() {
    let isOrdered = (1..<max(1, count)).allSatisfy { at in
      (from[at - 1], row[at - 1]) <= (from[at], row[at])
    }
    if isOrdered { return }
    let order = (0..<count).sorted { (from[$0], row[$0], $0) < (from[$1], row[$1], $1) }
    (kind, from) = (order.map { kind[$0] }, order.map { from[$0] })
    (length, row) = (order.map { length[$0] }, order.map { row[$0] })
  }
}
