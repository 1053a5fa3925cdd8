// SPDX-License-Identifier: Apache-2.0

import CPDFium

/// One thing a page draws. Objects inside forms stand where the form stands.
package struct PDFObject: Sendable {
  package enum Kind: Sendable { case text, path, image, shading, other }

  /// Names the object as long as its page is open.
  package var name: UInt
  package var kind: Kind
  /// In page space, cut to the bounds of its clip path. Zero for texts.
  package var bounds: PDFRect
  /// From its own space to page space: x' = ax + cy + e, y' = bx + dy + f.
  package var matrix: (Float, Float, Float, Float, Float, Float)
  package var fill: PDFColor
  package var stroke: PDFColor
  package var strokeWidth: Double
  package var fills: Bool
  package var strokes: Bool
  /// Drawn with a blend mode, a soft mask or an opacity under 1.
  package var transparent: Bool
  package var segments: Int
  package var pixelWidth: Int
  package var pixelHeight: Int
  /// A one-bit image that is painted through in the fill colour.
  package var stencil: Bool
  /// Part of an optional content group.
  package var layered: Bool
  /// A text of which the clip path takes a part away.
  package var cut: Bool
  package var inForm: Bool
}

/// What a page draws, counted.
package struct PDFSurvey: Sendable {
  package var texts: Int
  package var others: Int
  /// Some of it is part of an optional content group.
  package var layered: Bool
  /// A clip path takes a part of a text away.
  package var cut: Bool
  /// Forms hold text.
  package var forms: Bool
}

/// A point of a path in page space.
package struct PDFPoint: Sendable {
  package enum Kind: Sendable { case line, curve, move }

  package var x: Double
  package var y: Double
  package var kind: Kind
  package var closes: Bool
}

extension PDFPage {
  /// What the page draws, without a list of it: most pages draw nothing but text.
  package func survey(limit: Int = 200_000) -> PDFSurvey {
    let raw = cpdfium_page_survey(handle, Int32(limit))
    return PDFSurvey(
      texts: Int(raw.texts), others: Int(raw.others), layered: raw.layered, cut: raw.cut,
      forms: raw.forms)
  }

  /// Takes objects, by the names that `objects()` gave them, out of what is drawn while `body` runs.
  package func without<Result>(_ names: Set<UInt>, _ body: () -> Result) -> Result {
    let objects = names.compactMap { UnsafeRawPointer(bitPattern: $0) }
    for object in objects { cpdfium_object_show(object, false) }
    defer { for object in objects { cpdfium_object_show(object, true) } }
    return body()
  }

  /// What the page draws, in order; at most `limit` objects.
  package func objects(limit: Int = 200_000) -> [PDFObject] {
    var capacity = 256
    while true {
      var needed = 0
      let objects = withUnsafeTemporaryAllocation(of: cpdfium_object.self, capacity: capacity) {
        raw -> [PDFObject] in
        needed = Int(
          cpdfium_page_objects(handle, raw.baseAddress, Int32(capacity), Int32(limit)))
        return needed > capacity ? [] : raw.prefix(needed).map { PDFObject($0) }
      }
      if needed <= capacity { return objects }
      capacity = needed
    }
  }

  /// The points of a path that `objects()` of this page named; none for other objects.
  package func points(of object: PDFObject, limit: Int = 4_096) -> [PDFPoint] {
    guard object.kind == .path, let pointer = UnsafeRawPointer(bitPattern: object.name) else {
      return []
    }
    let capacity = min(object.segments, limit)
    return withUnsafeTemporaryAllocation(of: cpdfium_point.self, capacity: max(1, capacity)) {
      raw in
      let m = object.matrix
      let count = Int(
        cpdfium_path_points(
          pointer, [m.0, m.1, m.2, m.3, m.4, m.5], raw.baseAddress, Int32(capacity)))
      return raw.prefix(min(count, capacity)).map { p in
        PDFPoint(
          x: Double(p.x), y: Double(p.y), kind: p.kind == 2 ? .move : p.kind == 1 ? .curve : .line,
          closes: p.closes)
      }
    }
  }

  /// The image at its own resolution: 8-bit grey, top row first; nil where it cannot be decoded
  /// or has more than `limit` pixels.
  package func image(of object: PDFObject, limit: Int = 120_000_000) -> [UInt8]? {
    let (width, height) = (object.pixelWidth, object.pixelHeight)
    guard object.kind == .image, let pointer = UnsafeRawPointer(bitPattern: object.name),
      width > 0, height > 0, width <= limit / height
    else { return nil }
    var good = false
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
      good = cpdfium_image_grey(pointer, buffer.baseAddress, UInt32(width), UInt32(height))
      count = good ? width * height : 0
    }
    return good ? pixels : nil
  }
}

extension PDFObject {
  init(_ raw: cpdfium_object) {
    name = UInt(bitPattern: raw.object)
    kind =
      switch Int(raw.kind) {
      case CPDFIUM_TEXT: .text
      case CPDFIUM_PATH: .path
      case CPDFIUM_IMAGE: .image
      case CPDFIUM_SHADING: .shading
      default: .other
      }
    bounds = PDFRect(
      left: Double(raw.left), bottom: Double(raw.bottom), right: Double(raw.right),
      top: Double(raw.top))
    matrix = raw.matrix
    (fill, stroke) = (PDFColor(raw.fill), PDFColor(raw.stroke))
    strokeWidth = Double(raw.stroke_width)
    (fills, strokes, transparent) = (raw.fills, raw.strokes, raw.transparent)
    segments = max(0, Int(raw.segments))
    (pixelWidth, pixelHeight) = (Int(raw.pixel_width), Int(raw.pixel_height))
    stencil = kind == .image && raw.colorspace == 0
    (layered, cut, inForm) = (raw.layered, raw.cut, raw.in_form)
  }
}
