// SPDX-License-Identifier: Apache-2.0
import Evidence

/// What was released and what of it could be read.
enum ReadingFigures {
  static func figures(of record: CaseRecord) -> [Figure] {
    let pages = record.pages.count
    let unread = record.pages.count { $0.words.isEmpty && !$0.isWithheldWhole }
    return [
      .count("pages", "Pages read from the released files", pages, query: "pages"),
      .share(
        "pages-without-text",
        "Pages on which no text was read, of all pages; wholly withheld ones are not among them",
        unread, of: pages,
        query: "pages --without-text"),
    ]
  }
}

extension Page {
  /// Whether nothing but the cover is left of the page: a redaction of the whole page.
  package var isWithheldWhole: Bool { redactions.contains { $0.kind == .page } }
}
