// SPDX-License-Identifier: Apache-2.0

/// The values of an XMP packet, with the element each stands in.
enum XMPEntries {
  private static let descriptions = ["title", "description", "subject", "keywords", "headline"]

  static func find(in packet: String) -> [(name: String, text: String, isDescription: Bool)] {
    var found: [(name: String, text: String, isDescription: Bool)] = []
    var open: [String] = []
    for part in packet.utf8.split(separator: UInt8(ascii: "<")).prefix(20_000) {
      let piece = String(decoding: Array(part), as: UTF8.self)
      guard let end = piece.firstIndex(of: ">") else { continue }
      let tag = piece[..<end]
      let name = tag.split { $0 == " " || $0 == "/" || $0.isNewline }.first.map(String.init) ?? ""
      if tag.hasPrefix("/") {
        if !open.isEmpty { open.removeLast() }
      } else if !tag.hasSuffix("/"), !tag.hasPrefix("?"), !tag.hasPrefix("!") {
        open.append(name)
      }
      let text = unescaped(piece[piece.index(after: end)...])
      // Lists stand between the property and its values.
      let property = open.last { !$0.hasPrefix("rdf:") && !$0.hasPrefix("x:") } ?? name
      if TextLetters.count(text) > 2 { found.append(entry(property, text)) }
      // Plain values may be attributes: pdf:Keywords="…".
      let quoted = tag.split(separator: "\"", omittingEmptySubsequences: false)
      for index in stride(from: 1, to: quoted.count, by: 2)
      where TextLetters.count(String(quoted[index])) > 2 {
        let key = quoted[index - 1].split { $0 == " " || $0 == "=" || $0.isNewline }.last ?? ""
        if key.hasPrefix("xmlns") || key.hasPrefix("rdf:") { continue }
        found.append(entry(String(key), unescaped(quoted[index])))
      }
    }
    return found
  }

  private static func entry(
    _ property: String, _ text: String
  ) -> (name: String, text: String, isDescription: Bool) {
    let name = property.split(separator: ":").last.map(String.init) ?? property
    return (name, text, descriptions.contains(name.lowercased()))
  }

  private static func unescaped(_ text: Substring) -> String {
    String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&apos;", with: "'").replacing("&amp;", with: "&")
  }
}
