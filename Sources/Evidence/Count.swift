// SPDX-License-Identifier: Apache-2.0

extension Int {
  /// "12,345,678".
  public var grouped: String {
    var digits = String(magnitude)
    var out = ""
    while digits.count > 3 {
      out = "," + digits.suffix(3) + out
      digits.removeLast(3)
    }
    return (self < 0 ? "-" : "") + digits + out
  }

  /// The share of `all` in percent, with two places at most: "20.45"; "0" of none.
  public func percent(of all: Int) -> String {
    JSONValue.number((Double(self) / Double(Swift.max(1, all)) * 10_000).rounded() / 100)
  }
}
