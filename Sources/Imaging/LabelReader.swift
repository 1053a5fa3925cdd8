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
    var out: [Redaction] = []
    for redaction in redactions {
      guard redaction.codes.isEmpty, redaction.kind != .other,
        let crop = LabelCrop(of: redaction, on: raster)
      else {
        out.append(redaction)
        continue
      }
      var read = redaction
      let words = try self.read(crop, characters: "")
      let first = reading(of: words)
      read.codes = first.codes
      if !first.isComplete {
        if first.codes.isEmpty, isProse(words) { continue }
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
  init?(of redaction: Redaction, on raster: Raster) {
    let scale = raster.dpi / 72
    let inset = 1.7 * scale
    // Of a large box the first lines and columns are enough: labels are short.
    let box = redaction.box
    let whole = PixelRect(
      x0: Int((box.x0 * scale + inset).rounded(.up)),
      y0: Int((box.y0 * scale + inset).rounded(.up)),
      x1: Int((box.x1 * scale - inset).rounded(.down)),
      y1: Int((box.y1 * scale - inset).rounded(.down))
    ).clipped(raster.width, raster.height)
    guard whole.width > 4, whole.height > 4 else { return nil }
    let isDark = redaction.kind != .white
    func isInk(_ x: Int, _ y: Int) -> Bool {
      let value = raster.pixels[y * raster.width + x]
      return isDark ? value > 140 : value < 130
    }
    // Rows and columns with writing; the lean of a scan leaves slivers of the border.
    var columns = [Int](repeating: 0, count: whole.width)
    var rows = [Int](repeating: 0, count: whole.height)
    for y in whole.y0..<whole.y1 {
      for x in whole.x0..<whole.x1 where isInk(x, y) {
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
    let cut = PixelRect(
      x0: max(whole.x0, whole.x0 + left - 2), y0: max(whole.y0, whole.y0 + top - 2),
      x1: min(whole.x1, whole.x0 + right + 3), y1: min(whole.y1, whole.y0 + bottom + 3))
    let (width, height) = (cut.width + 2 * margin, cut.height + 2 * margin)
    var pixels = [UInt8](repeating: isDark ? 255 : 245, count: width * height)
    for y in cut.y0..<cut.y1 {
      for x in cut.x0..<cut.x1 {
        let value = raster.pixels[y * raster.width + x]
        pixels[(y - cut.y0 + margin) * width + x - cut.x0 + margin] = isDark ? 255 - value : value
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
