// SPDX-License-Identifier: Apache-2.0

import CPDFium

/// An open document. Closed when nothing holds it or one of its pages any more.
package final class PDFDocument {
  let handle: OpaquePointer
  package let pageCount: Int
  /// The bytes it is read from, where it was not opened from a file.
  private let memory: UnsafeMutableRawBufferPointer?

  init(handle: OpaquePointer, memory: UnsafeMutableRawBufferPointer? = nil) {
    (self.handle, self.memory) = (handle, memory)
    pageCount = max(0, Int(cpdfium_page_count(handle)))
  }

  deinit {
    cpdfium_close(handle)
    memory?.deallocate()
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
