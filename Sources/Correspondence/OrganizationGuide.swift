// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Which organization an address or a name belongs to, as `Data/organizations.yaml` has it.
package struct OrganizationGuide: Sendable, Codable {
  /// Earlier entries win where two fit equally well.
  package var organizations: [Organization]

  package init(organizations: [Organization]) { self.organizations = organizations }
}

/// One organization or kind of organization.
package struct Organization: Hashable, Sendable, Codable {
  package var name: String
  /// "local", "federal" or "other".
  package var side: String
  /// Suffixes of mail domains: "ice.dhs.gov" also fits "x.ice.dhs.gov".
  package var domains: [String]
  /// Words as they stand in the names of people: "(ICE)", "Sheriff".
  package var markers: [String]
  /// The value of `Vocabulary` that its people act as, such as "ICE-ERO".
  package var actor: String?

  package init(
    name: String, side: String, domains: [String] = [], markers: [String] = [],
    actor: String? = nil
  ) {
    (self.name, self.side, self.domains) = (name, side, domains)
    (self.markers, self.actor) = (markers, actor)
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    side = try values.decode(String.self, forKey: .side)
    domains = try values.decodeIfPresent([String].self, forKey: .domains) ?? []
    markers = try values.decodeIfPresent([String].self, forKey: .markers) ?? []
    actor = try values.decodeIfPresent(String.self, forKey: .actor)
  }
}
