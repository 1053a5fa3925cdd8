// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

/// A page on which a name was left behind in one of the ways redactions fail, or a near miss.
struct PlantedPDF: Sendable, CustomTestStringConvertible {
  var name: String
  /// What should be found; nil for a near miss.
  var kind: Exposure.Kind?
  var page: Int? = 1
  /// Where, in points from the top left of the page; nil where it has no place.
  var box: Box?
  var bytes: [UInt8]

  static let secret = "Dana Wills"
  var testDescription: String { name }

  private static let rest =
    TinyPDF.text("Fairview Police Department", 72, 740)
    + TinyPDF.text("The person in custody was named as follows:", 72, 640)
    + TinyPDF.text("Records of the booking were sent to the front office.", 72, 200)
  private static let written = TinyPDF.text(secret, 100, 600)
  /// Over the name.
  private static let place = (98.0, 597.0, 152.0, 610.0)
  private static let spot = Box(x0: 98, y0: 182, x1: 152, y1: 195)
  private static let black = TinyPDF.box(98, 597, 54, 13)

  private static func page(_ content: String, _ change: (inout TinyPDF) -> Void = { _ in })
    -> [UInt8]
  {
    var pdf = TinyPDF(rest + content)
    change(&pdf)
    return pdf.bytes
  }

  private static func found(
    _ name: String, _ kind: Exposure.Kind, at box: Box? = spot, page number: Int? = 1,
    _ bytes: [UInt8]
  ) -> PlantedPDF {
    PlantedPDF(name: name, kind: kind, page: number, box: box, bytes: bytes)
  }

  private static func clean(_ name: String, _ bytes: [UInt8]) -> PlantedPDF {
    PlantedPDF(name: name, bytes: bytes)
  }

  private static func annotated(
    _ subtype: String, look: String?, _ entries: String = "", _ content: String = written
  ) -> [UInt8] {
    page(content) { pdf in
      pdf.sheets[0].entries = "/Annots [\(pdf.firstExtra) 0 R]"
      pdf.extras = TinyPDF.annotation(
        subtype, place, number: pdf.firstExtra, look: look, entries: entries)
    }
  }

  private static let quads = "/QuadPoints [98 610 152 610 98 597 152 597]"
  private static let filled = "0 g 0 0 54 13 re f"

  private static func graphics(_ entries: String, _ content: String) -> [UInt8] {
    page(content) { $0.sheets[0].resources = "/ExtGState << /G0 << \(entries) >> >>" }
  }

  private static func image(_ content: String, _ pixels: String) -> [UInt8] {
    page(content) { pdf in
      pdf.sheets[0].resources = "/XObject << /I0 \(pdf.firstExtra) 0 R >>"
      pdf.extras = [
        TinyPDF.stream(
          "/Type /XObject /Subtype /Image /Width 4 /Height 1 /ColorSpace /DeviceGray "
            + "/BitsPerComponent 8 /Filter /ASCIIHexDecode", pixels)
      ]
    }
  }

  private static func layered(on: Bool, viaForm: Bool) -> [UInt8] {
    page(viaForm ? "/X0 Do" : "/OC /L0 BDC \(written) EMC") { pdf in
      let group = "\(pdf.firstExtra) 0 R"
      pdf.catalog = "/OCProperties << /OCGs [\(group)] /D << \(on ? "" : "/OFF [\(group)]") >> >>"
      pdf.sheets[0].resources =
        "/Properties << /L0 \(group) >> /XObject << /X0 \(pdf.firstExtra + 1) 0 R >>"
      pdf.extras = [
        "<< /Type /OCG /Name (Names) >>",
        TinyPDF.stream(
          "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /OC \(group) "
            + "/Resources << /Font << /F1 3 0 R >> >>", written),
      ]
    }
  }

  private static func bookmarked(_ title: String, _ content: String = black) -> [UInt8] {
    page(content) { pdf in
      let first = pdf.firstExtra
      pdf.catalog = "/Outlines \(first) 0 R"
      pdf.extras = [
        "<< /Type /Outlines /First \(first + 1) 0 R /Last \(first + 1) 0 R /Count 1 >>",
        "<< /Title (\(title)) /Parent \(first) 0 R /Dest [4 0 R /Fit] >>",
      ]
    }
  }

  private static func described(_ text: String) -> [UInt8] {
    page(black) { pdf in
      pdf.catalog = "/Metadata \(pdf.firstExtra) 0 R"
      pdf.extras = [
        TinyPDF.stream(
          "/Type /Metadata /Subtype /XML",
          "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description><dc:description><rdf:Alt>"
            + "<rdf:li>\(text)</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF>"
            + "</x:xmpmeta>")
      ]
    }
  }

  private static func field(_ value: String, flags: Int, look: String) -> [UInt8] {
    page("") { pdf in
      let first = pdf.firstExtra
      pdf.catalog = "/AcroForm << /Fields [\(first) 0 R] >>"
      pdf.sheets[0].entries = "/Annots [\(first) 0 R]"
      pdf.extras = TinyPDF.annotation(
        "Widget", place, number: first, look: look,
        entries: "/FT /Tx /T (person) /V (\(value)) /F \(flags)")
      pdf.extras[0] = pdf.extras[0].replacing("/F 4 ", with: "")
    }
  }

  private static func attached(_ text: String) -> [UInt8] {
    page(black) { pdf in
      let first = pdf.firstExtra
      pdf.catalog = "/Names << /EmbeddedFiles << /Names [(a) \(first) 0 R] >> >>"
      pdf.extras = [
        "<< /Type /Filespec /F (notes.txt) /UF (notes.txt) /EF << /F \(first + 1) 0 R >> >>",
        TinyPDF.stream("/Type /EmbeddedFile", text),
      ]
    }
  }

