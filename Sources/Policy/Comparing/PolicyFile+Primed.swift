// SPDX-License-Identifier: Apache-2.0

extension PolicyFile {
  /// Set behind the name of an instrument, so that two versions of a file can be read together.
  static let prime = "′"

  /// The file with its instruments under other names; its examples are left out.
  func primed() -> PolicyFile {
    let own = Set(instruments.map(\.name.text))
    func primed(_ name: Name) -> Name {
      // An instrument, or a rule as INSTRUMENT.LABEL.
      if own.contains(name.text) { return Name(text: name.text + Self.prime, spot: name.spot) }
      for id in own where name.text.hasPrefix(id + ".") {
        return Name(
          text: id + Self.prime + name.text.dropFirst(id.count), spot: name.spot)
      }
      return name
    }
    var file = renamed(name + Self.prime)
    for index in file.instruments.indices {
      file.instruments[index].name = primed(file.instruments[index].name)
      file.instruments[index].replaces = file.instruments[index].replaces.map(primed)
      file.instruments[index].examples = []
    }
    for index in file.precedences.indices {
      file.precedences[index].winner = primed(file.precedences[index].winner)
      file.precedences[index].loser = primed(file.precedences[index].loser)
      if let instrument = file.precedences[index].instrument, own.contains(instrument) {
        file.precedences[index].instrument = instrument + Self.prime
      }
    }
    return file
  }

  private func renamed(_ name: String) -> PolicyFile {
    var file = PolicyFile(name: name)
    (file.places, file.slots, file.acts, file.questions) = (places, slots, acts, questions)
    (file.calendars, file.calendarUses) = (calendars, calendarUses)
    (file.definitions, file.instruments, file.precedences) = (definitions, instruments, precedences)
    return file
  }

  /// Files whose slots have all the values that any of them declares, so that a version with one
  /// value more can be held against one without.
  static func reconciled(_ files: [PolicyFile]) -> [PolicyFile] {
    var values: [String: [Name]] = [:]
    for slot in files.flatMap(\.slots) {
      for value in slot.values ?? []
      where !values[slot.name.folded, default: []].contains(where: { $0.text == value.text }) {
        values[slot.name.folded, default: []].append(value)
      }
    }
    return files.map { file in
      var file = file
      for index in file.slots.indices where file.slots[index].values != nil {
        file.slots[index].values = values[file.slots[index].name.folded]
      }
      return file
    }
  }
}
