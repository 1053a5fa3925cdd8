// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Decides which mentions are one person.
///
/// An address belongs to one person. Names without an address join the one person who is spelled
/// the same, unless something speaks against it; where two fit, none is chosen. Initials and short
/// forms join only the one person they can mean, and only where the agency or the address says so
/// too.
struct PeopleFinder {
  private let entries: [Mentions.Entry]
  private var sets: Disjoint
  private var links: [EntryLink] = []

  private init(_ mentions: Mentions) {
    entries = mentions.entries
    sets = Disjoint(entries.count)
  }

  /// The entries of each person, ascending, with what joined them; people by their smallest entry.
  static func people(of mentions: Mentions) -> (sets: [[Int]], links: [EntryLink]) {
    var finder = PeopleFinder(mentions)
    finder.joinAddresses()
    finder.joinFullNames()
    finder.joinShortNames()
    return (finder.sets.sets(), finder.links)
  }

  private mutating func join(_ a: Int, _ b: Int, _ why: Person.Link.Why) {
    guard sets.root(a) != sets.root(b) else { return }
    sets.join(a, b)
    links.append(EntryLink(one: a, other: b, why: why))
  }

  /// Someone as known so far.
  private struct Cluster {
    var entry: Int
    var traits = Traits()
    var names: Set<PersonName.Spelling> = []
    var locals: Set<String> = []
    var hasAddress: Bool { !traits.addresses.isEmpty }
  }

