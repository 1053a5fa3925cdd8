// SPDX-License-Identifier: Apache-2.0

import Evidence

extension OpenCase {
  /// The page that is named or cited as a PNG, what is cited outlined.
  ///
  /// - Parameter quote: words of the page to outline; spacing and case do not matter.
  package func picture(
    of thing: ShownThing, quote: String?, dpi: Double, reader: PictureReader
  ) throws -> [UInt8] {
    var (page, boxes) = try pictured(thing)
    if let quote {
      boxes = page.boxes(of: quote)
      guard !boxes.isEmpty else {
        throw CaseworkError("the words “\(quote)” do not stand on this page as it was read")
      }
    }
    let pictures = PagePictures(case: self, reader: reader)
    guard
      let picture = try pictures.picture(
        of: page.source, page: page.number, outline: boxes, dpi: dpi, isUrgent: true)
    else { throw CaseworkError("page \(page.number) of this file cannot be pictured") }
    return picture.png
  }

  private func pictured(_ thing: ShownThing) throws -> (Page, [Box]) {
    var citation: Citation?
    switch thing {
    case .pages(let pages):
      if let page = pages.first, pages.count == 1 { return (page, []) }
      throw CaseworkError(
        "\(pages.count) pages bear this name; a picture needs one: name it as FILE:PAGE")
    case .message(let message): citation = message.citation
    case .event(let event, _): citation = event.citations.first { $0.page != nil }
    case .row, .person: break
    }
    guard let citation, let number = citation.page,
      let page = try store.page(number, of: citation.source)
    else { throw CaseworkError("this does not stand on a page that can be pictured") }
    return (page, citation.boxes)
  }
}

extension Page {
  /// Where the words of `quote` stand, the first time they do: one box a line.
  func boxes(of quote: String) -> [Box] {
    func plain(_ text: some StringProtocol) -> String {
      String(
        String.UnicodeScalarView(
          text.lowercased().unicodeScalars.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
          }))
    }
    let wanted = quote.split(whereSeparator: \.isWhitespace).map(plain).filter { !$0.isEmpty }
    let own = words.map { plain($0.text) }
    guard !wanted.isEmpty else { return [] }
    // Words without letters or digits stand between and count for nothing.
    let solid = own.indices.filter { !own[$0].isEmpty }
    guard solid.count >= wanted.count else { return [] }
    for start in 0...(solid.count - wanted.count)
    where wanted.indices.allSatisfy({ own[solid[start + $0]] == wanted[$0] }) {
      var lines: [Int: Box] = [:]
      for word in solid[start]...solid[start + wanted.count - 1] {
        let box = words[word].box
        lines[words[word].line] = lines[words[word].line].map { $0.union(box) } ?? box
      }
      return lines.sorted { $0.key < $1.key }.map(\.value)
    }
    return []
  }
}
