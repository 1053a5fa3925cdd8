// SPDX-License-Identifier: Apache-2.0

import CPDFium

/// An annotation of a page. Its numbers are those of PDFium's `fpdf_annot.h`.
package struct PDFAnnotation: Sendable {
  package enum Kind: Int32, Sendable {
    case other = 0
    case note = 1
    case link = 2
    case freeText = 3
    case highlight = 9
    case popup = 16
    case file = 17
    case widget = 20
    case redact = 28
  }

  package enum Field: Sendable { case text, choice, other }

  /// Its place on the page's list, from 0.
  package var index: Int
  package var kind: Kind
  /// In page space.
  package var rect: PDFRect
  /// What it marks, where that is not all of `rect`; in page space.
  package var areas: [PDFRect]
  /// The file says not to show it.
  package var hidden: Bool
  /// It brings its own look.
  package var hasAppearance: Bool
  /// What kind of form field a widget belongs to; nil where that was not asked for.
  package var field: Field?
  /// A field whose value is not to be read, such as a password.
  package var secret: Bool
}

extension PDFPage {
  /// The annotations of the page in their order, at most 10,000.
  package func annotations(form: PDFForm? = nil) -> [PDFAnnotation] {
    let count = Int(cpdfium_page_annotations(handle, form?.handle, nil, 0))
    let capacity = min(max(0, count), 10_000)
    guard capacity > 0 else { return [] }
    return withUnsafeTemporaryAllocation(of: cpdfium_annotation.self, capacity: capacity) { raw in
      _ = cpdfium_page_annotations(handle, form?.handle, raw.baseAddress, Int32(capacity))
      return raw.enumerated().map { index, annotation in
        let (hidden, noView) = (1 << 1, 1 << 5)
        let isWidget = annotation.subtype == PDFAnnotation.Kind.widget.rawValue
        return PDFAnnotation(
          index: index, kind: PDFAnnotation.Kind(rawValue: annotation.subtype) ?? .other,
          rect: PDFRect(
            left: Double(annotation.left), bottom: Double(annotation.bottom),
            right: Double(annotation.right), top: Double(annotation.top)),
          areas: (0..<Int(annotation.quads)).compactMap { area($0, ofAnnotation: index) },
          hidden: Int(annotation.flags) & (hidden | noView) != 0,
          hasAppearance: annotation.has_appearance,
          field: form == nil || !isWidget
            ? nil
            : annotation.field_type == 6
              ? .text
              : annotation.field_type == 4 || annotation.field_type == 5 ? .choice : .other,
          secret: Int(annotation.field_flags) & (1 << 13) != 0)
      }
    }
  }

  private func area(_ area: Int, ofAnnotation index: Int) -> PDFRect? {
    var p = [Float](repeating: 0, count: 8)
    guard cpdfium_annotation_quad(handle, Int32(index), Int32(area), &p),
      p.allSatisfy(\.isFinite)
    else { return nil }
    let x = [p[0], p[2], p[4], p[6]].map { Double($0) }
    let y = [p[1], p[3], p[5], p[7]].map { Double($0) }
    return PDFRect(
      left: x.reduce(.infinity, min), bottom: y.reduce(.infinity, min),
      right: x.reduce(-.infinity, max), top: y.reduce(-.infinity, max))
  }

  /// The value of the form field that a widget belongs to.
  package func value(of widget: PDFAnnotation, form: PDFForm) -> String {
    PDFString.read { cpdfium_annotation_value(handle, form.handle, Int32(widget.index), $0, $1) }
  }

  /// Alternative texts of the page's structure, and whether each stands for the words themselves
  /// (`ActualText`) or describes something (`Alt`).
  package func alternatives() -> [(text: String, actual: Bool)] {
    final class Found { var texts: [(text: String, actual: Bool)] = [] }
    let found = Found()
    cpdfium_page_alternatives(
      handle,
      { context, actual, text, count in
        guard let context, let text else { return }
        let units = UnsafeBufferPointer(start: text, count: Int(count))
        Unmanaged<Found>.fromOpaque(context).takeUnretainedValue().texts.append(
          (String(decoding: units, as: UTF16.self), actual != 0))
      }, Unmanaged.passUnretained(found).toOpaque())
    return withExtendedLifetime(found) { found.texts }
  }
}

/// The form of a document, opened to read the values of its fields.
package final class PDFForm {
  let handle: UnsafeMutableRawPointer
  private let storage: UnsafeMutableRawPointer
  private let document: PDFDocument

  /// Nil where it cannot be opened.
  package init?(_ document: PDFDocument) {
    let storage = UnsafeMutableRawPointer.allocate(
      byteCount: Int(CPDFIUM_FORM_STORAGE), alignment: 16)
    guard let handle = cpdfium_form_open(document.handle, storage) else {
      storage.deallocate()
      return nil
    }
    (self.handle, self.storage, self.document) = (handle, storage, document)
  }

  deinit {
    cpdfium_form_close(handle)
    storage.deallocate()
  }
}

/// Texts as PDFium hands them out: UTF-16 with a final zero, asked for twice.
enum PDFString {
  static func read(
    _ fill: (UnsafeMutableRawPointer?, UInt) -> UInt, limit: Int = 1 << 20
  ) -> String {
    let bytes = Int(fill(nil, 0))
    guard bytes > 2, bytes <= limit else { return "" }
    return withUnsafeTemporaryAllocation(of: UInt16.self, capacity: bytes / 2 + 1) { raw in
      let got = min(Int(fill(UnsafeMutableRawPointer(raw.baseAddress), UInt(bytes))), bytes)
      return String(decoding: raw.prefix(max(0, got / 2 - 1)), as: UTF16.self)
    }
  }
}
