// SPDX-License-Identifier: Apache-2.0

/// What became of everything in a file that holds many things. Every thing that was expected is
/// read, unreadable, or of another kind.
public struct ArchiveAccount: Hashable, Sendable, Codable {
  public enum Unit: String, Sendable, Codable { case messages, files }

  public var unit: Unit
  /// By the archive's own count.
  public var expected: Int
  public var read: Int
  /// Each with its reason among the failures of the source.
  public var unreadable: Int
  /// Items that are no messages, such as contacts and appointments, by what they are.
  public var other: [String: Int]
  /// Of those read, how many lay in the folder of deleted items.
  public var deleted: Int

  public init(
    unit: Unit, expected: Int = 0, read: Int = 0, unreadable: Int = 0, other: [String: Int] = [:],
    deleted: Int = 0
  ) {
    (self.unit, self.expected, self.read) = (unit, expected, read)
    (self.unreadable, self.other, self.deleted) = (unreadable, other, deleted)
  }

  /// Two parts of one archive.
  public static func + (a: ArchiveAccount, b: ArchiveAccount) -> ArchiveAccount {
    ArchiveAccount(
      unit: a.unit, expected: a.expected + b.expected, read: a.read + b.read,
      unreadable: a.unreadable + b.unreadable, other: a.other.merging(b.other, uniquingKeysWith: +),
      deleted: a.deleted + b.deleted)
  }

  /// "120 messages expected: 110 read (4 of them deleted), 2 unreadable, 8 of other kinds (8
  /// contacts)".
  public var sentence: String {
    var out = "\(expected) \(unit.rawValue) expected: \(read) read"
    if deleted > 0 { out += " (\(deleted) of them from deleted items)" }
    out += ", \(unreadable) unreadable"
    guard !other.isEmpty else { return out }
    let kinds = other.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    return out + ", \(other.values.reduce(0, +)) of other kinds (\(kinds.joined(separator: ", ")))"
  }

  public var object: JSONObject {
    var out = JSONObject()
    out["unit"] = .string(unit.rawValue)
    out["expected"] = .int(expected)
    out["read"] = .int(read)
    out["unreadable"] = .int(unreadable)
    var kinds = JSONObject()
    for (kind, count) in other.sorted(by: { $0.key < $1.key }) { kinds[kind] = .int(count) }
    out["other"] = .object(kinds)
    out["deleted"] = .int(deleted)
    return out
  }
}
