// SPDX-License-Identifier: Apache-2.0

/// Numbers values from 0, each once, in the order in which they come.
public struct Numbering<Value: Hashable & Sendable>: Sendable {
  /// By number.
  public private(set) var values: [Value] = []
  private var numbers: [Value: UInt32] = [:]

  /// - Parameter first: the value that is number 0; nil for none.
  public init(first: Value? = nil) {
    if let first { _ = number(of: first) }
  }

  public mutating func number(of value: Value) -> UInt32 {
    if let known = numbers[value] { return known }
    let next = UInt32(values.count)
    numbers[value] = next
    values.append(value)
    return next
  }
}
