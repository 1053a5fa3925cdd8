// SPDX-License-Identifier: Apache-2.0

/// Values that a condition names, or all but these. Values are compared in lower case.
struct ValueSet: Hashable, Sendable {
  let values: Set<String>
  /// All values but `values`.
  let isComplement: Bool
  /// Of all values, whatever their order: conditions are looked up more often than they are made.
  private let digest: Int

  init(_ values: some Sequence<String>, isComplement: Bool = false) {
    self.values = Set(values.map { $0.lowercased() })
    self.isComplement = isComplement
    digest = self.values.reduce(isComplement ? 1 : 0) { $0 ^ $1.hashValue }
  }

  static func == (a: ValueSet, b: ValueSet) -> Bool {
    a.digest == b.digest && a.isComplement == b.isComplement && a.values == b.values
  }

  func hash(into hasher: inout Hasher) { hasher.combine(digest) }

  func contains(_ value: String) -> Bool { values.contains(value) != isComplement }

  var inverted: ValueSet { ValueSet(values, isComplement: !isComplement) }

  func union(_ other: ValueSet) -> ValueSet {
    switch (isComplement, other.isComplement) {
    case (false, false): ValueSet(values.union(other.values))
    case (true, true): ValueSet(values.intersection(other.values), isComplement: true)
    case (true, false): ValueSet(values.subtracting(other.values), isComplement: true)
    case (false, true): ValueSet(other.values.subtracting(values), isComplement: true)
    }
  }

  func intersection(_ other: ValueSet) -> ValueSet {
    inverted.union(other.inverted).inverted
  }
}
