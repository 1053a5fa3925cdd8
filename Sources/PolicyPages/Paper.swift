// SPDX-License-Identifier: Apache-2.0

import Markdown
import Policy
import Templates

/// One file of the page: its prose with the declarations where they stand.
struct Paper {
  let book: PolicyBook
  let number: Int
  /// Whether its title is the page's.
  let isAlone: Bool

  struct Made {
    var title: String
    var view: View
  }

  private var outline: PolicyOutline { book.outlines[number] }
  private var base: Int { isAlone ? 1 : 2 }

  func view() -> Made {
    var prose = Prose(base: base, prefix: "f\(number + 1)", files: files())
    var title: String?
    var parts: [View] = []
    var level = base
    for (index, part) in outline.parts.enumerated() {
      switch part {
      case .prose(let text, _):
        var nodes = Markdown.read(text).children
        if index == 0, title == nil, case .heading? = nodes.first?.kind {
          title = nodes.removeFirst().plain
        }
        parts.append(["prose": prose.views(nodes), "cards": false])
        level = prose.level
      case .block(let declarations):
        parts.append([
          "prose": false,
          "cards": Cards(book: book, file: number, level: min(level + 1, 6)).views(declarations),
        ])
      }
    }
    let name = title ?? PlainWords.sentence(Self.name(outline.file))
    return Made(
      title: name,
      view: [
        "title": name, "id": "file-\(number + 1)", "isAlone": isAlone, "file": outline.file,
        "parts": parts,
      ])
  }

  /// Other files of the page, by what a link to them says.
  private func files() -> [String: String] {
    if isAlone { return [:] }
    return Dictionary(
      book.outlines.enumerated().map {
        (String($0.element.file.split(separator: "/").last ?? ""), "file-\($0.offset + 1)")
      }
    ) { first, _ in first }
  }

  private static func name(_ file: String) -> String {
    let last = file.split(separator: "/").last.map(String.init) ?? file
    return last.hasSuffix(".policy.md") ? String(last.dropLast(10)) : last
  }
}
