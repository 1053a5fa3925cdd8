// SPDX-License-Identifier: Apache-2.0
import Evidence

extension Figure {
  /// A plain count. `query` is a command line of the program without its name and the case.
  static func count(
    _ id: String, _ label: String, _ count: Int, of whole: Int? = nil, unit: String = "count",
    status: Event.Status? = nil, query: String
  ) -> Figure {
    Figure(
      id: id, label: label, value: Double(count), numerator: count, denominator: whole, unit: unit,
      status: status?.rawValue, query: Self.command(query))
  }

  /// A share of everything there is in the record: it has no sampling error, so no interval.
  static func share(
    _ id: String, _ label: String, _ count: Int, of whole: Int, status: Event.Status? = nil,
    query: String
  ) -> Figure {
    Figure(
      id: id, label: label, value: whole > 0 ? Double(count) / Double(whole) : 0,
      numerator: count, denominator: whole, unit: "share",
      interval: whole > 0 ? Interval.wilson(successes: count, of: whole) : nil,
      method: whole > 0 ? "Wilson 95 %" : "nothing to count", status: status?.rawValue,
      query: Self.command(query))
  }

  /// "messages --from x" → "brightline messages CASE --from x".
  static func command(_ query: String) -> String {
    let verb = query.prefix { $0 != " " }
    return "brightline \(verb) CASE\(query.dropFirst(verb.count))"
  }
}
