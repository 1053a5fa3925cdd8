// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The names of files, to tell which attachments a case holds.
struct Attachments {
  private var keys: Set<String> = []
  /// Without the ending → the name as it is.
  private var stems: [String: String] = [:]

  /// - Parameter files: the names of all sources, with or without folders.
  init(files: [String]) {
    for file in files.sorted() {
      let name = Self.last(file)
      keys.insert(Words.compact(name))
      let stem = Words.compact(Self.stem(name))
      if !stem.isEmpty, stems[stem] == nil { stems[stem] = String(name) }
    }
    keys.remove("")
  }

  /// A file's name without its folders, comparable: letters, digits and the ending count.
  static func key(_ name: String) -> String { Words.compact(last(name)) }

  func contains(_ key: String) -> Bool { keys.contains(key) }

  /// A file that has the name with another ending, as when a document was released as a print.
  func alike(_ key: String) -> String? {
    for ending in Self.endings where key.hasSuffix(ending) && key.count > ending.count {
      return stems[String(key.dropLast(ending.count))]
    }
    return nil
  }

  /// The attachments that a message names at any of the places where it stands, each once, with the
  /// first copy that does.
  static func named(by copies: [Message]) -> [(name: String, copy: Message)] {
    var seen: Set<String> = []
    return copies.flatMap { copy in
      copy.attachments.compactMap { name in
        let key = key(name)
        return !key.isEmpty && seen.insert(key).inserted ? (name, copy) : nil
      }
    }
  }

  /// Whether one of the copies is of a mail file, which brings along what it names. What of it could
  /// not be read is a failure of that file, not something to ask for.
  static func isCarried(_ key: String, by copies: [Message]) -> Bool {
    copies.contains { copy in
      switch copy.origin {
      case .eml, .mbox, .pst, .msg: copy.attachments.contains { Self.key($0) == key }
      case .printed, .quoted, .csv: false
      }
    }
  }

  private static func last(_ name: String) -> Substring {
    name.split { $0 == "/" || $0 == "\\" }.last ?? ""
  }

  private static func stem(_ name: Substring) -> Substring {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return name[..<dot]
  }

  /// As they end a comparable name; long ones first.
  private static let endings = [
    "docx", "docm", "xlsx", "xlsm", "pptx", "html", "jpeg", "tiff", "doc", "xls", "ppt", "pdf",
    "rtf", "txt", "htm", "csv", "jpg", "tif", "png", "gif", "bmp", "msg", "eml", "wpd", "zip",
  ]
}
