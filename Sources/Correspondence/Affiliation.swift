// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// What an address and a name say about where someone works.
struct Affiliation: Hashable {
  /// From the guide, where it knows.
  var organization: Organization?
  /// What it was told by: the guide's name, what stands in brackets, or the domain.
  var label: String?
  var side: Person.Side = .unknown
  /// How sure: 0 a domain of the guide, 1 a name in the guide, 2 a likely kind, 3 only a label.
  var rank = 3

  /// Finds organizations by domain suffix and by words in names.
  struct Finder: Sendable {
    private let organizations: [Organization]
    /// By suffix, the organizations that list it, in the guide's order.
    private var byDomain: [String: [Int]] = [:]
    private let markers: [(words: [String], isBracketed: Bool, organization: Int)]
    /// The longest first.
    private let titles: [(words: [String], organization: Int)]

    init(_ guide: OrganizationGuide) {
      organizations = guide.organizations
      var markers: [(words: [String], isBracketed: Bool, organization: Int)] = []
      for (index, organization) in guide.organizations.enumerated() {
        for domain in organization.domains {
          let suffix = domain.lowercased().drop { $0 == "." || $0 == "*" || $0 == "@" }
          byDomain[String(suffix), default: []].append(index)
        }
        for marker in organization.markers {
          let isBracketed = marker.hasPrefix("(") || marker.hasPrefix("[")
          let words = Self.words(marker)
          if !words.isEmpty { markers.append((words, isBracketed, index)) }
        }
      }
      // The longest marker says most; the guide's order settles the rest.
      self.markers = markers.enumerated().sorted {
        ($1.element.words.count, $0.offset) < ($0.element.words.count, $1.offset)
      }.map(\.element)
      titles = guide.organizations.enumerated().flatMap { index, organization in
        organization.titles.map { (words: Self.words($0), organization: index) }
      }.filter { !$0.words.isEmpty }.enumerated().sorted {
        ($1.element.words.count, $0.offset) < ($0.element.words.count, $1.offset)
      }.map(\.element)
    }

    func affiliation(name: PersonName, address: String?, organization: String?) -> Affiliation {
      let brackets = name.brackets + (organization.map { [$0] } ?? [])
      let own = brackets.first { Self.isAgencyLike($0) }
      let marked = marked(brackets: brackets, name: name)
      let fits = domainFits(address)
      let host = Self.host(address)
      if let first = fits.first {
        // Several units share a domain: the name may say which.
        return known(marked.first { fits.contains($0) } ?? first, rank: 0, own: own ?? host)
      }
      if let host, let side = Self.side(ofHost: host) {
        return Affiliation(label: own ?? host, side: side, rank: 2)
      }
      if let first = marked.first(where: { !organizations[$0].isGeneric }) {
        return known(first, rank: 1, own: own)
      }
      if let first = marked.first {
        return known(first, rank: 2, own: own ?? (name.hasComma ? nil : name.display))
      }
      let side = own.map(Self.side(ofAcronym:)) ?? .unknown
      let label = own ?? organization ?? host.flatMap { Self.webmail.contains($0) ? nil : $0 }
      return Affiliation(label: label, side: side, rank: side == .unknown ? 3 : 2)
    }

    func organization(named name: String) -> Organization? {
      organizations.first { $0.name == name }
    }

    /// The organization that lines of a signature name, if they name one of the guide.
    func organization(inLine line: String) -> Int? {
      let words = Self.words(line)
      return markers.first { marker in
        !marker.isBracketed && marker.words.count > 1
          && !organizations[marker.organization].isGeneric && Self.contains(words, marker.words)
      }?.organization
    }

    /// The organization whose people alone bear the title that a line gives.
    func organization(titled line: String) -> Int? {
      guard !titles.isEmpty, Role.isTitle(line) else { return nil }
      let words = Self.words(line)
      return titles.first { Self.contains(words, $0.words) }?.organization
    }

    /// The kind of agency that a line of a signature names, under the name it gives itself:
    /// "Fairview Police Department" of "Fairview Police Department, third shift".
    func kind(inLine line: String) -> Affiliation? {
      let parts = line.split { ",|;".contains($0) }.map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      let found = parts.compactMap { part -> (own: String, words: Int, organization: Int)? in
        let words = Self.words(part)
        let marker = markers.first { marker in
          !marker.isBracketed && organizations[marker.organization].isGeneric
            && words.count > marker.words.count && Self.contains(words, marker.words)
        }
        return marker.map { (part, $0.words.count, $0.organization) }
      }
      // "Jail Administrator, Marlow County Sheriff's Office": the fuller name is the agency's.
      guard let best = found.max(by: { $0.words < $1.words }) else { return nil }
      let isTitle = best.words == 1 && Role.isTitle(best.own)
      return known(best.organization, rank: 2, own: isTitle ? nil : best.own)
    }

    /// The organization `index` as an affiliation, where it is `current` or a unit of it: where
    /// both list a common domain.
    func refined(_ current: Affiliation, by index: Int) -> Affiliation {
      let unit = organizations[index]
      guard let whole = current.organization else {
        return current.rank >= 2 && current.side == .unknown
          ? known(index, rank: 1, own: nil)
          : current
      }
      return Set(whole.domains).isDisjoint(with: unit.domains)
        ? current : known(index, rank: current.rank, own: nil)
    }

