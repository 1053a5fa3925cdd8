// SPDX-License-Identifier: Apache-2.0

import Evidence
import YAMLFiles

/// Which organization an address, a name or a title belongs to, as `Data/agencies.yaml` has it.
package struct OrganizationGuide: Sendable {
  /// Earlier entries win where two fit equally well.
  package var organizations: [Organization]

  package init(organizations: [Organization]) { self.organizations = organizations }
}

/// One organization or kind of organization.
package struct Organization: Hashable, Sendable {
  package var name: String
  /// "local", "federal" or "other".
  package var side: String
  /// Suffixes of mail domains: "ice.dhs.gov" also fits "x.ice.dhs.gov".
  package var domains: [String]
  /// Words as they stand in the names of people: "(ICE)", "Sheriff".
  package var markers: [String]
  /// Words as they stand in titles that only its people bear: "Deportation Officer".
  package var titles: [String]
  /// The value of `Vocabulary` that its people act as, such as "ICE-ERO".
  package var actor: String?
  /// A kind ("police departments") and not one organization: people keep the name that the record
  /// gives, and only side and actor are taken from here.
  package var isGeneric: Bool

  package init(
    name: String, side: String, domains: [String] = [], markers: [String] = [],
    titles: [String] = [], actor: String? = nil, isGeneric: Bool = false
  ) {
    (self.name, self.side, self.domains) = (name, side, domains)
    (self.markers, self.titles) = (markers, titles)
    (self.actor, self.isGeneric) = (actor, isGeneric)
  }
}

extension OrganizationGuide {
  /// Reads a file as `Data/agencies.yaml` describes itself.
  package init(yaml: String, file: String) throws(GuideError) {
    let fields = try YAMLNode.root(yaml: yaml, file: file).fields(
      "the file", allowed: ["agencies"])
    organizations = []
    for node in try fields["agencies"]?.elements("agencies") ?? [] {
      organizations.append(try Organization(node))
    }
  }
}

extension Organization {
  private static let sides = [Person.Side.local, .federal, .other].map(\.rawValue)

  fileprivate init(_ node: YAMLNode) throws(GuideError) {
    let fields = try node.fields(
      "an agency",
      allowed: ["name", "side", "domains", "markers", "titles", "actor", "generic"])
    guard let name = fields["name"] else { throw node.error("an agency needs its name") }
    guard let side = fields["side"] else {
      throw node.error("an agency needs its side: \(YAMLNode.list(Self.sides))")
    }
    self.init(name: try name.text("name"), side: try side.text("side"))
    guard Self.sides.contains(self.side) else {
      throw side.error("“\(self.side)” is no side; allowed are \(YAMLNode.list(Self.sides))")
    }
    for element in try fields["domains"]?.elements("domains") ?? [] {
      domains.append(try Self.domain(element))
    }
    markers = try fields["markers"]?.texts("markers") ?? []
    titles = try fields["titles"]?.texts("titles") ?? []
    if let node = fields["actor"] {
      let word = try node.text("actor")
      let allowed = Vocabulary.facets[.actor] ?? []
      guard allowed.contains(word) else {
        throw node.error("“\(word)” is no actor; allowed are \(YAMLNode.list(allowed))")
      }
      actor = word
    }
    isGeneric = try fields["generic"]?.flag("generic") ?? false
  }

  private static func domain(_ node: YAMLNode) throws(GuideError) -> String {
    let text = try node.text("each of domains")
    let host = text.drop { $0 == "." || $0 == "*" || $0 == "@" }
    let isHost =
      !host.isEmpty
      && host.utf8.allSatisfy { byte in
        (byte | 32 >= 97 && byte | 32 <= 122) || (byte >= 48 && byte <= 57) || byte == 45
          || byte == 46
      }
    guard isHost else {
      throw node.error("“\(text)” is no domain; write what stands behind the @: ice.dhs.gov")
    }
    return text
  }
}
