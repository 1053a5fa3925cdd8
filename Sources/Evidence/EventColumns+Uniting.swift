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
    var kindNumbers: [Event: UInt32] = [:]
    var peopleNumbers: [String: UInt32] = ["": 0]
    for (part, base) in parts {
      let kindOf = part.kinds.map { kind -> UInt32 in
        if let known = kindNumbers[kind] { return known }
        let next = UInt32(kinds.count)
        kindNumbers[kind] = next
        kinds.append(kind)
        return next
      }
      let personOf = part.people.map { name -> UInt32 in
        if let known = peopleNumbers[name] { return known }
        let next = UInt32(people.count)
        peopleNumbers[name] = next
        people.append(name)
        return next
      }
      for index in 0..<part.count {
        append(
          kind: kindOf[Int(part.kind[index])], from: part.from[index], length: part.length[index],
          person: personOf[Int(part.person[index])], row: part.row[index] + base)
      }
    }
    order()
  }
}
