// SPDX-License-Identifier: Apache-2.0

/// A value that the record gives, or one it does not, with the reason.
public enum Fact<Value: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  case known(Value)
  case unknown(Unknown)

  public var value: Value? {
    if case .known(let value) = self { value } else { nil }
  }

  public var unknown: Unknown? {
    if case .unknown(let unknown) = self { unknown } else { nil }
  }

  public static var notStated: Fact { .unknown(Unknown(.notStated)) }
}

/// Why a value is not known, and what it may be.
public struct Unknown: Hashable, Sendable, Codable {
  public enum Reason: String, Sendable, Codable, CaseIterable {
    case redacted
    case notStated = "not-stated"
    case illegible
    case disagree
  }

  public var reason: Reason
  /// The values it can have, where the record narrows them; empty means any.
  public var candidates: [String]
  /// The exemption code on the box that hides it.
  public var code: String?
  /// The place where it would stand.
  public var citation: Citation?

  public init(
    _ reason: Reason, candidates: [String] = [], code: String? = nil, citation: Citation? = nil
  ) {
    (self.reason, self.candidates, self.code, self.citation) = (reason, candidates, code, citation)
  }
}
