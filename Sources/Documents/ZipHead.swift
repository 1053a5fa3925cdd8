// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What the first bytes of a ZIP archive tell of what it is.
struct ZipHead {
  /// The names of the entries that begin within the head.
  private(set) var names: [String] = []
  /// The type that an OpenDocument file or an e-book states in its first entry.
  private(set) var statedType = ""

  static func isZip(_ head: [UInt8]) -> Bool {
    head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6])
      || head.starts(with: [0x50, 0x4B, 0x30, 0x30, 0x50, 0x4B, 3, 4])
  }

  init(_ head: [UInt8]) {
    var at = 0
    while let place = Bytes.find([0x50, 0x4B, 3, 4], in: head, from: at) {
      at = place + 4
      guard place + 30 <= head.count else { break }
      let length = Int(head[place + 26]) | Int(head[place + 27]) << 8
      let start = place + 30
      names.append(String(decoding: head[start..<min(head.count, start + length)], as: UTF8.self))
      if names == ["mimetype"] {
        let from = start + length + (Int(head[place + 28]) | Int(head[place + 29]) << 8)
        if from < head.count {
          statedType = String(decoding: head[from...].prefix { $0 > 32 && $0 < 127 }, as: UTF8.self)
        }
      }
    }
  }

  func kind(name: String) -> SourceKind {
    func named(_ endings: String...) -> Bool { endings.contains { name.hasSuffix($0) } }
    func holds(_ folder: String) -> Bool { names.contains { $0.hasPrefix(folder) } }
    if holds("word/") { return .docx }
    if holds("xl/") { return .xlsx }
    if OtherFormat(zip: self, name: name) != nil { return .unsupported }
    if named(".docx", ".docm", ".dotx") { return .docx }
    return named(".xlsx", ".xlsm") ? .xlsx : .zip
  }

  func holds(_ folder: String) -> Bool { names.contains { $0.hasPrefix(folder) } }
}
