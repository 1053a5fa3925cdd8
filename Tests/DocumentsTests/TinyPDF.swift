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
    /// Further entries of its resources, such as "/Properties << /L0 20 0 R >>".
    var resources = ""
  }

  var sheets: [Sheet]
  /// Further entries of the catalog.
  var catalog = ""
  /// Objects beside those of the pages, numbered from `firstExtra`: dictionaries or whole streams.
  var extras: [String] = []
  /// Entries of the information dictionary, such as "/Title (Log)"; none where empty.
  var information = ""

  init(_ contents: String...) { sheets = contents.map { Sheet(content: $0) } }
  init(sheets: [Sheet]) { self.sheets = sheets }

  /// The number of the first of `extras`: after the catalog, the pages and the font.
  var firstExtra: Int { 4 + 2 * sheets.count }

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

  /// A stream object with some entries.
  static func stream(_ entries: String, _ content: String) -> String {
    "<< \(entries) /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream"
  }

  /// An annotation with a look of its own, which fills it in a colour; as two objects from `number`.
  static func annotation(
    _ subtype: String, _ rect: (Double, Double, Double, Double), number: Int, look: String? = nil,
    entries: String = ""
  ) -> [String] {
    let (width, height) = (rect.2 - rect.0, rect.3 - rect.1)
    return [
      "<< /Type /Annot /Subtype /\(subtype) /F 4 /Rect [\(rect.0) \(rect.1) \(rect.2) \(rect.3)] "
        + (look == nil ? "" : "/AP << /N \(number + 1) 0 R >> ") + entries + " >>",
      stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 \(width) \(height)] "
          + "/Resources << /Font << /F1 3 0 R >> >>", look ?? ""),
    ]
  }

  var bytes: [UInt8] {
    var objects = ["<< /Type /Catalog /Pages 2 0 R \(catalog) >>"]
    let kids = sheets.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
    objects.append("<< /Type /Pages /Kids [\(kids)] /Count \(sheets.count) >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for (index, sheet) in sheets.enumerated() {
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [\(sheet.mediaBox)] \(sheet.entries) "
          + "/Resources << /Font << /F1 3 0 R >> \(sheet.resources) >> "
          + "/Contents \(5 + 2 * index) 0 R >>")
      objects.append(Self.stream("", sheet.content))
    }
    objects += extras
    if !information.isEmpty { objects.append("<< \(information) >>") }
    var file = "%PDF-1.4\n"
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
      places.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = file.utf8.count
    file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places { file += Self.entry(place) }
    let about = information.isEmpty ? "" : " /Info \(objects.count) 0 R"
    file += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R\(about) >>\n"
    file += "startxref\n\(table)\n%%EOF\n"
    return Array(file.utf8)
  }

  /// `first` with new objects written behind its end, as an incremental update does.
  static func updated(_ first: [UInt8], _ objects: [Int: String]) -> [UInt8] {
    var file = String(decoding: first, as: UTF8.self)
    let previous = file.components(separatedBy: "startxref\n").last?.prefix { $0.isNumber } ?? "0"
    var table = "xref\n"
    for (number, object) in objects.sorted(by: { $0.key < $1.key }) {
      table += "\(number) 1\n" + entry(file.utf8.count)
      file += "\(number) 0 obj\n\(object)\nendobj\n"
    }
    let place = file.utf8.count
    file += table + "trailer\n<< /Size 100 /Root 1 0 R /Prev \(previous) >>\n"
    file += "startxref\n\(place)\n%%EOF\n"
    return Array(file.utf8)
  }

  private static func entry(_ place: Int) -> String {
    let digits = String(place)
    return String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
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
