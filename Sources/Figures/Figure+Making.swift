// SPDX-License-Identifier: Apache-2.0
import Evidence

extension Figure {
  /// A plain count, of `whole` where it is a part of something.
  static func count(
    _ id: String, _ label: String, _ count: Int, of whole: Int? = nil, unit: String = "count",
    status: Event.Status? = nil, query: String, citations: [Citation] = []
  ) -> Figure {
    Figure(
      id: id, label: label, value: Double(count), numerator: count, denominator: whole, unit: unit,
      method: "complete count of the record", status: status?.rawValue, query: query,
      citations: citations)
  }

  /// A part of a whole with Wilson's interval: how far the share could carry beyond the record if
  /// one took the record for a sample. The count itself is complete.
  static func share(
    _ id: String, _ label: String, _ count: Int, of whole: Int, status: Event.Status? = nil,
    query: String, citations: [Citation] = []
  ) -> Figure {
    Figure(
      id: id, label: label, value: whole > 0 ? Double(count) / Double(whole) : 0,
      numerator: count, denominator: whole, unit: "share",
      interval: whole > 0 ? Interval.wilson(successes: count, of: whole) : nil,
      method: whole > 0 ? "Wilson 95 %" : "nothing to count from", status: status?.rawValue,
      query: query, citations: citations)
  }

  /// A part of a whole of which `open` members may belong to it or not.
  static func bounded(
    _ id: String, _ label: String, _ count: Int, open: Int, of whole: Int,
    status: Event.Status? = nil, query: String
  ) -> Figure {
    guard whole > 0 else { return share(id, label, count, of: whole, status: status, query: query) }
    return Figure(
      id: id, label: label, value: Double(count) / Double(whole), numerator: count,
      denominator: whole, unit: "share",
      interval: [Double(count) / Double(whole), Double(count + open) / Double(whole)],
      method: "bounds: undetermined counted as no, as yes", status: status?.rawValue, query: query)
  }
}
