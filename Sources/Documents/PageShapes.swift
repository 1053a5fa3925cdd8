// SPDX-License-Identifier: Apache-2.0

import Evidence
import PDFium

/// A rectangle of one colour that a page draws.
struct Cover {
  /// Upright.
  var box: Box
  /// Its turn in painting: later ones hide earlier ones.
  var order: Int
  /// How light it is, 0 black … 255 white.
  var luma: Int
  /// Filled so that nothing shows through.
  var opaque: Bool
  /// Has an outline that is seen against the fill or the paper.
  var outlined: Bool
  /// How much of what lies under it its fill takes away, 0…1.
  var strength: Double
}

/// What a page draws besides text, as far as it matters to what can be seen.
struct PageShapes {
  /// Rectangles large enough to hide a letter.
  var covers: [Cover] = []
  /// Fills through which what they lie on is seen, if barely.
  var veils: [Cover] = []
  /// Things that may hide or show something and whose look only a picture tells.
  var unclear: [(box: Box, order: Int, isImage: Bool)] = []
  var images: [PDFObject] = []
  /// Images cover most of the page.
  var isScan = false
  /// Texts that may not be drawn, and why: only a picture without them tells.
  var suspects: [UInt: Hiding] = [:]
  /// Whether the page draws text at all.
  var hasText = false
  /// The place of each text object in painting order.
  var textOrder: [UInt: Int] = [:]
  /// Thin lines and frames: too slight to hide anything, but four of them may frame a blank.
  private var rules: [(box: Box, count: Int)] = []
  /// Outlines of letters drawn as shapes look like this: very many small curves.
  var curves = 0

  /// Beyond this a page is a drawing; a picture of it costs less than its rectangles.
  private static let mostCovers = 1_500

  /// - Parameter hasLayers: whether the document has layers; asked only where forms hold text,
  ///   because a form may be on a layer without a mark of it.
  init(_ page: PDFPage, space: PageSpace, hasLayers: () -> Bool) {
    let survey = page.survey()
    hasText = survey.texts > 0
    let layers = survey.layered || (survey.forms && hasLayers())
    if survey.others == 0, !layers, !survey.cut { return }
    let pageBox = Box(x0: 0, y0: 0, x1: space.width, y1: space.height)
    for (order, object) in page.objects().enumerated() {
      if object.kind == .text {
        textOrder[object.name] = order
        if object.layered || (layers && object.inForm) {
          suspects[object.name] = .layer
        } else if object.cut {
          suspects[object.name] = .cut
        }
        continue
      }
      let box = space.upright(object.bounds).intersection(pageBox)
      guard box.x1 > box.x0, box.y1 > box.y0 else { continue }
      if object.layered, object.kind == .path || object.kind == .shading {
        // It may be switched off.
        if box.width >= 4, box.height >= 4 { unclear.append((box, order, false)) }
        continue
      }
      switch object.kind {
      case .path:
        path(object, page, space, box, order)
      case .image:
        images.append(object)
        if box.width >= 4, box.height >= 4 { unclear.append((box, order, true)) }
      default:
        if box.width >= 4, box.height >= 4 { unclear.append((box, order, false)) }
      }
    }
    if covers.count > Self.mostCovers {
      unclear += covers.map { ($0.box, $0.order, false) }
      covers = []
    }
    isScan =
      images.reduce(0) { $0 + pageBox.share(in: space.upright($1.bounds)) } > 0.5
  }

