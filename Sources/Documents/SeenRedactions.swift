// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging

/// Brings together what the shapes of a page tell and what its picture shows.
struct SeenRedactions {
  let layer: TextLayer
  let visibility: Visibility
  let words: [Word]

  init(_ layer: TextLayer, _ visibility: Visibility, _ words: [Word]) {
    (self.layer, self.visibility, self.words) = (layer, visibility, words)
  }

  /// - Parameters:
  ///   - drawn: from the shapes: exact boxes.
  ///   - seen: from the picture.
  func merge(_ drawn: [Redaction], _ seen: [Redaction], _ picture: Raster) -> [Redaction] {
    var all = drawn.filter { isThere($0, picture) }
    for var redaction in seen {
      let twins = all.indices.filter { index in
        let other = all[index].box
        let shared = redaction.box.intersection(other).area
        return shared > 0.5 * min(redaction.box.area, other.area)
      }
      // Two marks that touch are one on the picture: the shapes know better.
      if let first = twins.first {
        if all[first].codes.isEmpty { all[first].codes = redaction.codes }
        continue
      }
      // Words that can be read on it, and are no label: a coloured field, not a mark. Recognised
      // ones prove nothing: they may be a misread label, and the finder has looked at that.
      let on = words.filter {
        $0.confidence == nil && redaction.box.contains(x: $0.box.midX, y: $0.box.midY)
      }
      if !on.isEmpty, !Label(on).isLabel { continue }
      // Part of a large letter of a word that can be read.
      let isOfLetter = words.contains { word in
        word.confidence == nil && word.box.width > 1.5 * redaction.box.width
          && redaction.box.share(in: word.box.grown(by: 1)) > 0.9
      }
      if isOfLetter { continue }
      let hidden = text(under: redaction.box)
      redaction.textUnder = hidden.isEmpty ? .none : .hidden
      redaction.hiddenText = hidden.isEmpty ? nil : hidden
      all.append(redaction)
    }
    return all.sorted { ($0.box.y0, $0.box.x0) < ($1.box.y0, $1.box.x0) }
  }

  /// A dark box that the picture does not show was itself painted over or cut away.
  private func isThere(_ redaction: Redaction, _ picture: Raster) -> Bool {
    guard redaction.kind == .black || redaction.kind == .page else { return true }
    let scale = picture.dpi / 72
    let b = redaction.box
    let (x0, x1) = (max(0, Int(b.x0 * scale) + 1), min(picture.width, Int(b.x1 * scale) - 1))
    let (y0, y1) = (max(0, Int(b.y0 * scale) + 1), min(picture.height, Int(b.y1 * scale) - 1))
    guard x0 < x1, y0 < y1 else { return true }
    var dark = 0
    for y in y0..<y1 {
      for x in x0..<x1 where picture.pixels[y * picture.width + x] < 128 { dark += 1 }
    }
    // White boxes of page size are kind `page` too, and have no dark.
    return redaction.kind == .page || dark * 2 > (x1 - x0) * (y1 - y0)
  }

  /// The hidden letters in a box, words parted by spaces.
  private func text(under box: Box) -> String {
    guard !visibility.hidden.isEmpty else { return "" }
    var scalars = String.UnicodeScalarView()
    var last = -1
    for (index, glyph) in layer.glyphs.enumerated()
    where visibility.hidden[index] && box.contains(x: glyph.box.midX, y: glyph.box.midY) {
      guard let scalar = Unicode.Scalar(glyph.scalar) else { continue }
      if last >= 0, last != index - 1 { scalars.append(" ") }
      scalars.append(scalar)
      last = index
    }
    return String(scalars)
  }
}

/// Words of two origins on one page.
enum MixedWords {
  /// Recognised words with the file's own in place of those that stand where its own do; lines
  /// numbered anew from the top.
  static func join(recognized: [Word], own: [Word]) -> [Word] {
    if own.isEmpty { return recognized }
    let bands = Bands(own.map(\.box))
    let kept = recognized.filter { word in
      !bands.at(word.box.midY).contains {
        own[$0].box.grown(by: 1).contains(
          x: word.box.midX, y: word.box.midY)
      }
    }
    // Whole lines, by height: recognition and the file each know their own order within.
    struct Line {
      var words: [Word]
      var y: Double
    }
    func lines(_ words: [Word]) -> [Line] {
      var out: [Line] = []
      var current: Int?
      for word in words {
        if word.line != current { out.append(Line(words: [], y: word.box.midY)) }
        current = word.line
        out[out.count - 1].words.append(word)
      }
      return out
    }
    var all = lines(kept)
    for line in lines(own) {
      let place = all.firstIndex { $0.y > line.y } ?? all.count
      all.insert(line, at: place)
    }
    return all.enumerated().flatMap { number, line in
      line.words.map { word in
        var word = word
        word.line = number
        return word
      }
    }
  }
}
