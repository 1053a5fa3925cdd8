// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What is known of the person behind some mentions, for telling whether two may be one.
struct Traits {
  var addresses: Set<String> = []
  var hosts: Set<String> = []
  var sides: Set<Person.Side> = []
  /// Names of organizations of the guide.
  var organizations: Set<String> = []
  /// Agencies as they stand beside names.
  var labels: Set<String> = []
  var middles: Set<String> = []
  var suffixes: Set<String> = []

  mutating func add(_ name: PersonName, address: String?, affiliation: Affiliation) {
    if let address { addresses.insert(address) }
    if let host = Affiliation.Finder.host(address) { hosts.insert(host) }
    if affiliation.side != .unknown { sides.insert(affiliation.side) }
    if let organization = affiliation.organization, !organization.isGeneric {
      organizations.insert(organization.name)
    }
    let own = name.brackets.first { Affiliation.Finder.isAgencyLike($0) }
    if let own { labels.insert(own) }
    if !name.middle.isEmpty { middles.insert(String(name.middle.prefix(1))) }
    if !name.suffix.isEmpty { suffixes.insert(name.suffix) }
  }

  mutating func add(_ other: Traits) {
    addresses.formUnion(other.addresses)
    hosts.formUnion(other.hosts)
    sides.formUnion(other.sides)
    organizations.formUnion(other.organizations)
    labels.formUnion(other.labels)
    middles.formUnion(other.middles)
    suffixes.formUnion(other.suffixes)
  }

  /// Whether something speaks against their being one person of the same name.
  func conflicts(with other: Traits) -> Bool {
    func differ<T: Hashable>(_ a: Set<T>, _ b: Set<T>) -> Bool {
      !a.isEmpty && !b.isEmpty && a.isDisjoint(with: b)
    }
    if differ(sides, other.sides) || differ(middles, other.middles) { return true }
    if differ(suffixes, other.suffixes) { return true }
    // People of federal agencies are lent and moved; two police departments have two officers.
    return sides == [.local] && other.sides == [.local] && differ(labels, other.labels)
      && !labels.contains { a in other.labels.contains { Self.abbreviate(a, $0) } }
  }

  /// Whether both are said to work for the same organization.
  func sharesOrganization(with other: Traits) -> Bool {
    !organizations.isDisjoint(with: other.organizations)
      || labels.contains { a in
        other.labels.contains { Words.compact(a) == Words.compact($0) || Self.abbreviate(a, $0) }
      }
  }

  /// Whether two addresses with one full name may be one person's: both below one domain, or of one
  /// organization, or one of them private.
  func mayShareAccount(with other: Traits) -> Bool {
    guard !conflicts(with: other) else { return false }
    let pairs = addresses.flatMap { a in other.addresses.map { (a, $0) } }
    if pairs.contains(where: { Self.areNumbered($0, $1) }) { return false }
    let webmail = Affiliation.Finder.webmail
    return !organizations.isDisjoint(with: other.organizations)
      || hosts.contains { a in
        webmail.contains(a)
          || other.hosts.contains { b in
            webmail.contains(b) || a == b || a.hasSuffix("." + b) || b.hasSuffix("." + a)
          }
      }
  }

  /// "jsmith" and "jsmith2" at one host were given to two people.
  private static func areNumbered(_ a: String, _ b: String) -> Bool {
    func stem(_ address: String) -> String {
      let local = address.prefix { $0 != "@" }
      var rest = local
      while rest.last?.isNumber == true { rest.removeLast() }
      return String(rest)
    }
    return a != b && Affiliation.Finder.host(a) == Affiliation.Finder.host(b) && stem(a) == stem(b)
  }

  /// "FPD" abbreviates "Fairview Police Department".
  private static func abbreviate(_ a: String, _ b: String) -> Bool {
    func initials(_ text: String) -> String {
      String(
        text.split { !$0.isLetter }.filter { $0.first?.isUppercase == true }.compactMap(\.first))
    }
    return (a.count > 1 && initials(b) == a) || (b.count > 1 && initials(a) == b)
  }
}
