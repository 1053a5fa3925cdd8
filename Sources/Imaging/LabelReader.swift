// SPDX-License-Identifier: Apache-2.0

import Evidence
import Tesseract

extension Recognizer {
  /// Reads what stands written on redactions that carry no code yet, and adds the codes.
  ///
  /// For pages without text of their own: the finder judges by shape, so here a box is left out
  /// that turns out to hold other writing, such as the head of a table or a cell of a form.
  package func readLabels(
    of redactions: [Redaction], on raster: Raster
  ) throws(ImagingError) -> [Redaction] {
    guard raster.dpi > 0, raster.pixels.count == raster.width * raster.height else {
      return redactions
    }
    if redactions.isEmpty { return [] }
    let slope = PageMask(raster)?.slope ?? 0
    var out: [Redaction] = []
    for redaction in redactions {
      guard redaction.codes.isEmpty, ![.other, .marker, .hatched].contains(redaction.kind),
        let crop = LabelCrop(of: redaction, on: raster, slope: slope)
      else {
        out.append(redaction)
        continue
      }
      var read = redaction
      let words = try self.read(crop, characters: "")
      let first = reading(of: words)
      read.codes = first.codes
      if !first.isComplete {
        if first.codes.isEmpty, isProse(words), redaction.kind != .page { continue }
        // Small print misread: look again for nothing but what codes are made of.
        let second = reading(
          of: try self.read(crop, characters: "()0123456789.;ABCDEFabcdefghijklmv"))
        if second.isComplete || first.codes.isEmpty { read.codes = second.codes }
      }
      if !read.codes.isEmpty { read.confidence = max(read.confidence, 0.95) }
      out.append(read)
    }
    return out
  }

  private func read(
    _ crop: LabelCrop, characters: String
  ) throws(ImagingError) -> [TesseractEngine.RecognizedWord] {
    do throws(TesseractError) {
      return try engine.recognize(
        crop.image, layout: crop.isOneLine ? .line : .block, characters: characters)
    } catch { throw ImagingError(error) }
  }

  private func reading(
    of words: [TesseractEngine.RecognizedWord]
  ) -> (codes: [String], isComplete: Bool) {
    ExemptionCode.reading(of: words.map(\.text).joined(separator: " "))
  }

  /// Several words that recognition is sure of.
  private func isProse(_ words: [TesseractEngine.RecognizedWord]) -> Bool {
    let sure = words.filter { $0.confidence >= 70 }.map(\.text).joined(separator: " ")
    return RedactionLabel.isProse(sure)
  }
}

/// The writing on one redaction, cut out, dark on white, large enough to read.
private struct LabelCrop {
  let image: GreyImage
  let isOneLine: Bool

