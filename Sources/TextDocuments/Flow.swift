// SPDX-License-Identifier: Apache-2.0

/// How a stretch of text is seen.
enum Look: Hashable {
  case shown
  /// Shown, but a word of its own even where it touches another: the mark of a note.
  case mark
  /// A deletion that was tracked.
  case deleted
  /// Formatted so that it is not shown.
  case hidden
  /// In the colour of the paper.
  case faint
  /// Under a black bar; `sure` where the letters were made dark too, and not by default.
  case blackedOut(sure: Bool)

  /// Whether it takes room on its line.
  var takesRoom: Bool {
    switch self {
    case .shown, .mark, .blackedOut: true
    case .deleted, .hidden, .faint: false
    }
  }
}

/// A piece of a paragraph.
enum Inline: Hashable {
  case text(String, Look)
  case tab, lineBreak
  case pageBreak(PageBreak)
  /// Footnotes to stand at the foot of the page: an index into the document's notes.
  case note(Int)
  /// The number of the page it stands on.
  case pageNumber
}

enum PageBreak: Hashable {
  /// Begins a page, always.
  case hard
  /// Begins a page unless nothing stands on this one yet.
  case soft
  /// Where the program that wrote the file ended a page.
  case rendered
}

struct Paragraph: Hashable {
  var inlines: [Inline] = []
  /// Of all lines, in points.
  var indent = 0.0
  /// The number or bullet that stands before it; empty for none.
  var mark = ""
  /// White below it, in points.
  var after = 0.0

  init(_ inlines: [Inline] = [], indent: Double = 0, mark: String = "", after: Double = 0) {
    (self.inlines, self.indent, self.mark, self.after) = (inlines, indent, mark, after)
  }

  init(_ text: String) { inlines = text.isEmpty ? [] : [.text(text, .shown)] }

  /// Whether anything of it can be seen or is hidden in it.
  var hasText: Bool {
    !mark.isEmpty
      || inlines.contains { inline in
        switch inline {
        case .text(let text, _): text.utf8.contains { $0 > 32 }
        case .note, .pageNumber: true
        case .tab, .lineBreak, .pageBreak: false
        }
      }
  }

  /// Adds text, joined to what stands last where that looks alike.
  mutating func add(_ text: String, _ look: Look) {
    guard !text.isEmpty else { return }
    if case .text(let before, look)? = inlines.last {
      inlines[inlines.count - 1] = .text(before + text, look)
    } else {
      inlines.append(.text(text, look))
    }
  }
}

/// A piece of a document.
indirect enum Block: Hashable {
  case paragraph(Paragraph)
  case table([TableRow])
  case pageBreak(PageBreak)
}

struct TableRow: Hashable {
  var cells: [Cell]

  struct Cell: Hashable {
    var blocks: [Block]
    /// How many columns it takes.
    var span = 1
  }
}

/// A stretch of a document whose pages have the same header and footer.
struct Section {
  var blocks: [Block] = []
  /// For the first page, for pages with even numbers, for all others.
  var headers = PageEdge()
  var footers = PageEdge()
  /// The number of its first page; nil goes on from the section before.
  var firstNumber: Int?
}

struct PageEdge {
  var first: [Paragraph]?
  var even: [Paragraph]?
  var usual: [Paragraph] = []

  func on(number: Int, isFirst: Bool) -> [Paragraph] {
    if isFirst, let first { return first }
    if number % 2 == 0, let even { return even }
    return usual
  }
}

/// A document ready to be laid out.
struct Flow {
  var sections: [Section] = [Section()]
  /// Footnotes, by the index that `Inline.note` has.
  var notes: [[Paragraph]] = []
  /// Whether each stretch between page breaks is one page, however much stands in it.
  var fits = false
}
