// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Imaging
import PDFium
import TextDocuments

/// A text document, laid out on pages once and drawn where a picture is asked for.
final class OpenText: OpenDocument {
  private let pages: [LaidOutPage]
  private let library: PDFLibrary

  /// Text documents beyond this many bytes are not read.
  private static let sizeLimit = 256 << 20

  init(path: String, kind: SourceKind, library: PDFLibrary) throws(ReadingError) {
    self.library = library
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    guard size <= Self.sizeLimit else {
      throw ReadingError(.outputLimit, "It is larger than \(Self.sizeLimit >> 20) MB.")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ReadingError(.damaged, "The file cannot be opened.")
    }
    do throws(TextDocumentError) {
      pages = try TextDocument.read([UInt8](data), kind: kind)
    } catch {
      throw ReadingError(error)
    }
  }

  var pageCount: Int { pages.count }

  func page(_ number: Int, source: SourceID) throws(ReadingError) -> Page {
    let laid = try load(number)
    var page = Page(source: source, number: number, width: laid.width, height: laid.height)
    page.words = laid.words
    page.method = laid.words.isEmpty ? .none : .text
    let space = PageSpace(width: laid.width, height: laid.height, rotation: 0)
    page.take(redactions: laid.redactions, space)
    page.exposures = laid.exposures
    return page
  }

  func raster(_ number: Int, dpi: Double) throws(ReadingError) -> Raster {
    let laid = try load(number)
    do throws(PDFError) {
      let document = try library.open(TextDocument.pdf(of: [laid]))
      guard let drawn = try document.page(0).render(scale: dpi / 72, quarterTurns: 0) else {
        throw PDFError(.damaged, "Page \(number) is too large to draw at \(dpi) dpi.")
      }
      return Raster(width: drawn.width, height: drawn.height, dpi: dpi, pixels: drawn.pixels)
    } catch { throw ReadingError(error) }
  }

  private func load(_ number: Int) throws(ReadingError) -> LaidOutPage {
    guard pages.indices.contains(number - 1) else {
      throw ReadingError(.damaged, "The document has no page \(number).")
    }
    return pages[number - 1]
  }
}

extension ReadingError {
  init(_ error: TextDocumentError) {
    switch error {
    case .damaged(let what): self.init(.damaged, what)
    case .encrypted:
      self.init(.encrypted, "The document is protected by a password; ask for it without.")
    case .empty: self.init(.empty, "There is no text in the document.")
    case .tooLarge(let what): self.init(.outputLimit, what)
    case .unsupported(let what): self.init(.unsupported, what)
    }
  }
}
