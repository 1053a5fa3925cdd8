// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation

/// Reads what was written once more and looks for what must not stand in it.
struct LeakCheck {
  private let scrubber: Scrubber
  /// Marks that are words of the templates themselves ("May", "Page") and so stand on pages anyway.
  private let fixed: Scrubber
  private let hidden: HiddenWords?
  private let names: SourceNames

  /// More than may stand inside a name.
  private static let barrier = "\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}"
  /// Large files are read piece by piece, in bytes; each piece begins with the end of the last.
  private static let piece = 1 << 20
  private static let overlap = 4_096

  /// - Parameters:
  ///   - templates: the texts that the pages are made of.
  ///   - record: the words that are hidden in its files must not be shown either, unless they can be
  ///     seen elsewhere in it.
  ///   - own: what the program itself writes.
  init(
    marks: [String], templates: [String], record: CaseRecord? = nil, own: [String] = []
  ) throws(PublicationError) {
    names = SourceNames(record?.sources ?? [])
    hidden = record.map { record in
      HiddenWords(record, visible: own + templates.map { Self.shown(Array($0.utf8)) })
    }
    var inTemplates: [String] = []
    var others: [String] = []
    let words = templates.map { Self.shown(Array($0.utf8)) }.joined(separator: Self.barrier)
    for mark in marks {
      if try Scrubber([mark]).places(in: words).isEmpty {
        others.append(mark)
      } else {
        inTemplates.append(mark)
      }
    }
    scrubber = try Scrubber(others)
    fixed = try Scrubber(inTemplates)
  }

  /// Throws `PublicationError.leak` for the first file, in order, in which a mark survived, and
  /// `exposed` for one that shows hidden words.
  func check(_ files: [String], in folder: URL) throws {
    guard !scrubber.isEmpty || !fixed.isEmpty || hidden?.isEmpty == false else { return }
    for file in files {
      guard scrubber.places(in: file).isEmpty else {
        throw PublicationError.leak(file: "A file name")
      }
      let kind = file.split(separator: ".").last ?? ""
      guard ["html", "jsonl", "csv", "json", "txt"].contains(kind) else { continue }
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file)))
      let survived =
        switch kind {
        case "html": try survivesOnPage(bytes, file)
        case "csv": try survivesInTable(bytes, file)
        case "txt": try holds(String(decoding: bytes, as: UTF8.self), file)
        default: try survivesInObjects(bytes, file)
        }
      guard !survived else { throw PublicationError.leak(file: file) }
    }
  }

  private func survivesOnPage(_ bytes: [UInt8], _ file: String) throws(PublicationError) -> Bool {
    let text = Self.shown(bytes)
    try refuseHidden(text, file)
    return !scrubber.places(in: text).isEmpty
  }

  private func refuseHidden(_ text: String, _ file: String) throws(PublicationError) {
    guard let place = hidden?.place(in: text) else { return }
    let page = place.page.map { ", page \($0)" } ?? ""
    throw .exposed(file: file, place: names[place.source] + page)
  }

  private func holds(_ text: String, _ file: String) throws(PublicationError) -> Bool {
    try refuseHidden(text, file)
    return !scrubber.places(in: text).isEmpty || !fixed.places(in: text).isEmpty
  }

  /// The header is ours; a name that goes over two cells is nobody's.
  private func survivesInTable(_ bytes: [UInt8], _ file: String) throws(PublicationError) -> Bool {
    let start = (bytes.firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
    for from in stride(from: start, to: bytes.count, by: Self.piece) {
      var text: [UInt8] = []
      for byte in bytes[max(start, from - Self.overlap)..<min(bytes.count, from + Self.piece)] {
        if byte == UInt8(ascii: ",") { text += Self.barrier.utf8 } else { text.append(byte) }
      }
      if try holds(String(decoding: text, as: UTF8.self), file) { return true }
    }
    return false
  }

  /// One object a line, so that a piece can end at any line.
  private func survivesInObjects(_ bytes: [UInt8], _ file: String) throws(PublicationError) -> Bool
  {
    var from = 0
    while from < bytes.count {
      var end = min(bytes.count, from + Self.piece)
      while end < bytes.count, bytes[end - 1] != 0x0A { end += 1 }
      if try holds(Self.strings(bytes[from..<end]).joined(separator: Self.barrier), file) {
        return true
      }
      from = end
    }
    return false
  }

  /// What a page shows or says aloud: its text and the values of its attributes, unescaped, with a
  /// barrier where a tag stands. Class names are ours and are left out.
  static func shown(_ html: [UInt8]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(html.count)
    var isTag = false
    var quote: UInt8?
    var name: [UInt8] = []
    var keeps = false
    var place = 0
    func text(_ byte: UInt8) {
      guard byte == UInt8(ascii: "&") else { return out.append(byte) }
      for (entity, sign) in entities where html[place...].starts(with: entity) {
        out.append(sign)
        place += entity.count - 1
        return
      }
      out.append(byte)
    }
    while place < html.count {
      let byte = html[place]
      if !isTag {
        if byte == UInt8(ascii: "<") {
          isTag = true
          name = []
          out += barrier.utf8
        } else {
          text(byte)
        }
      } else if let open = quote {
        if byte == open {
          quote = nil
          name = []
          out += barrier.utf8
        } else if keeps {
          text(byte)
        }
      } else {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          quote = byte
          keeps = !name.elementsEqual("class=".utf8)
        case UInt8(ascii: ">"): isTag = false
        case 0x20, 0x0A: name = []
        default: name.append(byte)
        }
      }
      place += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static let entities: [([UInt8], UInt8)] = [
    (Array("&lt;".utf8), UInt8(ascii: "<")), (Array("&gt;".utf8), UInt8(ascii: ">")),
    (Array("&quot;".utf8), UInt8(ascii: "\"")), (Array("&#39;".utf8), UInt8(ascii: "'")),
    (Array("&#96;".utf8), UInt8(ascii: "`")), (Array("&amp;".utf8), UInt8(ascii: "&")),
  ]

  /// The strings of JSON that are values, not keys.
  static func strings(_ bytes: ArraySlice<UInt8>) -> [String] {
    var out: [String] = []
    var place = bytes.startIndex
    while place < bytes.endIndex {
      guard bytes[place] == UInt8(ascii: "\"") else {
        place += 1
        continue
      }
      var text: [UInt8] = []
      place += 1
      while place < bytes.endIndex, bytes[place] != UInt8(ascii: "\"") {
        if bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.endIndex {
          place += 1
          switch bytes[place] {
          case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): text.append(0x0A)
          case UInt8(ascii: "u"):
            text.append(0x01)
            place += 4
          default: text.append(bytes[place])
          }
        } else {
          text.append(bytes[place])
        }
        place += 1
      }
      place += 1
      if place < bytes.endIndex, bytes[place] == UInt8(ascii: ":") { continue }
      out.append(String(decoding: text, as: UTF8.self))
    }
    return out
  }
}
