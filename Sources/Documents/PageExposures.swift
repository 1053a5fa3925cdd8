// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging
import PDFium

/// Finds the words of one page that are still in the file behind what hides them.
///
/// What counts: words under a redaction; words that an annotation marks for redaction and still
/// shows or covers; words under a veil (`Glass`), a picture or a shape; words without ink, too
/// small, in the colour of their ground, clipped away, on a layer that is off, or off the page.
///
/// What does not: fewer than three letters, unless under a redaction; words that stand visible in
/// the same place, as fake bold, shadows and recognised text do, or of which the whole stretch
/// is printed elsewhere on the page; the end of a stretch that a clip path or the edge of an
/// uncropped sheet cuts off, as spreadsheets do; what printers put outside the crop; the part of a
/// spread that the page beside it shows; marks that signing services put in white.
struct PageExposures {
  let layer: TextLayer
  let visibility: Visibility
  let shapes: PageShapes
  let space: PageSpace
  /// What can be seen, upright.
  let words: [Word]
  /// Upright.
  let redactions: [Redaction]
  let annotations: [PDFAnnotation]
  /// The number of the first object that annotations draw; nil where none do.
  let annotationStart: Int?
  /// The part of the page that is shown is not all of it.
  let isCropped: Bool
  /// Whether the words of a stretch are visible on a page beside this one.
  let isOnNeighbour: ([String]) -> Bool

  /// In the order of the page, unrotated.
  func find() -> [Exposure] {
    let marked = markedForRedaction()
    if visibility.hidden.isEmpty, shapes.veils.isEmpty, marked.isEmpty,
      !redactions.contains(where: { $0.hiddenText != nil })
    {
      return []
    }
    var found = marked
    for redaction in redactions {
      guard let text = redaction.hiddenText,
        !marked.contains(where: { exposure in
          exposure.box.map { redaction.box.share(in: $0.grown(by: 2)) > 0.6 } ?? false
        })
      else { continue }
      // What pictures hide is gathered by stretches: one may look like several marks.
      let kind = kind(of: redaction)
      if kind == .image { continue }
      found.append(
        Exposure(kind: kind, box: redaction.box, text: text, confidence: redaction.confidence))
    }
    found += underAnnotations(except: found)
    found += veiled(except: found)
    found += stretches()
    return found.map { exposure in
      var exposure = exposure
      exposure.box = exposure.box.map { space.unrotated($0).rounded }
      return exposure
    }
  }

  // MARK: Boxes and annotations

  /// What hides the words under a redaction.
  private func kind(of redaction: Redaction) -> Exposure.Kind {
    if !visibility.hidden.isEmpty {
      let under = layer.glyphs.indices.filter { index in
        visibility.hidden[index]
          && redaction.box.contains(
            x: layer.glyphs[index].box.midX, y: layer.glyphs[index].box.midY)
      }
      if under.count(where: { visibility.why[$0] == .picture }) * 2 > under.count {
        return .image
      }
    }
    guard let annotationStart else { return .box }
    let drawn = shapes.covers.contains { cover in
      cover.order >= annotationStart && redaction.box.share(in: cover.box.grown(by: 1)) > 0.8
    }
    return drawn ? .annotation : .box
  }

  /// What annotations cover that was not called a redaction, be it that the words are printed again
  /// on top: somebody changed what stood there after the page was made.
  private func underAnnotations(except found: [Exposure]) -> [Exposure] {
    guard let annotationStart, !visibility.hidden.isEmpty else { return [] }
    return shapes.covers.indices.compactMap { index in
      let cover = shapes.covers[index]
      guard cover.order >= annotationStart,
        !found.contains(where: { $0.box.map { cover.box.share(in: $0) > 0.5 } ?? false })
      else { return nil }
      // The ground of a form field and the sign of a note hide nothing that was meant to be read.
      let owner = annotations.filter {
        space.upright($0.rect).grown(by: 1).contains(x: cover.box.midX, y: cover.box.midY)
      }.last?.kind
      if owner == .note || owner == .file || (owner == .widget && cover.luma > 70) { return nil }
      let text = text(of: layer.glyphs.indices.filter { visibility.hiddenBy[$0] == index })
      guard TextLetters.count(text) > 2 else { return nil }
      return Exposure(kind: .annotation, box: cover.box, text: text, confidence: 0.7)
    }
  }

