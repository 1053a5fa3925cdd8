// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Text documents as pages: Word (`.docx`), Rich Text, HTML and plain text.
package enum TextDocument {
  /// Lays a document out on US-letter pages, with a width of letters like Helvetica's at 11 points.
  ///
  /// Pages end where the file says so: at form feeds, at page breaks, and in a Word document where
  /// Word last ended them, so that page numbers agree with Word's; otherwise where they are full.
  package static func read(
    _ bytes: [UInt8], kind: SourceKind
  ) throws(TextDocumentError) -> [LaidOutPage] {
    guard !bytes.isEmpty else { throw .empty }
    let flow: Flow
    switch kind {
    case .docx: flow = try WordDocument.flow(bytes)
    case .rtf: flow = try RichTextReader.flow(bytes)
    case .html: flow = try WebPage.flow(bytes)
    case .text: flow = try PlainText.flow(bytes)
    default: throw .unsupported("A \(kind.rawValue) file is no text document.")
    }
    return try Typesetter.pages(of: flow)
  }

  /// A PDF that shows the pages: each word in its box, each redaction as a black bar.
  package static func pdf(of pages: [LaidOutPage]) -> [UInt8] { PDFWriter.pdf(of: pages) }
}
