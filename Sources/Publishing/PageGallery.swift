// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation
import Templates

/// The pages that are cited, each with its picture.
struct PageGallery {
  let site: Site
  let renderer: PageRenderer

  /// Writes `pages/…html` and `images/…png`, and enters in the account what was pictured, what was
  /// not and why, and how many words were painted over.
  func write(
    to output: Output, _ account: inout PublicationAccount,
    _ pageImage: (SourceID, Int, [Box]) throws -> PageImage?
  ) throws {
    let pages = Dictionary(
      site.record.pages.map { (QuoteBook.PageKey(source: $0.source, page: $0.number), $0) }
    ) { first, _ in first }
    let alike = try Scrubber(site.record.privateMarks, readAlike: true)
    var others = 0
    for key in site.book.quotes.keys.sorted() {
      let page = pages[key]
      var reason: String?
      var picture: PageImage?
      let isLeading = site.book.leading.contains(key)
      if !isLeading { others += 1 }
      if !isLeading, others > site.options.otherPictures {
        reason = "This report pictures no more pages; “brightline show” opens any of them."
      } else if let page, page.words.isEmpty, !site.scrubber.isEmpty, !page.isWithheldWhole {
        // Nobody knows what such a picture shows.
        reason =
          "No word could be read on this page, so private names on it could not be painted over."
      } else {
        let boxes = page.map { painted($0, alike) } ?? []
        picture = try pageImage(key.source, key.page, boxes)
        if picture == nil { reason = "There is no picture of this page." }
        if picture != nil { account.wordsBlanked += boxes.count }
      }
      if let picture {
        try output.write(Data(picture.png), to: "images/\(key.name).png")
        account.pagesPictured += 1
      } else {
        account.pagesWithoutPicture.append(key.name)
      }
      let view = CitedPage(
        site: site, key: key, page: page, picture: picture.map { ($0.width, $0.height) },
        reason: reason
      ).view()
      try output.write(try renderer.page("page", view), to: "pages/\(key.name).html")
    }
  }

  /// The boxes of the words that are part of a private mark. On recognized pages also of words that
  /// recognition may have misread.
  private func painted(_ page: Page, _ alike: Scrubber) -> [Box] {
    var words = Set(site.scrubber.words(of: page))
    if page.method == .ocr { words.formUnion(alike.words(of: page)) }
    return words.sorted().map { page.words[$0].box.grown(by: 1) }
  }
}
