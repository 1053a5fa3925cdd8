// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Reads what was written once more and looks for what must not stand in it.
struct LeakCheck {
  private let scrubber: Scrubber
  /// Marks that are words of the templates themselves ("May", "Page") and so stand on pages anyway.
  private let fixed: Scrubber

  /// `templates`: the texts that the pages are made of.
  init(marks: [String], templates: [String]) throws(PublicationError) {
    var inTemplates: [String] = []
    var others: [String] = []
    let words = templates.map(Self.shown).joined(separator: Self.barrier)
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

  /// Throws `PublicationError.leak` for the first file, in order, in which a mark survived.
  func check(_ files: [String], in folder: URL) throws {
    guard !scrubber.isEmpty || !fixed.isEmpty else { return }
    for file in files {
      guard scrubber.places(in: file).isEmpty else {
        throw PublicationError.leak(file: "A file name")
      }
      let kind = file.split(separator: ".").last ?? ""
      guard ["html", "jsonl", "csv", "json"].contains(kind) else { continue }
      let text = String(decoding: try Data(contentsOf: folder.appending(path: file)), as: UTF8.self)
      var survived: Bool
      switch kind {
      case "html": survived = !scrubber.places(in: Self.shown(text)).isEmpty
      case "csv":
        // The header is ours; a name that goes over two cells is nobody's.
        let rows = String(text.drop { $0 != "\r\n" })
        let cells = rows.replacing(",", with: Self.barrier)
        survived = [scrubber, fixed].contains { !$0.places(in: cells).isEmpty }
      default:
        let strings = Self.strings(text).joined(separator: Self.barrier)
        survived = [scrubber, fixed].contains { !$0.places(in: strings).isEmpty }
      }
      guard !survived else { throw PublicationError.leak(file: file) }
    }
  }

  /// More than may stand inside a name.
  private static let barrier = "\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}"

  /// What a page shows or says aloud: its text and the values of its attributes, unescaped, with a
  /// barrier where a tag stands. Class names are ours and are left out.
  static func shown(_ html: String) -> String {
    var out: [UInt8] = []
    var isTag = false
    var quote: UInt8?
    var name: [UInt8] = []
    var keeps = false
    for byte in html.utf8 {
      if !isTag {
        if byte == UInt8(ascii: "<") {
          isTag = true
          name = []
          out += barrier.utf8
        } else {
          out.append(byte)
        }
      } else if let open = quote {
        if byte == open {
          quote = nil
          name = []
          out += barrier.utf8
        } else if keeps {
          out.append(byte)
        }
      } else {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          quote = byte
          keeps = name != Array("class=".utf8)
        case UInt8(ascii: ">"): isTag = false
        case 0x20, 0x0A: name = []
        default: name.append(byte)
        }
      }
    }
    var text = String(decoding: out, as: UTF8.self)
    for (entity, sign) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#96;", "`"),
      ("&amp;", "&"),
    ] { text.replace(entity, with: sign) }
    return text
  }

  /// The strings of JSON that are values, not keys.
  static func strings(_ json: String) -> [String] {
    var out: [String] = []
    let bytes = Array(json.utf8)
    var place = 0
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "\"") else {
        place += 1
        continue
      }
      var text: [UInt8] = []
      place += 1
      while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
        if bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.count {
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
      if place < bytes.count, bytes[place] == UInt8(ascii: ":") { continue }
      out.append(String(decoding: text, as: UTF8.self))
    }
    return out
  }
}
