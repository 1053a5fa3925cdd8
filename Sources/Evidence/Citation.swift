// SPDX-License-Identifier: Apache-2.0

/// Where a statement comes from: a place in a source and the words that stand there.
public struct Citation: Hashable, Sendable, Codable {
  public enum Place: Hashable, Sendable, Codable {
    /// Boxes on one page, one a line of the quote.
    case page(number: Int, bates: String?, boxes: [Box])
    /// A row of a table; `sheet` is nil for a CSV file, `row` is as numbered in the file.
    case row(sheet: String?, row: Int)
    /// The message of a mail file, counted from 1.
    case mail(index: Int)
    /// A line of a policy or mapping file, counted from 1.
    case line(Int)
  }

  public var source: SourceID
  public var place: Place
  /// Verbatim.
  public var quote: String

  public init(source: SourceID, place: Place, quote: String) {
    (self.source, self.place, self.quote) = (source, place, quote)
  }

  public var page: Int? {
    if case .page(let number, _, _) = place { number } else { nil }
  }

  public var bates: String? {
    if case .page(_, let bates, _) = place { bates } else { nil }
  }

  public var boxes: [Box] {
    if case .page(_, _, let boxes) = place { boxes } else { [] }
  }
}
