// SPDX-License-Identifier: Apache-2.0

/// Why a policy file was not written anew: it has errors, and nothing of it may be lost.
public struct PolicyFormattingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What reading the file reported.
  public let diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

extension PolicyFile {
  /// The canonical form of a policy file.
  ///
  /// What stands outside its blocks stays as it is, byte for byte. In them each declaration begins
  /// a line and each of its clauses another, indented by two blanks, in the order of the manual;
  /// lines are broken at 100 columns; one empty line stands between declarations, and between
  /// neighbours of one kind only where there was one. Comments stay with what they stand beside.
  /// The file means what it meant, and its canonical form is its own.
  ///
  /// - Parameters:
  ///   - text: the whole of the file.
  ///   - file: the name that errors are reported under.
  /// - Throws: `PolicyFormattingError` where the file cannot be read without errors.
  public static func formatted(
    _ text: String, file: String
  ) throws(PolicyFormattingError) -> String {
    let parser = Parser(text, file: file)
    let errors = parser.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw PolicyFormattingError(errors.inOrder()) }
    let found = PolicyBlocks(parser.source)
    var out: [UInt8] = []
    var copied = 0
    for (block, outline) in zip(found.blocks, parser.outline) {
      out += parser.source[copied..<block.bytes.lowerBound]
      let lines = BlockFormatter(outline, source: parser.source).lines
      let (margin, ending) = surroundings(of: block, in: parser.source)
      for line in lines { out += Array((line.isEmpty ? "" : margin + line).utf8) + ending }
      copied = block.bytes.upperBound
    }
    out += parser.source[copied...]
    let formatted = String(decoding: out, as: UTF8.self)
    let again = Parser(formatted, file: file)
    guard SyntaxShape.of(parser.result) == SyntaxShape.of(again.result) else {
      throw PolicyFormattingError([
        Diagnostic(
          "this file cannot be written anew without changing what it says", in: file,
          at: Spot(line: 1, column: 1))
      ])
    }
    return formatted
  }

  /// What stands before each line of a block in a list, and what ends its lines.
  private static func surroundings(
    of block: PolicyBlocks.Block, in text: [UInt8]
  ) -> (margin: String, ending: [UInt8]) {
    let end = block.bytes.lowerBound - 1
    guard end >= 0 else { return ("", [10]) }
    let start = (text[..<end].lastIndex(of: 10) ?? -1) + 1
    let fence = text[start..<end]
    let before = fence.prefix { $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: "~") }
    // The mark of a list is as wide as the blanks under it.
    let margin = before.map { $0 == 9 ? $0 : UInt8(ascii: " ") }
    let isMarked = before.starts(with: [0xEF, 0xBB, 0xBF])
    return (
      String(decoding: isMarked ? margin.dropFirst(3) : margin[...], as: UTF8.self),
      fence.last == 13 ? [13, 10] : [10]
    )
  }
}
