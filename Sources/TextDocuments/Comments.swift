// SPDX-License-Identifier: Apache-2.0

/// Comments stand beside the text in the program that wrote it, for everyone to see: they are no
/// words that were withheld. On the pages they follow the document, on a page of their own, so that
/// the numbers of the other pages stay what they are.
enum Comments {
  static func blocks(_ comments: [Paragraph]) -> [Block] {
    let comments = comments.filter(\.hasText)
    guard !comments.isEmpty else { return [] }
    return [.pageBreak(.soft), .paragraph(Paragraph("Comments"))]
      + comments.map { .paragraph($0) }
  }
}