  /// Nil where nothing is written.
  ///
  /// - Parameter slope: the lean of the page, which the cut follows: else the rim of a long box
  ///   that leans out of its level rectangle would be read with its label.
  init?(of redaction: Redaction, on raster: Raster, slope: Double) {
    let scale = raster.dpi / 72
    let inset = 1.7 * scale
    let box = redaction.box
    let cut = SlantedCut(
      midX: box.midX * scale, midY: box.midY * scale, slope: slope, raster: raster)
    // From the middle of the box, level with the page.
    let whole = PixelRect(
      x0: Int((inset - box.width * scale / 2).rounded(.up)),
      y0: Int((inset - box.height * scale / 2).rounded(.up)),
      x1: Int((box.width * scale / 2 - inset).rounded(.down)),
      y1: Int((box.height * scale / 2 - inset).rounded(.down)))
    guard whole.width > 4, whole.height > 4, whole.area <= raster.pixels.count else { return nil }
    let ground = redaction.kind == .grey ? cut.ground(whole) : redaction.kind == .white ? 255 : 0
    let isDark = ground < 128
    // Half-way from the ground to ink, or to the white of letters on a dark one.
    let level =
      redaction.kind == .grey
      ? (isDark ? (ground + 255) / 2 : ground * 11 / 20) : isDark ? 140 : 130
    // A black box aslant has other text about its corners.
    let corners = [whole.x0, whole.x1 - 1].flatMap { x in
      [whole.y0, whole.y1 - 1].map { cut.shade(x, $0, beyond: 0) }
    }
    if redaction.kind == .black, corners.count(where: { $0 > 140 }) >= 2 { return nil }
    // Rows and columns with writing.
    var columns = [Int](repeating: 0, count: whole.width)
    var rows = [Int](repeating: 0, count: whole.height)
    for y in whole.y0..<whole.y1 {
      for x in whole.x0..<whole.x1 {
        let value = cut.shade(x, y, beyond: UInt8(ground))
        guard isDark ? value > level : value < level else { continue }
        columns[x - whole.x0] += 1
        rows[y - whole.y0] += 1
      }
    }
    guard columns.reduce(0, +) >= max(8, Int(2 * scale)),
      let (left, right) = Self.span(
        of: columns, gap: Int(10 * scale), least: Int(3 * scale), ink: Int(2 * scale)),
      let (top, bottom) = Self.span(
        of: rows, gap: Int(6 * scale), least: Int(2.5 * scale), ink: Int(1.5 * scale))
    else { return nil }
    isOneLine = Double(bottom - top) < 16 * scale
    let margin = Int(3 * scale)
    let part = PixelRect(
      x0: max(whole.x0, whole.x0 + left - 2), y0: max(whole.y0, whole.y0 + top - 2),
      x1: min(whole.x1, whole.x0 + right + 3), y1: min(whole.y1, whole.y0 + bottom + 3))
    let (width, height) = (part.width + 2 * margin, part.height + 2 * margin)
    let blank = UInt8(isDark ? 255 - ground : min(245, ground))
    var pixels = [UInt8](repeating: blank, count: width * height)
    for y in part.y0..<part.y1 {
      for x in part.x0..<part.x1 {
        let value = cut.shade(x, y, beyond: UInt8(ground))
        pixels[(y - part.y0 + margin) * width + x - part.x0 + margin] = isDark ? 255 - value : value
      }
    }
    // Labels are small print: Tesseract wants capitals of 20 to 30 pixels.
    let enlarged = Raster(width: width, height: height, dpi: raster.dpi, pixels: pixels)
      .scaled(to: max(400, raster.dpi))
    image = GreyImage(enlarged)
  }

  /// From the first to the last stretch of writing. Narrow ones apart, and long ones without a
  /// place as full as a letter, are slivers of the border.
  private static func span(
    of counts: [Int], gap: Int, least: Int, ink: Int
  ) -> (first: Int, last: Int)? {
    var stretches: [ClosedRange<Int>] = []
    for (index, count) in counts.enumerated() where count > 0 {
      if let last = stretches.last, index - last.upperBound <= gap {
        stretches[stretches.count - 1] = last.lowerBound...index
      } else {
        stretches.append(index...index)
      }
    }
    let kept = stretches.filter { stretch in
      stretch.count >= least && (counts[stretch].max() ?? 0) >= ink
    }
    guard let first = kept.first, let last = kept.last else { return nil }
    return (first.lowerBound, last.upperBound)
  }
}

/// A part of a leaning page, seen level.
private struct SlantedCut {
  let midX: Double
  let midY: Double
  let slope: Double
  let raster: Raster

  /// The commonest shade of a part.
  func ground(_ part: PixelRect) -> Int {
    var histogram = [Int](repeating: 0, count: 32)
    for y in stride(from: part.y0, to: part.y1, by: 2) {
      for x in stride(from: part.x0, to: part.x1, by: 2) {
        histogram[Int(shade(x, y, beyond: 255)) / 8] += 1
      }
    }
    return (histogram.indices.max { histogram[$0] < histogram[$1] } ?? 31) * 8 + 4
  }

  /// The shade at a place given from the middle.
  func shade(_ x: Int, _ y: Int, beyond: UInt8) -> UInt8 {
    let across = Int((midX + Double(x) - Double(y) * slope).rounded())
    let down = Int((midY + Double(y) + Double(x) * slope).rounded())
    guard across >= 0, down >= 0, across < raster.width, down < raster.height else {
      return beyond
    }
    return raster.pixels[down * raster.width + across]
  }
}