  private mutating func path(
    _ object: PDFObject, _ page: PDFPage, _ space: PageSpace, _ bounds: Box, _ order: Int
  ) {
    if object.fills, object.fill.alpha > 20 {
      guard bounds.width >= 3, bounds.height >= 3 else { return rule(bounds) }
      let luma = object.fill.luma
      // Black stays black under most blend modes; a light colour blended is a marker pen.
      let solid = object.fill.alpha >= 225 && (!object.transparent || luma < 60)
      let strength = Double(object.fill.alpha) / 255
      // A marker pen or tint: what is under it shows.
      if !solid, luma > 110 || object.fill.alpha < 128 {
        if Glass.mayVeil(object.fill, strength: strength) {
          veil(object, page, space, bounds, order, strength)
        }
        return
      }
      guard object.segments <= 4_096 else { return unclear.append((bounds, order, false)) }
      let parts = Self.subpaths(page.points(of: object))
      let rects = parts.map { Self.rectangle($0) }
      for (index, part) in parts.enumerated() {
        guard let rect = rects[index] else {
          if part.contains(where: { $0.kind == .curve }) { curves += 1 }
          let box = Self.bounds(of: part, space).intersection(bounds)
          if box.width >= 4, box.height >= 4 { unclear.append((box, order, false)) }
          continue
        }
        let box = space.upright(rect).intersection(bounds)
        guard box.width >= 3, box.height >= 3 else {
          rule(box)
          continue
        }
        // One rectangle in another makes a frame, not two boxes.
        if parts.count > 1, parts.count < 200, Self.isRing(index, rects) {
          rule(box, count: 4)
          continue
        }
        let outlined = object.strokes && object.stroke.alpha > 128 && object.stroke.luma < 140
        covers.append(
          Cover(
            box: box, order: order, luma: luma, opaque: solid, outlined: outlined,
            strength: strength))
        if !solid, Glass.mayVeil(object.fill, strength: strength) {
          veils.append(covers[covers.count - 1])
        }
      }
    } else if object.strokes, object.stroke.alpha > 128 {
      stroke(object, page, space, bounds, order)
    }
  }

  /// Remembers the rectangles of a fill that is no cover but may make what it lies on hard to see.
  private mutating func veil(
    _ object: PDFObject, _ page: PDFPage, _ space: PageSpace, _ bounds: Box, _ order: Int,
    _ strength: Double
  ) {
    guard object.segments <= 64 else { return }
    for rect in Self.subpaths(page.points(of: object)).compactMap({ Self.rectangle($0) }) {
      let box = space.upright(rect).intersection(bounds)
      guard box.width >= 3, box.height >= 3 else { continue }
      veils.append(
        Cover(
          box: box, order: order, luma: object.fill.luma, opaque: false, outlined: false,
          strength: strength))
    }
  }

  /// A thick line is a bar; a thin one around an empty place may frame what was taken out.
  private mutating func stroke(
    _ object: PDFObject, _ page: PDFPage, _ space: PageSpace, _ bounds: Box, _ order: Int
  ) {
    let luma = object.stroke.luma
    let half = object.strokeWidth / 2
    guard object.segments <= 512 else { return }
    for part in Self.subpaths(page.points(of: object)) {
      if half >= 2, half < 100 {
        for (a, b) in zip(part, part.dropFirst()) where b.kind == .line {
          let level = abs(a.y - b.y) < 0.5
          guard level || abs(a.x - b.x) < 0.5 else {
            unclear.append((bounds, order, false))
            continue
          }
          let bar = PDFRect(
            left: min(a.x, b.x) - (level ? 0 : half), bottom: min(a.y, b.y) - (level ? half : 0),
            right: max(a.x, b.x) + (level ? 0 : half), top: max(a.y, b.y) + (level ? half : 0))
          let box = space.upright(bar)
          guard box.width >= 3, box.height >= 3 else {
            rule(box)
            continue
          }
          covers.append(
            Cover(
              box: box, order: order, luma: luma, opaque: !object.transparent, outlined: false,
              strength: object.transparent ? Double(object.stroke.alpha) / 255 : 1))
          if object.transparent,
            Glass.mayVeil(object.stroke, strength: Double(object.stroke.alpha) / 255)
          {
            veils.append(covers[covers.count - 1])
          }
        }
      } else if luma < 140, let rect = Self.rectangle(part) {
        let box = space.upright(rect)
        guard box.width >= 6, box.height >= 6 else { continue }
        covers.append(
          Cover(box: box, order: order, luma: 255, opaque: false, outlined: true, strength: 0))
      } else {
        rule(Self.bounds(of: part, space))
      }
    }
  }

