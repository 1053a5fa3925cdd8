// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import Documents

/// Writes small PDF files from content streams.
struct TinyPDF {
  struct Sheet {
    var content: String
    var mediaBox = "0 0 612 792"
    /// Further entries of the page, such as "/Rotate 90".
    var entries = ""
  }

  var sheets: [Sheet]

  init(_ contents: String...) { sheets = contents.map { Sheet(content: $0) } }
  init(sheets: [Sheet]) { self.sheets = sheets }

  /// Text at a place, in points from the bottom left.
  static func text(_ text: String, _ x: Double, _ y: Double, size: Double = 10) -> String {
    "BT /F1 \(size) Tf \(x) \(y) Td (\(text)) Tj ET\n"
  }

  /// A filled rectangle in grey, 0 black … 1 white.
  static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double, grey: Double = 0)
    -> String
  {
    "q \(grey) g \(x) \(y) \(width) \(height) re f Q\n"
  }

  var bytes: [UInt8] {
    var objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    let kids = sheets.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
    objects.append("<< /Type /Pages /Kids [\(kids)] /Count \(sheets.count) >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for (index, sheet) in sheets.enumerated() {
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [\(sheet.mediaBox)] \(sheet.entries) "
          + "/Resources << /Font << /F1 3 0 R >> >> /Contents \(5 + 2 * index) 0 R >>")
      objects.append(
        "<< /Length \(sheet.content.utf8.count) >>\nstream\n\(sheet.content)\nendstream")
    }
    var file = "%PDF-1.4\n"
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
      places.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = file.utf8.count
    file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places {
      let digits = String(place)
      file += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    file += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n"
    return Array(file.utf8)
  }
}

/// Where PDFium lies: where `BRIGHTLINE_PDFIUM` says, or as set up in the checkout.
enum PDFiumPlace {
  static let path: String? = {
    let named = ProcessInfo.processInfo.environment["BRIGHTLINE_PDFIUM"]
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let own = root.appendingPathComponent(".vendor/pdfium-5.15.2/libpdfium.so").path
    return [named, own].compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0) }
  }()

  static var isThere: Bool { path != nil }
}
