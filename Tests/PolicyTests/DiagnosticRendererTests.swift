// SPDX-License-Identifier: Apache-2.0

import Foundation
import Policy
import Testing

struct DiagnosticRendererTests {
  /// Each file of `Cases/rendered` beside what is printed for it; `RECORD=1` writes that anew.
  @Test(arguments: CaseFile.all("rendered"))
  func `what is wrong is shown as recorded`(file: CaseFile) throws {
    let rendered =
      DiagnosticRenderer(sources: ["\(file)": file.text], width: 80).render(file.diagnostics())
      + "\n"
    let golden = file.url.deletingPathExtension().appendingPathExtension("txt")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try rendered.write(to: golden, atomically: true, encoding: .utf8)
      Issue.record("recorded \(golden.lastPathComponent)")
    }
    #expect(rendered == (try String(contentsOf: golden, encoding: .utf8)))
  }

  private func rendered(_ diagnostic: Diagnostic, of text: String) -> [String] {
    DiagnosticRenderer(sources: ["a": text]).render(diagnostic).components(separatedBy: "\n")
  }

  @Test func `a place past the end of its line is marked after it`() {
    let diagnostic = Diagnostic(
      severity: .error, file: "a", line: 2, column: 4, length: 9, message: "expected more")
    #expect(
      rendered(diagnostic, of: "one\r\ntwo\r\nthree\r\n") == [
        "a:2:4: error: expected more", "  2 | two", "    |    ^",
      ])
  }

  @Test func `what would move the cursor is never printed`() {
    let text = "rule \u{1B}[2J\u{202E}x\0"
    let diagnostic = Diagnostic(
      severity: .error, file: "a", line: 1, column: 6, length: 5, message: "no \u{7}",
      hint: "\u{9B}")
    let shown = rendered(diagnostic, of: text).joined(separator: "\n")
    #expect(
      shown.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0x202E
      })
    #expect(shown.contains("rule \u{FFFD}[2J\u{FFFD}x\u{FFFD}"))
  }

  @Test func `each part is given its own colour, and a file without its text its place`() {
    let diagnostic = Diagnostic(
      severity: .warning, file: "b", line: 9, column: 1, message: "m", hint: "h",
      notes: [Diagnostic.Note(file: "a", line: 1, column: 1, length: 3, message: "n")])
    let renderer = DiagnosticRenderer(sources: ["a": "abc"]) { "<\($0) \($1)>" }
    #expect(
      renderer.render(diagnostic) == """
        <place b:9:1:> <warning warning:> <message m> <fix (did you mean 'h'?)>
        <place a:1:1:> <note note:> <message n>
        <gutter   1 |> abc
        <gutter     |> <caret ^~~>
        """)
  }
}