  private mutating func joinAddresses() {
    var owners: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      guard let address = entry.address else { continue }
      if let owner = owners[address] {
        join(owner, index, .sameAddress)
      } else {
        owners[address] = index
      }
    }
  }

  private mutating func clusters() -> [Cluster] {
    sets.sets().map { members in
      var cluster = Cluster(entry: members[0])
      for member in members {
        let entry = entries[member]
        cluster.traits.add(entry.name, address: entry.address, affiliation: entry.affiliation)
        if !entry.name.surname.isEmpty { cluster.names.insert(entry.name.spelling) }
        if let local = entry.local { cluster.locals.insert(Words.compact(local)) }
      }
      return cluster
    }
  }

  // MARK: Full names

  private mutating func joinFullNames() {
    let clusters = clusters()
    var byKey: [String: [Int]] = [:]
    var byLocal: [String: [Int]] = [:]
    for (index, cluster) in clusters.enumerated() {
      for name in cluster.names { byKey[name.key, default: []].append(index) }
      for local in cluster.locals { byLocal[local, default: []].append(index) }
    }
    for key in byKey.keys.sorted() {
      var members = byKey[key] ?? []
      let spelling = clusters[members[0]].names.first { $0.key == key }
      if let spelling, spelling.isFull {
        // "dana.wills@..." without a name is spelled out, too.
        let nameless = spelling.fullLocals.flatMap { byLocal[$0] ?? [] }
        members += Set(nameless).filter { clusters[$0].names.isEmpty }.sorted()
      } else if let spelling, !spelling.isGroup {
        // One word, or an initial, is nobody's full name; but it may be an account's.
        members = members.filter { !clusters[$0].hasAddress }
        let accounts = (byLocal[spelling.surname] ?? []).filter { clusters[$0].hasAddress }
        if spelling.given.isEmpty, accounts.count == 1 { members += accounts }
      }
      joinNamesakes(members.map { clusters[$0] })
    }
  }

  private mutating func joinNamesakes(_ members: [Cluster]) {
    // Those with an address first, then those with an agency, then the bare name.
    let ordered = members.enumerated().sorted { a, b in
      func rank(_ cluster: Cluster) -> Int {
        cluster.hasAddress ? 0 : cluster.traits.labels.isEmpty ? 2 : 1
      }
      return (rank(a.element), a.offset) < (rank(b.element), b.offset)
    }.map(\.element)
    var found: [Cluster] = []
    for cluster in ordered {
      var fitting = found.indices.filter { index in
        cluster.hasAddress && found[index].hasAddress
          ? found[index].traits.mayShareAccount(with: cluster.traits)
          : !found[index].traits.conflicts(with: cluster.traits)
      }
      if fitting.count > 1 {
        let same = fitting.filter { found[$0].traits.sharesOrganization(with: cluster.traits) }
        if same.count == 1 { fitting = same }
      }
      if fitting.count == 1 {
        let other = found[fitting[0]]
        // A name that is spelled alike, or else one that only the address spells.
        join(
          other.entry, cluster.entry,
          other.names.isEmpty || cluster.names.isEmpty
            || other.names.isDisjoint(with: cluster.names)
            ? .nameInAddress : .sameName)
        found[fitting[0]].traits.add(cluster.traits)
        found[fitting[0]].names.formUnion(cluster.names)
      } else {
        found.append(cluster)
      }
      // Beyond any real number of namesakes: hostile input must not cost quadratic time.
      if found.count > 64 { return }
    }
  }

  // MARK: Initials, short forms and accounts

  private mutating func joinShortNames() {
    let clusters = clusters()
    var bySurname: [String: [Int]] = [:]
    for (index, cluster) in clusters.enumerated() {
      for surname in Set(cluster.names.filter { $0.isFull || $0.isInitial }.map(\.surname)) {
        bySurname[surname, default: []].append(index)
      }
    }
    for surname in bySurname.keys.sorted() {
      let members = bySurname[surname] ?? []
      if members.count > 1, members.count <= 64 {
        joinRelated(members.map { clusters[$0] }, surname: surname)
      }
    }
    joinNamelessAccounts(clusters)
  }

  private mutating func joinRelated(_ members: [Cluster], surname: String) {
    let givens = members.map { cluster in
      cluster.names.filter { $0.surname == surname && !$0.given.isEmpty }.map(\.given)
    }
    let related = members.indices.map { index in
      members.indices.filter { other in
        other != index
          && givens[index].contains { a in givens[other].contains { GivenNames.agree(a, $0) } }
      }
    }
    for (index, cluster) in members.enumerated() {
      // Only where no third person could be meant by either.
      guard related[index].count == 1, let other = related[index].first, other > index,
        related[other].count == 1
      else { continue }
      let (a, b) = (cluster, members[other])
      guard !(a.hasAddress && b.hasAddress), !a.traits.conflicts(with: b.traits) else { continue }
      let sameAddress =
        isAccount(a, of: b, surname: surname) || isAccount(b, of: a, surname: surname)
      if sameAddress || a.traits.sharesOrganization(with: b.traits) {
        join(a.entry, b.entry, sameAddress ? .nameInAddress : .shortName)
      }
    }
  }

  private func isAccount(_ account: Cluster, of cluster: Cluster, surname: String) -> Bool {
    guard account.hasAddress, !cluster.hasAddress else { return false }
    return cluster.names.contains { name in
      name.surname == surname
        && (name.fullLocals + name.shortLocals).contains(where: account.locals.contains)
    }
  }

  /// "dwills@fairview.example" without a name is Dana Wills where only one person and only one
  /// account can be meant.
  private mutating func joinNamelessAccounts(_ clusters: [Cluster]) {
    var byLocal: [String: [Int]] = [:]
    for (index, cluster) in clusters.enumerated() {
      for name in cluster.names where name.isFull {
        for local in name.shortLocals { byLocal[local, default: []].append(index) }
      }
    }
    var wanted: [Int: [Int]] = [:]
    for (index, cluster) in clusters.enumerated() where cluster.names.isEmpty {
      let fitting = Set(cluster.locals.flatMap { byLocal[$0] ?? [] })
      if fitting.count == 1, let person = fitting.first, !clusters[person].hasAddress,
        !clusters[person].traits.conflicts(with: cluster.traits)
      {
        wanted[person, default: []].append(index)
      }
    }
    for person in wanted.keys.sorted() {
      if let accounts = wanted[person], accounts.count == 1 {
        join(clusters[person].entry, clusters[accounts[0]].entry, .nameInAddress)
      }
    }
  }
}

/// Two entries and what joined them.
struct EntryLink: Hashable {
  var one: Int
  var other: Int
  var why: Person.Link.Why
  /// For a merger by hand.
  var note: String?
}

extension PersonName {
  /// The part of a name that others are compared with.
  struct Spelling: Hashable {
    var given: String
    var surname: String
    var isGroup: Bool

    var key: String { given + "|" + surname }
    var isFull: Bool { given.count > 1 && surname.count > 1 && !isGroup }
    var isInitial: Bool { given.count == 1 && surname.count > 1 && !isGroup }

    /// What stands before the "@" where the name is spelled out there.
    var fullLocals: [String] { isFull ? [given + surname, surname + given] : [] }
    /// And where it is shortened.
    var shortLocals: [String] {
      guard isFull, let first = given.first, let last = surname.first else { return [] }
      return ["\(first)\(surname)", "\(surname)\(first)", "\(given)\(last)"]
    }
  }

  var spelling: Spelling { Spelling(given: given, surname: surname, isGroup: isGroup) }
}
