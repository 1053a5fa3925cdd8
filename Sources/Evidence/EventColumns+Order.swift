// SPDX-License-Identifier: Apache-2.0

extension EventColumns {
  /// Puts rows that stand in the order of their file in order of person and, for one person, of
  /// time: whoever is about to be looked at again stands near.
  public mutating func order() {
    var starts = [Int](repeating: 0, count: people.count + 1)
    for one in person { starts[Int(one) + 1] += 1 }
    for one in 1..<starts.count { starts[one] += starts[one - 1] }
    var places = starts
    var order = [UInt32](repeating: 0, count: count)
    for (index, one) in person.enumerated() {
      order[places[Int(one)]] = UInt32(index)
      places[Int(one)] += 1
    }
    from.withUnsafeBufferPointer { from in
      order.withUnsafeMutableBufferPointer { order in
        for one in 0..<people.count {
          let range = starts[one]..<starts[one + 1]
          guard range.count > 1 else { continue }
          var isSorted = true
          for at in range.dropFirst() where from[Int(order[at - 1])] > from[Int(order[at])] {
            isSorted = false
            break
          }
          if !isSorted {
            order[range].sort { (from[Int($0)], $0) < (from[Int($1)], $1) }
          }
        }
      }
    }
    kind = Self.gathered(kind, order)
    from = Self.gathered(from, order)
    length = Self.gathered(length, order)
    row = Self.gathered(row, order)
    for one in 0..<people.count {
      for at in starts[one]..<starts[one + 1] { person[at] = UInt32(one) }
    }
  }

  static func gathered<Value>(_ list: [Value], _ order: [UInt32]) -> [Value] {
    list.withUnsafeBufferPointer { list in
      [Value](unsafeUninitializedCapacity: order.count) { out, count in
        for (at, index) in order.enumerated() {
          out.initializeElement(at: at, to: list[Int(index)])
        }
        count = order.count
      }
    }
  }

  /// The same of events that are at hand.
  ///
  /// - Returns: nil where an event is about several people, or may be about one of some, or answers
  ///   another: columns do not say so much.
  public init?(_ events: [Event], rows: [Int]) {
    self.init()
    var kinds = Numbering<Event>()
    var names = Numbering(first: "")
    for (event, row) in zip(events, rows) {
      var kind = event
      var own: UInt32 = 0
      switch event.facts["person"] {
      case .known(let people)?:
        guard people.count == 1 else { return nil }
        own = names.number(of: people[0].lowercased())
        kind.facts["person"] = .known([Self.somebody])
      case .unknown(let unknown)? where !unknown.candidates.isEmpty: return nil
      default: break
      }
      guard event.answers == nil else { return nil }
      (kind.id, kind.time, kind.citations, kind.factCitations) = ("", nil, [], [:])
      (kind.parties, kind.message, kind.reviewer) = ([:], nil, nil)
      for slot in kind.facts.keys {
        guard case .unknown(var unknown) = kind.facts[slot] else { continue }
        unknown.citation = nil
        kind.facts[slot] = .unknown(unknown)
      }
      let time = event.time
      append(
        kind: kinds.number(of: kind), from: time?.from ?? Self.noTime,
        length: time.map { UInt32(clamping: max(1, $0.to - $0.from)) } ?? 0, person: own,
        row: UInt32(clamping: row))
    }
    (self.kinds, people) = (kinds.values, names.values)
    order()
  }
}
