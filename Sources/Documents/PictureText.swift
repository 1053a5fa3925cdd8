// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging
import PDFium

/// Text in the pictures of a page that has text of its own, such as an e-mail pasted into a letter
/// as a screenshot.
struct PictureText {
  let space: PageSpace
  /// The page's own words, upright.
  let own: [Word]
  /// Upright.
  let redactions: [Redaction]

  /// More pictures than these on a page are its decoration.
  private static let most = 6

  /// The words of each picture that holds text, upright.
  ///
  /// - Parameters:
  ///   - look: the page drawn coarsely, to tell text from photographs and logos.
  ///   - draw: the page drawn finely; asked for only where there is something to read.
  func read(
    _ images: [PDFObject], look: Raster, _ recognition: Recognition, draw: () -> Raster?
  ) throws(ReadingError) -> [[Word]] {
    var found: [[Word]] = []
    var fine: Raster?
    for place in places(images) {
      guard let seen = look.cut(place), TextLook.legible(seen.raster) != nil else { continue }
      if fine == nil { fine = draw() }
      guard let part = fine?.cut(place), let legible = TextLook.legible(part.raster) else {
        continue
      }
      func moved(_ box: Box, _ by: Double) -> Box {
        Box(
          x0: box.x0 + by * part.left, y0: box.y0 + by * part.top, x1: box.x1 + by * part.left,
          y1: box.y1 + by * part.top)
      }
      let masked = redactions.filter { $0.kind != .white }.map { moved($0.box, -1) }
      let words = try recognition.words(on: legible, masking: masked).filter {
        ($0.confidence ?? 0) >= 0.5
      }
      let sure = words.count {
        ($0.confidence ?? 0) >= 0.75 && $0.text.count(where: \.isLetter) >= 3
      }
      guard sure >= 2, sure * 4 >= words.count else { continue }
      found.append(
        words.map { word in
          var word = word
          word.box = moved(word.box, 1)
          return word
        })
    }
    return found
  }

  /// Where pictures stand that are large enough for a line of text and hold none of the page's own;
  /// the slices of one picture are one place. From the top.
  private func places(_ images: [PDFObject]) -> [Box] {
    let page = Box(x0: 0, y0: 0, x1: space.width, y1: space.height)
    var places: [Box] = []
    let boxes = images.map { space.upright($0.bounds).intersection(page) }
      .sorted { ($0.y0, $0.x0, $0.y1) < ($1.y0, $1.x0, $1.y1) }
    for box in boxes where box.width >= 3 && box.height >= 3 {
      if let last = places.last, abs(last.x0 - box.x0) < 2, abs(last.x1 - box.x1) < 2,
        box.y0 < last.y1 + 1.5
      {
        places[places.count - 1] = last.union(box)
      } else {
        places.append(box)
      }
    }
    let bare = places.filter { place in
      place.width >= 100 && place.height >= 24
        && own.count { place.contains(x: $0.box.midX, y: $0.box.midY) } < 3
    }
    let largest = bare.sorted { ($1.area, $0.y0, $0.x0) < ($0.area, $1.y0, $1.x0) }
    return largest.prefix(Self.most).sorted { ($0.y0, $0.x0) < ($1.y0, $1.x0) }
  }

  /// The page's own words with those of each picture where it stands, lines numbered anew.
  static func join(_ own: [Word], _ pictures: [[Word]]) -> [Word] {
    var out: [Word] = []
    var rest = pictures.filter { !$0.isEmpty }
    var line = -1
    var last: Int?
    func append(_ words: some Collection<Word>) {
      for var word in words {
        if word.line != last { line += 1 }
        last = word.line
        word.line = line
        out.append(word)
      }
      last = nil
    }
    var index = own.startIndex
    while index < own.endIndex {
      let end = own[index...].firstIndex { $0.line != own[index].line } ?? own.endIndex
      while let picture = rest.first, let top = picture.first?.box.y0, own[index].box.midY > top {
        append(picture)
        rest.removeFirst()
      }
      append(own[index..<end])
      index = end
    }
    for picture in rest { append(picture) }
    return out
  }
}
