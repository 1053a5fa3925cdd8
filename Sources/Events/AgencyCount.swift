// SPDX-License-Identifier: Apache-2.0

/// The agencies that a column of a table names, each with what it is and where it stands.
package struct AgencyCount: Sendable {
  package struct Name: Sendable {
    package var name: String
    package var answer: AgencyRules.Answer
    /// How often it stands there, and the first row.
    package var count: Int
    package var row: Int
    /// It is the last of a list that ends in the middle of a name.
    package var isCut: Bool
    /// The state that the table itself gives, where that is another than the name tells.
    package var otherState: String?
  }

  package let column: String
  /// The state whose own agencies are told from others'.
  package private(set) var home: String?
  /// How many names tell the home state, if it was taken because most do.
  package private(set) var homeGuess: (names: Int, of: Int)?
  /// In the order in which they first stand there.
  package private(set) var names: [Name] = []
  package private(set) var cells = 0
  package private(set) var blank = 0
  package private(set) var cutRows: [Int] = []
  private let rules: AgencyRules
  private var places: [String: Int] = [:]
  private var stated: [String?] = []
  /// Names beyond this are not kept apart.
  private static let limit = 100_000

  package init(column: String, rules: AgencyRules, home: String?) {
    (self.column, self.rules) = (column, rules)
    self.home = home.map { $0.uppercased() }
  }

  package mutating func add(_ cell: String?, row: Int, stated state: String?, isList: Bool) {
    guard let cell = cell.flatMap({ RowCells.trimmed($0) }) else {
      blank += 1
      return
    }
    cells += 1
    let list = isList ? AgencyList.split(cell) : AgencyList.Names(names: [cell], lastIsCut: false)
    if list.lastIsCut { cutRows.append(row) }
    for (index, name) in list.names.enumerated() {
      let isCut = list.lastIsCut && index == list.names.count - 1
      let key = name.lowercased() + (isCut ? "\u{0}" : "")
      if let place = places[key] {
        names[place].count += 1
        continue
      }
      guard names.count < Self.limit else { continue }
      places[key] = names.count
      names.append(Name(name: name, answer: .untold, count: 1, row: row, isCut: isCut))
      stated.append(state)
    }
  }

  /// Tells what each name is, once all are known.
  package mutating func settle() {
    let told = names.map { rules.states.state(of: $0.name)?.code }
    if home == nil {
      var counts: [String: Int] = [:]
      for (index, code) in told.enumerated() {
        if let code = code ?? stated[index].flatMap({ rules.states.code($0) }) {
          counts[code, default: 0] += 1
        }
      }
      let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let next = sorted.dropFirst().first?.value ?? 0
      // The list of a state's agency names that state most, and by far.
      if let most = sorted.first, most.value >= 2, most.value * 2 >= next * 3 {
        home = most.key
        homeGuess = (most.value, names.count)
      }
    }
    for index in names.indices {
      let other = stated[index].flatMap { rules.states.code($0) }
      names[index].answer = rules.answer(names[index].name, home: home, stated: stated[index])
      if let told = told[index], let other, told != other { names[index].otherState = other }
      if names[index].isCut {
        names[index].answer = AgencyRules.Answer(
          class: .unsure, state: names[index].answer.state, rule: "the list is cut in this name",
          words: [])
      }
    }
  }

  /// How many names there are of each class, in the order of the classes.
  package var counts: [(class: AgencyRules.Class, names: Int)] {
    AgencyRules.Class.allCases.map { kind in (kind, names.count { $0.answer.class == kind }) }
  }
}
