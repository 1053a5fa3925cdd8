// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Writes laid-out pages as a small PDF with the standard font Helvetica.
enum PDFWriter {
  static func pdf(of pages: [LaidOutPage]) -> [UInt8] {
    var out = Array("%PDF-1.4\n".utf8)
    var offsets: [Int] = []
    func object(_ body: [UInt8]) {
      offsets.append(out.count)
      out += Array("\(offsets.count) 0 obj\n".utf8) + body + Array("\nendobj\n".utf8)
    }
    // Objects 1 to 3 are the catalog, the tree of pages and the font; then two for each page.
    let kids = pages.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
    object(Array("<< /Type /Catalog /Pages 2 0 R >>".utf8))
    object(Array("<< /Type /Pages /Count \(pages.count) /Kids [\(kids)] >>".utf8))
    object(
      Array(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".utf8))
    for (index, page) in pages.enumerated() {
      object(
        Array(
          """
          << /Type /Page /Parent 2 0 R /MediaBox [0 0 \(number(page.width)) \(number(page.height))] \
          /Resources << /Font << /F1 3 0 R >> >> /Contents \(5 + 2 * index) 0 R >>
          """.utf8))
      let content = content(of: page)
      object(
        Array("<< /Length \(content.count) >>\nstream\n".utf8) + content
          + Array("\nendstream".utf8))
    }
    let start = out.count
    out += Array("xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n".utf8)
    for offset in offsets {
      let digits = String(offset)
      let zeros = String(repeating: "0", count: max(0, 10 - digits.utf8.count))
      out += Array("\(zeros)\(digits) 00000 n \n".utf8)
    }
    out += Array(
      "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n".utf8)
    return out
  }

  private static func content(of page: LaidOutPage) -> [UInt8] {
    var out = Array("BT\n".utf8)
    for word in page.words {
      let size = word.box.height
      let codes = word.text.unicodeScalars.map { Metrics.code($0) ?? UInt8(ascii: "?") }
      let drawn = Metrics.width(codes: codes) * size
      guard size > 0, drawn > 0, word.box.width > 0 else { continue }
      // Signs in the place of characters that the font lacks are as wide as those would be.
      let stretch = word.box.width / drawn * 100
      let base = page.height - (word.box.y0 + size * Metrics.ascent)
      out += Array(
        """
        /F1 \(number(size)) Tf \(number(stretch)) Tz 1 0 0 1 \(number(word.box.x0)) \
        \(number(base)) Tm (
        """.utf8)
      for code in codes {
        if code == UInt8(ascii: "(") || code == UInt8(ascii: ")") || code == UInt8(ascii: "\\") {
          out.append(UInt8(ascii: "\\"))
        }
        out.append(code)
      }
      out += Array(") Tj\n".utf8)
    }
    out += Array("ET\n0 g\n".utf8)
    for redaction in page.redactions {
      let box = redaction.box
      out += Array(
        """
        \(number(box.x0)) \(number(page.height - box.y1)) \(number(box.width)) \
        \(number(box.height)) re f\n
        """.utf8)
    }
    return out
  }

  /// With three decimals at most and never an exponent.
  private static func number(_ value: Double) -> String {
    let thousandths = Int((max(-1e7, min(1e7, value.isFinite ? value : 0)) * 1_000).rounded())
    let sign = thousandths < 0 ? "-" : ""
    let (whole, rest) = abs(thousandths).quotientAndRemainder(dividingBy: 1_000)
    if rest == 0 { return "\(sign)\(whole)" }
    let digits = String(rest)
    return sign + "\(whole)." + String(repeating: "0", count: 3 - digits.utf8.count) + digits
  }
}
