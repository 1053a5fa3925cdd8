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
  /// A kind ("police departments") and not one organization: people keep the name that the record
  /// gives, and only side and actor are taken from here.
  package var isGeneric: Bool

  package init(
    name: String, side: String, domains: [String] = [], markers: [String] = [],
    actor: String? = nil, isGeneric: Bool = false
  ) {
    (self.name, self.side, self.domains) = (name, side, domains)
    (self.markers, self.actor, self.isGeneric) = (markers, actor, isGeneric)
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    side = try values.decode(String.self, forKey: .side)
    domains = try values.decodeIfPresent([String].self, forKey: .domains) ?? []
    markers = try values.decodeIfPresent([String].self, forKey: .markers) ?? []
    actor = try values.decodeIfPresent(String.self, forKey: .actor)
    isGeneric = try values.decodeIfPresent(Bool.self, forKey: .isGeneric) ?? false
  }

  private enum CodingKeys: String, CodingKey {
    case name, side, domains, markers, actor
    case isGeneric = "generic"
  }
}
