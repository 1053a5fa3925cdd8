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
      throw Self.error(code, password)
    }
    return PDFDocument(handle: handle)
  }

  /// Opens a document in memory.
  package func open(_ bytes: [UInt8], password: String? = nil) throws(PDFError) -> PDFDocument {
    let kept = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    kept.copyBytes(from: bytes)
    var code: UInt = 0
    guard let handle = cpdfium_open_bytes(kept.baseAddress, kept.count, password, &code) else {
      kept.deallocate()
      throw Self.error(code, password)
    }
    return PDFDocument(handle: handle, bytes: kept)
  }

  private static func error(_ code: UInt, _ password: String?) -> PDFError {
    switch code {
    case 2: PDFError(.file, "The file cannot be opened.")
    case 4:
      PDFError(
        .encrypted,
        password == nil
          ? "The document is locked: give its password with --password."
          : "The document is locked, and the password given does not open it.")
    case 5: PDFError(.unsupported, "The document is locked by an unknown scheme.")
    default: PDFError(.damaged, "Not a PDF document, or damaged beyond repair.")
    }
  }
}
