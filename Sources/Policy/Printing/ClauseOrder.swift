// SPDX-License-Identifier: Apache-2.0

/// The pieces of a declaration in the order of the manual, and how each may stand.
struct ClauseOrder {
  struct Piece {
    var tokens: Range<Int>
    var indent: Int
    /// Where the next lines of a piece begin that is too long for one.
    var hang: Int
    /// May stand on the line of the piece before, if all of it fits there.
    var joins: Bool
  }

  private(set) var pieces: [Piece] = []

  init(_ declaration: BlockOutline.Declaration, end: Int, in tokens: [Token]) {
    let starts = declaration.clauses.filter { $0 < end }
    var clauses: [Range<Int>] = []
    for (place, start) in starts.enumerated() {
      let next = place + 1 < starts.count ? starts[place + 1] : end
      if next > start { clauses.append(start..<next) }
    }
    let head = declaration.start..<(clauses.first?.lowerBound ?? end)
    func keyword(_ clause: Range<Int>) -> String { tokens[clause.lowerBound].folded }
    switch tokens[declaration.start].folded {
    case "rule":
      add(head, hang: 4)
      let order = ["within", "if", "unless", "cite", "rests"]
      sort(clauses, by: order) { keyword($0).replacing(["before", "after", "at"], with: "within") }
        .forEach {
          add($0, joins: ["within", "before", "after", "at", "if"].contains(keyword($0)))
        }
    case "instrument":
      add(head, hang: 4)
      let isContested = clauses.contains { keyword($0) == "contested" }
      sort(clauses, by: ["to", "replaces", "contested", "cite"], keyword).forEach {
        let word = keyword($0)
        add($0, joins: word != "contested" && !(word == "cite" && isContested))
      }
    case "example":
      add(head, hang: 4)
      for clause in clauses { add(clause, hang: 2) }
    case "question":
      add(head, hang: 4)
      for clause in clauses { add(clause, joins: true) }
    default:
      add(head, hang: 2)
      for clause in clauses { add(clause, joins: true) }
    }
  }

  private mutating func add(_ tokens: Range<Int>, hang: Int = 4, joins: Bool = false) {
    pieces.append(
      Piece(tokens: tokens, indent: pieces.isEmpty ? 0 : 2, hang: hang, joins: joins))
  }

  /// In the order of the keywords; those of one keyword as they stand.
  private func sort(
    _ clauses: [Range<Int>], by order: [String], _ keyword: (Range<Int>) -> String
  ) -> [Range<Int>] {
    clauses.sorted {
      let (a, b) = (order.firstIndex(of: keyword($0)), order.firstIndex(of: keyword($1)))
      return (a ?? order.count, $0.lowerBound) < (b ?? order.count, $1.lowerBound)
    }
  }
}

extension String {
  fileprivate func replacing(_ words: [String], with word: String) -> String {
    words.contains(self) ? word : self
  }
}
