// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// One page of the release, with the quoted words and the redactions outlined.
struct CitedPage {
  let site: Site
  let key: QuoteBook.PageKey
  let page: Page?
  /// The size of the picture in points, where there is one.
  let picture: (width: Double, height: Double)?
  /// Why there is no picture.
  let reason: String?

  func view() -> View {
    let root = "../"
    let name = site.names[key.source]
    let title = page?.bates ?? "\(name), page \(key.page)"
    var view = site.frame(title, file: "", root: root)
    view["source"] = name
    view["sourceHref"] = "\(root)sources.html#s-\(key.source.short)"
    view["hash"] = key.source.hex
    view["number"] = String(key.page)
    if let bates = page?.bates { view["bates"] = bates }
    let width = picture?.width ?? page?.width ?? 612
    let height = picture?.height ?? page?.height ?? 792
    view["width"] = number(width)
    view["height"] = number(height)
    if picture != nil {
      view["image"] = "\(root)images/\(key.name).png"
    }
    view["reason"] = reason
    view["quotes"] = (site.book.quotes[key] ?? []).enumerated().map { n, citation -> View in
      [
        "id": "q\(n + 1)", "number": String(n + 1), "text": citation.quote,
        "boxes": citation.boxes.map { box($0.grown(by: 1.5)) },
        "findings": findings(citation, root),
      ]
    }
    let redactions = page?.redactions ?? []
    view["hasRedactions"] = !redactions.isEmpty
    view["redactions"] = redactions.map { redaction -> View in
      var item = box(redaction.box)
      let codes =
        redaction.codes.isEmpty ? "no code given" : redaction.codes.joined(separator: ", ")
      item["words"] = codes
      return item
    }
    if let page {
      view["covered"] = Wording.percent(page.redactedShare)
      view["method"] =
        switch page.method {
        case .text: "The words are the file's own."
        case .ocr: "The words were read from the picture by text recognition and can hold errors."
        case .none: "No words could be read on this page."
        }
      let text = page.visibleText
      if !text.isEmpty { view["text"] = text }
    }
    return view
  }

  private func findings(_ citation: Citation, _ root: String) -> [View] {
    (site.findingsByQuote[citation] ?? []).map {
      ["href": root + $0.href, "words": $0.words, "class": $0.verdict]
    }
  }

  private func box(_ box: Box) -> View {
    [
      "x": number(box.x0), "y": number(box.y0), "w": number(box.width), "h": number(box.height),
    ]
  }

  private func number(_ value: Double) -> String {
    JSONValue.number((value * 100).rounded() / 100)
  }
}