  private func markedForRedaction() -> [Exposure] {
    annotations.compactMap { annotation in
      guard annotation.kind == .redact else { return nil }
      let areas = (annotation.areas.isEmpty ? [annotation.rect] : annotation.areas).map {
        space.upright($0)
      }
      func holds(_ box: Box) -> Bool {
        areas.contains { $0.grown(by: 1).contains(x: box.midX, y: box.midY) }
      }
      let glyphs = layer.glyphs.indices.filter {
        !layer.glyphs[$0].isSpace && holds(layer.glyphs[$0].box)
      }
      let own = text(of: glyphs)
      let text =
        own.isEmpty ? words.filter { holds($0.box) }.map(\.text).joined(separator: " ") : own
      guard let first = areas.first, TextLetters.count(text) > 0 else { return nil }
      return Exposure(
        kind: .annotation, box: areas.dropFirst().reduce(first) { $0.union($1) }, text: text,
        place: "marked for redaction, which was not applied", confidence: 0.99)
    }
  }

  // MARK: Veils

  private func veiled(except found: [Exposure]) -> [Exposure] {
    guard !shapes.veils.isEmpty else { return [] }
    let orders = layer.runs.map { shapes.textOrder[$0.object] ?? Int.max }
    return shapes.veils.compactMap { veil in
      guard veil.box.height < 0.3 * space.height, veil.box.area < 0.3 * space.width * space.height,
        !found.contains(where: { $0.box.map { veil.box.share(in: $0) > 0.5 } ?? false })
      else { return nil }
      let under = layer.glyphs.indices.filter { index in
        let glyph = layer.glyphs[index]
        return !glyph.isSpace && orders[glyph.run] < veil.order
          && veil.box.contains(x: glyph.box.midX, y: glyph.box.midY)
          && (visibility.hidden.isEmpty || !visibility.hidden[index])
          // Light letters under a dark wash are what a banner looks like.
          && Visibility.luma(layer.runs[glyph.run]) < 140
      }
      let text = text(of: under)
      guard TextLetters.count(text) > 2 else { return nil }
      return Exposure(kind: .translucent, box: veil.box, text: text, confidence: 0.9)
    }
  }

  // MARK: Hidden stretches

  private struct Stretch {
    var why: Hiding
    var glyphs: [Int]
    var box: Box
    var last: Box
  }

  private func stretches() -> [Exposure] {
    guard !visibility.hidden.isEmpty else { return [] }
    let covered = Bands(redactions.map(\.box))
    var found: [Stretch] = []
    var open = false
    // Recognised text that is off its ink as a whole is laid badly, not hidden.
    var (faint, faintHidden) = (0, 0)
    for (index, glyph) in layer.glyphs.enumerated() where !glyph.isSpace {
      let why = visibility.why[index]
      if [3, 7].contains(layer.runs[glyph.run].mode) {
        faint += 1
        if why == .faint { faintHidden += 1 }
      }
      if why == .seen {
        open = false
        continue
      }
      let inRedaction = covered.at(glyph.box.midY).contains {
        redactions[$0].box.contains(x: glyph.box.midX, y: glyph.box.midY)
      }
      if why == .cover || (inRedaction && why != .picture) { continue }
      if open, let last = found.indices.last, found[last].why == why,
        isNear(found[last], glyph.box)
      {
        found[last].glyphs.append(index)
        found[last].box = found[last].box.union(glyph.box)
        found[last].last = glyph.box
      } else {
        found.append(Stretch(why: why, glyphs: [index], box: glyph.box, last: glyph.box))
        open = true
      }
    }
    let scattered = shapes.isScan && faintHidden * 5 > faint * 2 || isBare
    let visible = TextLetters.key(words.lazy.map(\.text).joined(separator: " "))
    return found.compactMap { stretch in
      if stretch.why == .faint, scattered { return nil }
      return exposure(stretch, visible)
    }
  }

  /// The page shows nothing: what is invisible on it was recognised for a picture that is not there.
  private var isBare: Bool {
    words.isEmpty && shapes.covers.isEmpty && shapes.unclear.isEmpty && redactions.isEmpty
  }

  private func isNear(_ stretch: Stretch, _ box: Box) -> Bool {
    let height = max(stretch.last.height, box.height, 0.5)
    return abs(box.midY - stretch.last.midY) < 2.6 * height
      && box.x0 < stretch.box.x1 + 12 * height && box.x1 > stretch.box.x0 - 12 * height
  }