  private static func revised(_ content: String) -> [UInt8] {
    TinyPDF.updated(page(written), [5: TinyPDF.stream("", rest + content)])
  }

  private static func cropped(_ text: String, y: Double) -> [UInt8] {
    page(TinyPDF.text(text, 100, y)) { $0.sheets[0].entries = "/CropBox [0 100 612 792]" }
  }

  static let all: [PlantedPDF] =
    [
      found("black box", .box, page(written + black)),
      found("white box", .box, page(written + TinyPDF.box(98, 597, 54, 13, grey: 1))),
      found("dark glass", .translucent, graphics("/ca 0.7", "\(written) q /G0 gs \(black) Q")),
      found("picture", .image, image("\(written) q 54 0 0 13 98 597 cm /I0 Do Q", "10101010>")),
      found(
        "picture with a pattern", .image,
        image("\(written) q 54 0 0 13 98 597 cm /I0 Do Q", "00FF00FF>")),
      found("marked for redaction", .annotation, annotated("Redact", look: nil, quads)),
      found("square", .annotation, annotated("Square", look: filled)),
      found("square without a look", .annotation, annotated("Square", look: nil, "/IC [0 0 0]")),
      found("note over it", .annotation, annotated("FreeText", look: "1 g 0 0 54 13 re f")),
      found("opaque marker", .annotation, annotated("Highlight", look: filled, quads)),
      found("pen", .annotation, annotated("Ink", look: "0 G 13 w 0 6.5 m 54 6.5 l S")),
      found("stamp", .annotation, annotated("Stamp", look: "0.5 g 0 0 54 13 re f")),
      found("white letters", .sameColor, page("1 g " + written)),
      found("no ink", .invisible, page("3 Tr " + written)),
      found("no opacity", .invisible, graphics("/ca 0", "/G0 gs " + written)),
      found(
        "tiny", .invisible, at: Box(x0: 100, y0: 191, x1: 103, y1: 192.5),
        page(TinyPDF.text(secret, 100, 600, size: 0.5))),
      found("clipped", .invisible, page("q 300 20 50 20 re W n \(written) Q")),
      found("layer", .hiddenLayer, layered(on: false, viaForm: false)),
      found("form on a layer", .hiddenLayer, layered(on: false, viaForm: true)),
      found(
        "cropped", .outsideCrop, at: Box(x0: 98, y0: 723, x1: 152, y1: 738), cropped(secret, y: 60)),
      found(
        "off the sheet", .outsideCrop, at: Box(x0: 698, y0: 182, x1: 752, y1: 195),
        page(TinyPDF.text(secret, 700, 600))),
      found("blanked later", .earlierRevision, revised("")),
      found("boxed later", .earlierRevision, revised(black)),
      found("bookmark", .bookmark, at: nil, page: nil, bookmarked("Statement of Dana Wills")),
      found(
        "title", .metadata, at: nil, page: nil,
        page(black) { $0.information = "/Title (Interview of Dana Wills)" }),
      found("description", .metadata, at: nil, page: nil, described("Report on Dana Wills")),
      found(
        "hidden field", .formField, field(secret, flags: 2, look: TinyPDF.text(secret, 2, 3))),
      found("blank field", .formField, field(secret, flags: 4, look: filled)),
      found("file within", .embeddedFile, at: nil, page: nil, attached("It was Dana Wills.")),
    ] + controls

  private static let controls: [PlantedPDF] = [
    clean("proper redaction", page(black)),
    clean("ground", page(TinyPDF.box(98, 597, 54, 13, grey: 0.85) + written)),
    clean("marker", graphics("/ca 0.4", "\(written) q /G0 gs 1 1 0 rg 98 597 54 13 re f Q")),
    clean("marker annotation", annotated("Highlight", look: nil, "\(quads) /C [1 1 0]")),
    clean("frame", annotated("Square", look: "1 0 0 RG 0.5 0.5 53 12 re S")),
    clean("picture beside", image("\(written) q 54 0 0 13 98 500 cm /I0 Do Q", "10101010>")),
    clean("header", page(TinyPDF.box(0, 590, 612, 30, grey: 0.1) + "1 g " + written)),
    clean("shadow", page("0.97 g " + TinyPDF.text(secret, 101, 599) + "0 g " + written)),
    clean("text twice", page(written + TinyPDF.text(secret, 100.3, 600))),
    clean("invisible repeat", page(written + "3 Tr " + written)),
    clean("layer that is on", layered(on: true, viaForm: false)),
    clean("form on a layer that is on", layered(on: true, viaForm: true)),
    clean("printer's mark", cropped("leaflet.indd   1   3/14/2019   10:22 AM", y: 20)),
    clean("clipped at its end", page("q 98 590 30 30 re W n \(written) Q")),
    clean("corrected later", revised(TinyPDF.text("Riley Vuong", 100, 600))),
    clean("signed later", revised(written + TinyPDF.text("Signed", 400, 60))),
    clean("ordinary bookmark", bookmarked("Findings and Recommendations")),
    clean(
      "bookmark of a name that is shown",
      bookmarked("Dana Wills", written + TinyPDF.box(98, 500, 54, 13))),
    clean("bookmark where nothing is withheld", bookmarked("Dana Wills", "")),
    clean(
      "ordinary information",
      page(black) { $0.information = "/Title (Incident Report 2019 Final) /Author (Dana Wills)" }),
    clean("ordinary description", described("Incident Report")),
    clean("shown field", field(secret, flags: 4, look: TinyPDF.text(secret, 2, 3))),
    clean("technical field", field("Off", flags: 2, look: "")),
    clean("table within", attached("month,count\njanuary,4\n")),
  ]
}
