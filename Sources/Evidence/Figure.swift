// SPDX-License-Identifier: Apache-2.0

/// A number with what it counts, out of what, and how it was made.
public struct Figure: Hashable, Sendable, Codable {
  public var id: String
  /// A sentence that names what is counted and out of what.
  public var label: String
  public var value: Double
  public var numerator: Int?
  public var denominator: Int?
  /// "share", "count", "minutes", "pages" …
  public var unit: String
  /// Lower and upper bound where the value is an estimate or part of it is undetermined.
  public var interval: [Double]?
  /// How the interval was made: "Wilson 95 %", "bounds: undetermined counted as no, as yes".
  public var method: String?
  /// Which events it counts: "logged", "confirmed", "suggested", or nil where none are counted.
  public var status: String?
  /// The command or SQL that lists what was counted.
  public var query: String
  public var citations: [Citation]

  public init(
    id: String, label: String, value: Double, numerator: Int? = nil, denominator: Int? = nil,
    unit: String, interval: [Double]? = nil, method: String? = nil, status: String? = nil,
    query: String, citations: [Citation] = []
  ) {
    (self.id, self.label, self.value) = (id, label, value)
    (self.numerator, self.denominator, self.unit) = (numerator, denominator, unit)
    (self.interval, self.method, self.status) = (interval, method, status)
    (self.query, self.citations) = (query, citations)
  }
}