  private mutating func rule(_ box: Box, count: Int = 1) {
    if rules.count < Self.mostCovers { rules.append((box, count)) }
  }

  /// Whether lines stand about a place so that they may frame it.
  func mayFrame(_ place: Box) -> Bool {
    let about = place.grown(by: 14)
    var sides = 0
    for rule in rules
    where rule.box.x0 <= about.x1 && rule.box.x1 >= about.x0
      && rule.box.y0 <= about.y1 && rule.box.y1 >= about.y0
    {
      sides += rule.count
      if sides > 1 { return true }
    }
    return false
  }

  private static func subpaths(_ points: [PDFPoint]) -> [[PDFPoint]] {
    var parts: [[PDFPoint]] = []
    for point in points {
      if point.kind == .move || parts.isEmpty {
        parts.append([point])
      } else {
        parts[parts.count - 1].append(point)
      }
    }
    return parts
  }

  /// The rectangle with level sides that a closed path is; nil for any other shape.
  private static func rectangle(_ points: [PDFPoint]) -> PDFRect? {
    var corners = points
    if let first = corners.first, let last = corners.last, corners.count == 5,
      abs(first.x - last.x) < 0.1, abs(first.y - last.y) < 0.1
    {
      corners.removeLast()
    }
    guard corners.count == 4, corners.dropFirst().allSatisfy({ $0.kind == .line }) else {
      return nil
    }
    let rect = PDFRect(
      left: corners.reduce(.infinity) { min($0, $1.x) },
      bottom: corners.reduce(.infinity) { min($0, $1.y) },
      right: corners.reduce(-.infinity) { max($0, $1.x) },
      top: corners.reduce(-.infinity) { max($0, $1.y) })
    let slack = 0.6
    for (a, b) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
      guard abs(a.x - b.x) < slack || abs(a.y - b.y) < slack else { return nil }
      guard min(abs(a.x - rect.left), abs(a.x - rect.right)) < slack,
        min(abs(a.y - rect.bottom), abs(a.y - rect.top)) < slack
      else { return nil }
    }
    return rect
  }

  private static func isRing(_ index: Int, _ rects: [PDFRect?]) -> Bool {
    guard let rect = rects[index] else { return false }
    func holds(_ a: PDFRect, _ b: PDFRect) -> Bool {
      a.left <= b.left && a.right >= b.right && a.bottom <= b.bottom && a.top >= b.top
        && (a.right - a.left) * (a.top - a.bottom) > (b.right - b.left) * (b.top - b.bottom)
    }
    return rects.contains { other in other.map { holds($0, rect) || holds(rect, $0) } ?? false }
  }

  private static func bounds(of points: [PDFPoint], _ space: PageSpace) -> Box {
    space.upright(
      PDFRect(
        left: points.reduce(.infinity) { min($0, $1.x) },
        bottom: points.reduce(.infinity) { min($0, $1.y) },
        right: points.reduce(-.infinity) { max($0, $1.x) },
        top: points.reduce(-.infinity) { max($0, $1.y) }))
  }

  /// Whether the vectors alone tell what can be seen.
  var isClear: Bool { unclear.isEmpty }
  var isEmpty: Bool { covers.isEmpty && unclear.isEmpty }

  /// The share of a page that images cover, each counted by itself and the largest taken.
  func largestImage(space: PageSpace) -> (object: PDFObject, share: Double)? {
    let page = Box(x0: 0, y0: 0, x1: space.width, y1: space.height)
    return images.map { ($0, page.share(in: space.upright($0.bounds))) }.max { $0.1 < $1.1 }
  }
}
