// SPDX-License-Identifier: Apache-2.0

/// What a reviewer decided of who is who: that two are one person, or that a spelling is not theirs.
///
/// People are named by how the record writes them, not by id: ids may change as files are added.
public struct PersonRuling: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable { case merge, split }

  public var kind: Kind
  /// The names and addresses of the person, as the record has them.
  public var person: [String]
  /// To merge: the names and addresses of the other. To split: those that are somebody else's.
  public var other: [String]
  public var reviewer: String
  public var why: String

  public init(kind: Kind, person: [String], other: [String], reviewer: String, why: String) {
    (self.kind, self.person, self.other) = (kind, person, other)
    (self.reviewer, self.why) = (reviewer, why)
  }
}
