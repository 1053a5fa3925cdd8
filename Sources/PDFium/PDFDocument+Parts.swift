// SPDX-License-Identifier: Apache-2.0

import CPDFium

/// A file within a document.
package struct PDFAttachment {
  let handle: OpaquePointer
  /// The name for people, from `/UF` where there is one.
  package let name: String
  /// Length in bytes, unpacked; nil where it cannot be unpacked.
  package let count: Int?

  /// Keeps the document open as long as the file in it may be read.
  private let document: PDFDocument

  init(handle: OpaquePointer, _ document: PDFDocument) {
    (self.handle, self.document) = (handle, document)
    name = PDFString.read { cpdfium_attachment_name(handle, $0, $1) }
    var length: UInt = 0
    count = cpdfium_attachment_file(handle, nil, 0, &length) ? Int(length) : nil
  }

  /// Nil where it cannot be unpacked or is longer than `limit`.
  package func bytes(limit: Int) -> [UInt8]? {
    guard let count, count <= limit else { return nil }
    if count == 0 { return [] }
    var good = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var length: UInt = 0
      good =
        cpdfium_attachment_file(handle, buffer.baseAddress, UInt(count), &length)
        && length == UInt(count)
      filled = good ? count : 0
    }
    return good ? bytes : nil
  }
}

/// The parts of a document that are not on its pages.
extension PDFDocument {
  /// A value of the information dictionary, such as "Title"; empty where there is none.
  package func information(_ key: String) -> String {
    PDFString.read { cpdfium_information(handle, key, $0, $1) }
  }

  /// The label that viewers show for a page, counted from 0; empty where there is none.
  package func pageLabel(_ index: Int) -> String {
    PDFString.read { cpdfium_page_label(handle, Int32(index), $0, $1) }
  }

  /// The titles of the bookmarks from the top down, at most 20,000.
  package func bookmarks() -> [String] {
    var titles: [String] = []
    // A file can make bookmarks that lead back to themselves.
    var seen: Set<OpaquePointer> = []
    func collect(_ parent: OpaquePointer?, _ depth: Int) {
      var next = cpdfium_bookmark_child(handle, parent)
      while let bookmark = next, titles.count < 20_000, depth < 64, seen.insert(bookmark).inserted {
        titles.append(PDFString.read { cpdfium_bookmark_title(bookmark, $0, $1) })
        collect(bookmark, depth + 1)
        next = cpdfium_bookmark_next(handle, bookmark)
      }
    }
    collect(nil, 0)
    return titles
  }

  /// The files that the document lists, those of a portfolio among them.
  package func attachments() -> [PDFAttachment] {
    let count = min(max(0, Int(cpdfium_attachment_count(handle))), 10_000)
    return (0..<count).compactMap {
      cpdfium_attachment_get(handle, Int32($0)).map { PDFAttachment(handle: $0, self) }
    }
  }

  /// Whether it has a form to be filled in.
  package var hasForm: Bool { cpdfium_has_form(handle) }

  /// The document written anew, every object by itself and nothing encrypted; nil where that takes
  /// more than `limit` bytes or cannot be done.
  package func plainCopy(limit: Int) -> [UInt8]? {
    final class Copy {
      var bytes: [UInt8] = []
      let limit: Int
      init(limit: Int) { self.limit = limit }
    }
    let copy = Copy(limit: limit)
    let whole = cpdfium_copy(
      handle,
      { context, bytes, count in
        guard let context, let bytes else { return 0 }
        let copy = Unmanaged<Copy>.fromOpaque(context).takeUnretainedValue()
        guard copy.bytes.count + Int(count) <= copy.limit else { return 0 }
        copy.bytes.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: Int(count)))
        return 1
      }, Unmanaged.passUnretained(copy).toOpaque())
    return withExtendedLifetime(copy) { whole ? copy.bytes : nil }
  }
}

extension PDFPage {
  /// The file that an annotation holds.
  package func file(of annotation: PDFAnnotation) -> PDFAttachment? {
    guard annotation.kind == .file else { return nil }
    return cpdfium_annotation_file(handle, Int32(annotation.index)).map {
      PDFAttachment(handle: $0, document)
    }
  }
}