    /// `own` is what the record itself calls an organization that the guide knows only by kind.
    private func known(_ index: Int, rank: Int, own: String?) -> Affiliation {
      let organization = organizations[index]
      return Affiliation(
        organization: organization,
        label: organization.isGeneric ? own ?? organization.name : organization.name,
        side: Person.Side(rawValue: organization.side) ?? .unknown,
        rank: organization.isGeneric ? 2 : rank)
    }

    static let webmail: Set<String> = [
      "gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com",
      "msn.com", "aol.com", "icloud.com", "me.com", "mac.com", "comcast.net", "verizon.net",
      "att.net", "sbcglobal.net", "protonmail.com", "proton.me", "earthlink.net", "cox.net",
    ]

    private func domainFits(_ address: String?) -> [Int] {
      guard var suffix = Self.host(address)?[...] else { return [] }
      while true {
        if let fits = byDomain[String(suffix)] { return fits }
        guard let dot = suffix.firstIndex(of: ".") else { return [] }
        suffix = suffix[suffix.index(after: dot)...]
      }
    }

    /// Organizations whose markers fit, the best first. Brackets hold agencies; the name itself
    /// does so only where it is no person's: "Sheriff, Omar" is a man.
    private func marked(brackets: [String], name: PersonName) -> [Int] {
      let inBrackets = brackets.map(Self.words)
      let inName = name.hasComma ? [] : Self.words(name.display)
      return markers.filter { marker in
        inBrackets.contains { Self.contains($0, marker.words) }
          || (!marker.isBracketed && Self.contains(inName, marker.words))
      }.map(\.organization)
    }

    static func host(_ address: String?) -> String? {
      guard let address, let at = address.lastIndex(of: "@") else { return nil }
      let host = address[address.index(after: at)...].lowercased().trimmingSuffix(in: ".> ")
      return host.isEmpty ? nil : host
    }

    /// "(NIH/NIAID)" is two words. Short words in capitals keep them, for "ICE" is not "ice".
    private static func words(_ text: String) -> [String] {
      text.split { !($0.isLetter || $0.isNumber) }.map { word in
        word.count <= 5 && word == word.uppercased() ? String(word) : Words.folded(word)
      }
    }

    private static func contains(_ words: [String], _ part: [String]) -> Bool {
      guard words.count >= part.count else { return false }
      return (0...(words.count - part.count)).contains { start in
        part.indices.allSatisfy { Self.same(words[start + $0], part[$0]) }
      }
    }

    /// "POLICE" is "Police"; "ice" is not "ICE".
    private static func same(_ word: String, _ marker: String) -> Bool {
      word == marker
        || (marker == marker.lowercased() && word.lowercased() == marker)
    }

    static func isAgencyLike(_ bracket: String) -> Bool {
      bracket.count >= 2 && bracket.contains(where: \.isUppercase)
        && !["E", "C", "F", "V"].contains(bracket)
    }

    private static let federalLabels: Set<String> = [
      "dhs", "ice", "cbp", "fbi", "usdoj", "doj", "uscis", "usms", "dea", "atf", "tsa", "uscg",
      "state", "treasury", "hhs", "nih", "cdc", "fema", "irs", "usss", "uscourts", "ojp", "eoir",
      "opm", "gsa", "va", "epa", "senate", "house", "whitehouse", "eop", "bop", "leo",
    ]
    private static let localLabels: Set<String> = [
      "pd", "sheriff", "sheriffs", "police", "county", "city", "town", "village", "borough",
      "parish", "jail", "probation",
    ]
    /// Local only below ".us" and ".gov": "co.uk" is no county.
    private static let publicLabels: Set<String> = ["co", "ci", "so", "da", "k12"]
    private static let localEndings = [
      "police", "sheriff", "sheriffs", "county", "pd", "policedept", "sheriffsoffice",
    ]

    /// By the words of a host that no entry of the guide fits.
    static func side(ofHost host: String) -> Person.Side? {
      let labels = host.split(separator: ".").map(String.init)
      guard let top = labels.last, labels.count > 1 else { return nil }
      let parts = labels.dropLast().flatMap { $0.split(separator: "-").map(String.init) }
      if top == "mil" || (top == "gov" && federalLabels.contains(labels[labels.count - 2])) {
        return .federal
      }
      let isPublic = top == "us" || top == "gov"
      let isLocal = parts.contains { part in
        localLabels.contains(part) || (isPublic && publicLabels.contains(part))
          || part.hasPrefix("cityof") || part.hasPrefix("countyof") || part.hasPrefix("townof")
          || (part.count > 4 && localEndings.contains { part.hasSuffix($0) })
      }
      if isLocal || labels[0] == "so" { return .local }
      // state.il.us, ci.fairview.il.us
      return top == "us" && labels.count > 2 && labels[labels.count - 2].count == 2 ? .local : nil
    }

    /// "FPD", "MCSO": acronyms of police departments and sheriffs end alike.
    static func side(ofAcronym label: String) -> Person.Side {
      let isAcronym = label.count >= 3 && label.count <= 6 && label.allSatisfy(\.isUppercase)
      let isLocal = ["PD", "SO", "SD"].contains { label.hasSuffix($0) }
      return isAcronym && isLocal ? .local : .unknown
    }
  }
}