  private func exposure(_ stretch: Stretch, _ visible: String) -> Exposure? {
    let text = text(of: stretch.glyphs)
    guard TextLetters.count(text) > 2, !isSigningMark(text) else { return nil }
    let own = TextLetters.key(text)
    // Padded, so that a word is not found within another.
    let isCovered = stretch.why == .picture || stretch.why == .shape
    if !isCovered, " \(visible) ".contains(" \(own) ") { return nil }
    if isShown(own, around: stretch.box) { return nil }
    let kind: Exposure.Kind
    var confidence = 0.95
    switch stretch.why {
    case .seen, .cover: return nil
    case .shape: kind = .box
    case .picture: kind = .image
    case .faint: (kind, confidence) = (.invisible, shapes.isScan ? 0.7 : 0.95)
    case .sameColor:
      guard !PrintersMarks.isOne(text) else { return nil }
      kind = .sameColor
    case .tiny:
      // One short word is a maker's mark.
      guard own.utf8.count > 7 else { return nil }
      kind = .invisible
    case .cut:
      guard !isPartlySeen(stretch) else { return nil }
      kind = .invisible
    case .layer: kind = .hiddenLayer
    case .outside:
      guard isCropped || !isPartlySeen(stretch) && !runsOn(stretch.box), !PrintersMarks.isOne(text),
        !isOnNeighbour(own.split(separator: " ").map(String.init))
      else { return nil }
      kind = .outsideCrop
    }
    let place =
      switch stretch.why {
      case .tiny: "set too small to read"
      case .cut: "clipped away"
      case .outside: isCropped ? "outside the crop box" : "off the page"
      default: ""
      }
    return Exposure(kind: kind, box: stretch.box, text: text, place: place, confidence: confidence)
  }

  /// Whether letters of the same text objects are seen: the stretch is the end of something longer.
  private func isPartlySeen(_ stretch: Stretch) -> Bool {
    guard let first = stretch.glyphs.first, let last = stretch.glyphs.last else { return false }
    let runs = Set(stretch.glyphs.map { layer.glyphs[$0].run })
    for index in (0..<first).reversed() where !layer.glyphs[index].isSpace {
      guard runs.contains(layer.glyphs[index].run) else { break }
      if visibility.why[index] == .seen { return true }
    }
    for index in (last + 1)..<max(last + 1, layer.glyphs.count)
    where !layer.glyphs[index].isSpace {
      guard runs.contains(layer.glyphs[index].run) else { break }
      if visibility.why[index] == .seen { return true }
    }
    return false
  }

  /// Whether it goes on a line of which the beginning is seen: too long for its sheet.
  private func runsOn(_ box: Box) -> Bool {
    words.contains { word in
      abs(word.box.midY - box.midY) < 0.6 * box.height
        && abs(box.x0 - word.box.x1) < 1.5 * box.height
    }
  }

  /// Whether most of the words stand visible in the same place.
  private func isShown(_ key: String, around box: Box) -> Bool {
    let near = box.grown(by: max(2, min(box.height, 14) * 0.7))
    let shown = Set(
      words.filter { near.intersection($0.box).area > 0 }
        .flatMap { TextLetters.key($0.text).split(separator: " ") })
    let all = key.split(separator: " ")
    return all.count { shown.contains($0) } * 10 >= all.count * 7
  }

  /// The anchors of signing services and templates: "{{sig_1}}", "\s1\", "[[Date]]"; and what
  /// programs say of themselves.
  private func isSigningMark(_ text: String) -> Bool {
    if text.lowercased().hasPrefix("powered by ") { return true }
    let parts = text.split(separator: " ")
    return parts.count <= 6
      && parts.contains { part in
        part.hasPrefix("{{") || part.hasPrefix("[[") || part.hasPrefix("<<") || part.hasPrefix("\\")
          || part.hasSuffix("\\")
      }
  }

  /// Letters in the order of the file, words and lines parted by spaces.
  private func text(of glyphs: [Int]) -> String {
    var scalars = String.UnicodeScalarView()
    var last = -1
    for index in glyphs {
      let glyph = layer.glyphs[index]
      guard let scalar = Unicode.Scalar(glyph.scalar) else { continue }
      if last >= 0 {
        let before = layer.glyphs[last]
        let apart =
          last != index - 1 || glyph.turn != before.turn
          || (glyph.turn == 0
            && (glyph.box.x0 - before.box.x1 > 0.25 * max(glyph.box.height, before.box.height)
              || abs(glyph.baseline - before.baseline) > 0.5 * before.box.height))
        if apart { scalars.append(" ") }
      }
      scalars.append(scalar)
      last = index
    }
    return String(scalars)
  }
}
