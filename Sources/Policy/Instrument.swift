// SPDX-License-Identifier: Apache-2.0

/// A policy text: a statute, ordinance, order, directive or agreement, in force somewhere from a
/// day to a day.
public struct Instrument: Hashable, Sendable {
  /// One sentence of the instrument as must, must not or may.
  public struct Rule: Hashable, Sendable {
    /// The label in its instrument: `15a`. With the instrument it is written `IL-TRUST.15a`.
    public var ref: String
    /// As it stands in the file, from `rule` to its last clause.
    public var text: String
    /// The rule's own citation, or the instrument's where it has none.
    public var cite: String
    public var line: Int

    public init(ref: String, text: String, cite: String, line: Int) {
      (self.ref, self.text, self.cite, self.line) = (ref, text, cite, line)
    }
  }

  public var id: String
  public var place: String
  public var from: CivilDay
  /// The last day in force; nil while it is in force.
  public var to: CivilDay?
  public var cite: String
  public var file: String
  public var line: Int
  public var rules: [Rule]

  public init(
    id: String, place: String, from: CivilDay, to: CivilDay?, cite: String, file: String,
    line: Int, rules: [Rule]
  ) {
    (self.id, self.place, self.from, self.to) = (id, place, from, to)
    (self.cite, self.file, self.line, self.rules) = (cite, file, line, rules)
  }

  public func isInForce(on day: CivilDay) -> Bool {
    from <= day && to.map { day <= $0 } ?? true
  }
}
