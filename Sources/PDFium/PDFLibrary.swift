// SPDX-License-Identifier: Apache-2.0

import CPDFium

/// The PDFium library, bound once in the life of a process.
///
/// PDFium is not thread-safe: everything made from it must stay on one thread.
package struct PDFLibrary {
  /// Binds `libpdfium.so` at `path`. A library that is already bound is kept, whatever the path.
  ///
  /// - Throws: `PDFError.Kind.library` where the file is missing, is no library or lacks a function.
  package init(path: String) throws(PDFError) {
    var message = [CChar](repeating: 0, count: 512)
    guard cpdfium_load(path, &message, message.count) else {
      let bytes = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw PDFError(
        .library, "PDFium could not be loaded: \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  /// - Parameter password: the user's or the owner's; nil tries the empty one.
  package func open(_ path: String, password: String? = nil) throws(PDFError) -> PDFDocument {
    var code: UInt = 0
    guard let handle = cpdfium_open(path, password, &code) else {
      switch code {
      case 2: throw PDFError(.file, "The file cannot be opened.")
      case 4:
        throw PDFError(
          .encrypted,
          password == nil
            ? "The document is locked: give its password."
            : "The document is locked, and the password given does not open it.")
      case 5: throw PDFError(.unsupported, "The document is locked by an unknown scheme.")
      default: throw PDFError(.damaged, "Not a PDF document, or damaged beyond repair.")
      }
    }
    return PDFDocument(handle: handle)
  }

  /// Opens a document from memory, of which a copy is kept as long as the document.
  package func open(bytes: [UInt8]) throws(PDFError) -> PDFDocument {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    memory.copyBytes(from: bytes)
    var code: UInt = 0
    guard let handle = cpdfium_open_bytes(memory.baseAddress, memory.count, &code) else {
      memory.deallocate()
      throw PDFError(.damaged, "Not a PDF document, or damaged beyond repair.")
    }
    return PDFDocument(handle: handle, memory: memory)
  }
}
