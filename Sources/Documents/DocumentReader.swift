// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging
import PDFium

/// Reads PDF files, images and text documents into pages. One a worker process: not thread-safe.
///
/// The last document stays open, so that consecutive pages of one path are cheap. What a page gives
/// depends on its file and the options only, never on what was read before.
package final class DocumentReader {
  private let library: PDFLibrary
  private let options: ReadingOptions
  private let recognition: Recognition
  private var last: (path: String, kind: SourceKind, document: any OpenDocument)?

  /// - Parameter pdfium: the path of `libpdfium.so`.
  /// - Throws: `unsupported` where the library cannot be loaded.
  package init(pdfium: String, options: ReadingOptions) throws(ReadingError) {
    self.options = options
    recognition = Recognition(languages: options.languages)
    do throws(PDFError) { library = try PDFLibrary(path: pdfium) } catch {
      throw ReadingError(error)
    }
  }

  package func pageCount(of path: String, kind: SourceKind) throws(ReadingError) -> Int {
    try open(path, kind).pageCount
  }

  /// - Parameter number: counted from 1.
  package func page(
    _ number: Int, of path: String, kind: SourceKind, source: SourceID
  ) throws(ReadingError) -> Page {
    var page = try open(path, kind).page(number, source: source)
    Furniture.mark(&page)
    page.addWrittenRedactions()
    return page
  }

  /// A page as a grey picture, unrotated: the boxes of its `Page` times dpi / 72 are its pixels.
  ///
  /// - Throws: `damaged` where the page cannot be read, `memoryLimit` where the picture would have
  ///   more than 120 million pixels.
  package func raster(
    _ number: Int, of path: String, kind: SourceKind, dpi: Double
  ) throws(ReadingError) -> Raster {
    guard dpi >= 1, dpi <= 2_400 else {
      throw ReadingError(.unsupported, "A picture of \(dpi) pixels an inch is not made.")
    }
    return try open(path, kind).raster(number, dpi: dpi)
  }

  /// What the file as a whole exposes: bookmarks, metadata, form fields, files within it and its
  /// earlier states. See `DocumentExposures` for what counts as exposed.
  ///
  /// - Parameter pages: all pages of the source as they were read, in order.
  package func exposures(
    of path: String, kind: SourceKind, pages: [Page]
  ) throws(ReadingError) -> [Exposure] {
    try open(path, kind).exposures(pages)
  }

  /// The files within a PDF document, those in annotations of its pages after those it lists.
  package func attachments(of path: String) throws(ReadingError) -> [Attachment] {
    try open(path, .pdf).attachments()
  }

  /// - Parameter index: counted from 0, as `attachments` lists them.
  /// - Throws: `outputLimit` beyond 256 MiB, `damaged` where it cannot be unpacked.
  package func attachment(_ index: Int, of path: String) throws(ReadingError) -> [UInt8] {
    try open(path, .pdf).attachment(index)
  }

  private func open(_ path: String, _ kind: SourceKind) throws(ReadingError) -> any OpenDocument {
    if let last, last.path == path, last.kind == kind { return last.document }
    // Closed before the next is opened: never two documents in memory.
    last = nil
    let document: any OpenDocument
    switch kind {
    case .pdf:
      document = try OpenPDF(path: path, library: library, options: options, recognition)
    case .image:
      document = try OpenImage(path: path, options: options, recognition)
    case .docx, .rtf, .html, .text:
      document = try OpenText(path: path, kind: kind, library: library)
    default: throw ReadingError(.unsupported, "Not a document with pages.")
    }
    last = (path, kind, document)
    return document
  }
}

extension Page {
  /// Adds what its words say is withheld; bates, stamps and furniture must be marked.
  mutating func addWrittenRedactions() {
    let slip = SlipSheet.redaction(on: self)
    let written = slip.map { [$0] } ?? TextMarks.redactions(in: self)
    guard !written.isEmpty else { return }
    redactions = (redactions + written).sorted { ($0.box.y0, $0.box.x0) < ($1.box.y0, $1.box.x0) }
    let text = words.filter { word in
      !furniture.contains { $0.contains(x: word.box.midX, y: word.box.midY) }
    }
    redactedShare = PagePacking.rounded(
      RedactionFinder.redactedShare(
        of: redactions, words: text, pageWidth: width, pageHeight: height), per: 10_000)
  }
}

/// A file whose pages can be read in any order.
protocol OpenDocument: AnyObject {
  var pageCount: Int { get }
  /// - Parameter number: counted from 1.
  func page(_ number: Int, source: SourceID) throws(ReadingError) -> Page
  func raster(_ number: Int, dpi: Double) throws(ReadingError) -> Raster
  /// - Parameter pages: all pages of the file as read.
  func exposures(_ pages: [Page]) throws(ReadingError) -> [Exposure]
  func attachments() throws(ReadingError) -> [Attachment]
  /// - Parameter index: counted from 0.
  func attachment(_ index: Int) throws(ReadingError) -> [UInt8]
}

/// Most files hold no others.
extension OpenDocument {
  func exposures(_ pages: [Page]) throws(ReadingError) -> [Exposure] { [] }
  func attachments() throws(ReadingError) -> [Attachment] { [] }
  func attachment(_ index: Int) throws(ReadingError) -> [UInt8] {
    throw ReadingError(.damaged, "The file holds no others.")
  }
}

extension ReadingError {
  init(_ error: PDFError) {
    let reason: Failure.Reason =
      switch error.kind {
      case .library, .unsupported: .unsupported
      case .file, .damaged: .damaged
      case .encrypted: .encrypted
      }
    self.init(reason, error.detail)
  }

  init(_ error: ImagingError) { self.init(.damaged, error.detail) }
}
