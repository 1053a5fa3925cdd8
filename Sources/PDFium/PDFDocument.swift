// SPDX-License-Identifier: Apache-2.0

import CPDFium

/// An open document. Closed when nothing holds it or one of its pages any more.
package final class PDFDocument {
  let handle: OpaquePointer
  package let pageCount: Int

  /// What it is read from, where that is memory.
  private let bytes: UnsafeMutableRawBufferPointer?

  init(handle: OpaquePointer, bytes: UnsafeMutableRawBufferPointer? = nil) {
    (self.handle, self.bytes) = (handle, bytes)
    pageCount = max(0, Int(cpdfium_page_count(handle)))
  }

  deinit {
    cpdfium_close(handle)
    bytes?.deallocate()
  }

  /// - Parameter index: counted from 0.
  /// - Throws: `damaged` where there is no such page or it cannot be read.
  package func page(_ index: Int) throws(PDFError) -> PDFPage {
    guard index >= 0, index < pageCount, let page = cpdfium_page_load(handle, Int32(index)) else {
      throw PDFError(.damaged, "Page \(index + 1) cannot be read.")
    }
    return PDFPage(handle: page, index: index, document: self)
  }
}
