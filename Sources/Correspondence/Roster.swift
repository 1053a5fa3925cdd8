// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The people of a case: who they are, and which of them a party is.
struct Roster {
  /// In an order that does not depend on the order of messages.
  private(set) var people: [Person]
  private let affiliations: [Affiliation]
  private let mentions: Mentions
  private let personOfEntry: [Int]
  private let finder: Affiliation.Finder

  /// Rulings that fit nobody any more, by their place in the list.
  let idleRulings: [Int]

  init(_ messages: [MailSketch], guide: OrganizationGuide, rulings: [PersonRuling] = []) {
    let finder = Affiliation.Finder(guide)
    let mentions = Mentions(messages, finder: finder)
    var grouping = PeopleGrouping(PeopleFinder.people(of: mentions), mentions: mentions)
    idleRulings = rulings.indices.filter { !grouping.apply(rulings[$0]) }
    let clusters = grouping.sets
    var personOfEntry = Array(repeating: 0, count: mentions.entries.count)
    var people: [Person] = []
    var affiliations: [Affiliation] = []
    for (index, members) in clusters.enumerated() {
      let entries = members.map { mentions.entries[$0] }
      for member in members { personOfEntry[member] = index }
      var person = Self.person(entries)
      person.links = grouping.links(of: members)
      people.append(person)
      affiliations.append(Self.affiliation(entries))
    }
    Self.nameApart(&people)
    (self.finder, self.mentions) = (finder, mentions)
    (self.people, self.affiliations, self.personOfEntry) = (people, affiliations, personOfEntry)
  }

  func person(of party: Party) -> Int? { mentions.place(of: party).map { personOfEntry[$0] } }

  private static func person(_ entries: [Mentions.Entry]) -> Person {
    var weights: [String: (full: Bool, count: Int)] = [:]
    for entry in entries where !entry.name.display.isEmpty {
      weights[entry.name.display, default: (entry.name.isFull, 0)].count += entry.count
    }
    let best = weights.max { a, b in
      if a.value.full != b.value.full { return b.value.full }
      return a.value.count != b.value.count ? a.value.count < b.value.count : a.key > b.key
    }
    let addresses = Set(entries.compactMap(\.address)).sorted()
    let name = best?.key ?? addresses.first ?? ""
    let written = Set(entries.compactMap(\.mention.name)).subtracting([name])
    let titles = entries.compactMap(\.name.title)
    return Person(
      id: "", name: name, aliases: written.sorted(), addresses: addresses, role: titles.min())
  }

  /// The surest statement, then the most frequent.
  private static func affiliation(_ entries: [Mentions.Entry]) -> Affiliation {
    var counts: [Affiliation: Int] = [:]
    for entry in entries where entry.affiliation.label != nil {
      counts[entry.affiliation, default: 0] += entry.count
    }
    let best = counts.min { a, b in
      if a.key.rank != b.key.rank { return a.key.rank < b.key.rank }
      return a.value != b.value
        ? a.value > b.value : (a.key.label ?? "") < (b.key.label ?? "")
    }
    return best?.key ?? Affiliation()
  }

  /// Ids from names; where several would be the same, numbered in the order of people.
  private static func nameApart(_ people: inout [Person]) {
    var used: Set<String> = []
    let bases = people.map { person -> String in
      let slug = Words.slug(person.name)
      if !slug.isEmpty { return "p-" + slug }
      return "p-"
        + String(Words.hash(person.name + "|" + person.addresses.joined()), radix: 16)
    }
    // Names that are taken as they are come before numbered ones.
    let all = Set(bases)
    var numbers: [String: Int] = [:]
    for index in people.indices {
      var id = bases[index]
      while used.contains(id) || (id != bases[index] && all.contains(id)) {
        let number = (numbers[bases[index]] ?? 1) + 1
        numbers[bases[index]] = number
        id = bases[index] + "-\(number)"
      }
      used.insert(id)
      people[index].id = id
    }
  }

  /// Organization, side and roles, with what signatures add. `signatures` are the distinct lines of
  /// each person's signatures, the most frequent first.
  mutating func settle(signatures: [Int: [SignatureLine]]) {
    for index in people.indices {
      var affiliation = affiliations[index]
      let all = signatures[index] ?? []
      let lines = all.map(\.text)
      if let unit = lines.lazy.compactMap(finder.organization(inLine:)).first
        ?? lines.lazy.compactMap(finder.organization(titled:)).first
      {
        affiliation = finder.refined(affiliation, by: unit)
      }
      if affiliation.side == .unknown {
        affiliation = lines.lazy.compactMap(finder.kind(inLine:)).first ?? affiliation
      }
      let roles = all.filter { Role.isTitle($0.text) }.map(\.role)
      if !roles.isEmpty {
        people[index].roles = roles.sorted {
          ($0.first ?? "~", $0.title) < ($1.first ?? "~", $1.title)
        }
      }
      people[index].organization = affiliation.label
      people[index].side = affiliation.side
      if let role = lines.first(where: Role.isTitle) {
        people[index].role = role.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
    }
  }

  mutating func count(_ index: Int, sent: Bool) {
    if sent { people[index].sent += 1 } else { people[index].received += 1 }
  }

  mutating func setTimes(_ index: Int, first: String, last: String) {
    (people[index].first, people[index].last) = (first, last)
  }
}

/// A line of a person's signatures, with the messages it stands in.
struct SignatureLine {
  var text: String
  var count = 0
  /// The first and last message with it, by time; the first of all where none is dated.
  var first: (Int64, iso: String?, message: MessageID)
  var last: (Int64, iso: String?, message: MessageID)

  var role: Person.Role {
    Person.Role(
      title: text.split(whereSeparator: \.isWhitespace).joined(separator: " "), first: first.iso,
      last: last.iso, message: first.message)
  }
}

/// Titles as signatures state them.
enum Role {
  private static let words: Set<String> = [
    "officer", "sergeant", "lieutenant", "captain", "chief", "detective", "deputy", "sheriff",
    "undersheriff", "commander", "major", "corporal", "director", "manager", "analyst",
    "supervisor", "specialist", "coordinator", "clerk", "agent", "administrator", "counsel",
    "attorney", "assistant", "secretary", "superintendent", "inspector", "investigator",
    "commissioner", "warden", "jailer", "dispatcher", "technician", "prosecutor", "paralegal",
    "advisor", "adviser", "president", "professor", "judge", "mayor", "councilmember", "auditor",
    "sgt", "lt", "capt", "det",
  ]

  /// Whether a line is short, names a title and holds no number, address or sentence.
  static func isTitle(_ line: String) -> Bool {
    guard line.utf8.count <= 70, line.utf8.count >= 4 else { return false }
    guard !line.utf8.contains(where: { $0 == 64 || ($0 >= 48 && $0 <= 57) }) else { return false }
    let found = line.split { !$0.isLetter }
    guard found.count <= 9, let first = found.first?.first, first.isUppercase else { return false }
    return found.contains { words.contains($0.lowercased()) }
  }
}
