// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Which actor of the vocabulary a person acts as, by the guide.
package struct ActorFinder: Sendable {
  private let finder: Affiliation.Finder

  package init(_ guide: OrganizationGuide) { finder = Affiliation.Finder(guide) }

  /// Such as "ICE-ERO" or "municipal-police"; nil where the guide does not say.
  package func actor(of person: Person) -> String? {
    if let organization = person.organization {
      if let actor = finder.organization(named: organization)?.actor { return actor }
      // What the record calls a local agency: "Fairview Police Department", "FPD".
      let own = finder.affiliation(
        name: PersonName("(\(organization))"), address: nil, organization: nil)
      if let actor = own.organization?.actor { return actor }
      if own.side == .local { return Self.actor(ofAcronym: organization) }
    }
    guard person.side == .local else { return nil }
    return person.addresses.lazy.compactMap { address in
      Affiliation.Finder.host(address).flatMap(Self.actor(ofHost:))
    }.first
  }

  private static func actor(ofAcronym label: String) -> String {
    label.hasSuffix("PD") ? "municipal-police" : "sheriff"
  }

  private static func actor(ofHost host: String) -> String? {
    let parts = host.split { $0 == "." || $0 == "-" }
    if parts.contains(where: { $0.contains("sheriff") || $0 == "so" }) { return "sheriff" }
    if parts.contains(where: { $0.contains("police") || ($0.hasSuffix("pd") && $0.count <= 20) }) {
      return "municipal-police"
    }
    return parts.contains { $0.contains("jail") } ? "jail-corrections" : nil
  }
}
