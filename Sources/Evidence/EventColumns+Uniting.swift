// SPDX-License-Identifier: Apache-2.0

extension EventColumns {
  /// Puts together the rows of several logs, in which people go by the same names.
  ///
  /// - Parameter parts: with what is added to the numbers of each one's rows.
  public init(uniting parts: [(columns: EventColumns, base: UInt32)]) {
    if parts.count == 1, parts[0].base == 0 {
      self = parts[0].columns
      return
    }
    self.init()
    reserve(parts.reduce(0) { $0 + $1.columns.count })
    var kinds = Numbering<Event>()
    var people = Numbering(first: "")
    for (part, base) in parts {
      let kindOf = part.kinds.map { kinds.number(of: $0) }
      let personOf = part.people.map { people.number(of: $0) }
      for index in 0..<part.count {
        append(
          kind: kindOf[Int(part.kind[index])], from: part.from[index], length: part.length[index],
          person: personOf[Int(part.person[index])], row: part.row[index] + base)
      }
    }
    (self.kinds, self.people) = (kinds.values, people.values)
    order()
  }
}
