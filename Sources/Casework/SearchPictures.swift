// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation

extension OpenCase {
  /// Writes each page of some hits as a PNG with the words that were found outlined, numbered in
  /// the order of the hits.
  ///
  /// - Returns: the names of the pictures, and how many hits stand on no page that can be pictured.
  package func pictures(of results: SearchResults, into folder: URL, dpi: Double = 150) throws -> (
    names: [String], without: Int
  ) {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var places: [PageName] = []
    var outlines: [PageName: (words: Set<Int>, boxes: [Box])] = [:]
    var without = 0
    for hit in results.answer.hits {
      let pages = hit.outlined
      if pages.isEmpty { without += 1 }
      for (page, words, boxes) in pages {
        let name = PageName(source: hit.source, number: page)
        if outlines[name] == nil { places.append(name) }
        outlines[name, default: ([], [])].words.formUnion(words)
        outlines[name, default: ([], [])].boxes += boxes
      }
    }
    let pictures = PagePictures(case: self, reader: PictureReader(files: files))
    var names: [String] = []
    for (index, place) in places.enumerated() {
      guard let page = try store.page(place.number, of: place.source), let own = outlines[place],
        let picture = try pictures.picture(
          of: place.source, page: place.number,
          // What is found in the words themselves says more than where the message begins.
          outline: own.words.isEmpty ? own.boxes : page.boxes(ofWords: own.words), dpi: dpi,
          isUrgent: true)
      else {
        without += 1
        continue
      }
      let number = String(index + 1)
      let label = page.bates ?? "\(place.source.short) p\(place.number)"
      let name =
        String(repeating: "0", count: max(0, 3 - number.count)) + number + " "
        + SafeNames.file(label.replacing("/", with: "-")) + ".png"
      try Data(picture.png).write(to: folder.appending(path: name))
      names.append(name)
    }
    return (names, without)
  }
}

extension SearchHit {
  /// The pages it stands on with the words that were found; where these stand in the header, the
  /// place of the message.
  fileprivate var outlined: [(page: Int, words: [Int], boxes: [Box])] {
    if !words.isEmpty { return words.map { ($0.page, $0.words, []) } }
    let boxes = message?.citation.boxes ?? []
    return page.map { [($0, [], boxes)] } ?? []
  }
}

extension Page {
  /// Boxes around words, one for those that follow each other on a line.
  func boxes(ofWords indices: Set<Int>) -> [Box] {
    var boxes: [Box] = []
    var last: Int?
    for index in indices.sorted() where words.indices.contains(index) {
      if let last, index == last + 1, words[index].line == words[last].line {
        boxes[boxes.count - 1] = boxes[boxes.count - 1].union(words[index].box)
      } else {
        boxes.append(words[index].box)
      }
      last = index
    }
    return boxes
  }
}
