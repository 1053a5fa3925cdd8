// SPDX-License-Identifier: Apache-2.0

/// Values that a condition names, or all but these. Values are compared in lower case.
struct ValueSet: Hashable, Sendable {
  var values: Set<String>
  /// All values but `values`.
  var isComplement = false

  init(_ values: some Sequence<String>, isComplement: Bool = false) {
    self.values = Set(values.map { $0.lowercased() })
    self.isComplement = isComplement
  }

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
