// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Documents

@Suite struct TextMarksTests {
  /// The words each mark stands on, with its codes.
  private func marks(_ lines: [String], redactions: [Redaction] = []) -> [String] {
    let page = writtenPage(lines, redactions: redactions)
    return TextMarks.redactions(in: page).map { mark in
      let words = page.words.filter { mark.box.contains(x: $0.box.midX, y: $0.box.midY) }
      return ([words.map(\.text).joined(separator: " ")] + mark.codes).joined(separator: " | ")
    }
  }

  @Test(arguments: [
    ("The caller, [REDACTED], asked for the sergeant.", "[REDACTED],"),
    ("He gave [name redacted] as his contact.", "[name redacted]"),
    ("Her number is [Redacted - (b)(6)] since May.", "[Redacted - (b)(6)] | (b)(6)"),
    ("Signed by (name withheld) on Monday.", "(name withheld)"),
    ("Signed by (REDACTED) on Monday.", "(REDACTED)"),
    ("Spoke with [victim name removed] at noon.", "[victim name removed]"),
    ("Meet ***REDACTED*** at the gate.", "***REDACTED***"),
    ("Then officer REDACTED called back.", "REDACTED"),
    ("Phone: Redacted", "Redacted"),
    ("[non-responsive]", "[non-responsive]"),
  ])
  func `A word that says withheld in the place of other words is a mark`(
    line: String, mark: String
  ) {
    #expect(marks(["We looked at it again today.", line, "All the best from here."]) == [mark])
  }

  @Test(arguments: [
    ("From: (b)(6)", "(b)(6) | (b)(6)"),
    ("Cell: (b)(6); (b)(7)(C)", "(b)(6); (b)(7)(C) | (b)(6) | (b)(7)(C)"),
    ("Please call (b)(6) at the jail.", "(b)(6) | (b)(6)"),
    ("Please call (b) (7) (C) at the jail.", "(b) (7) (C) | (b)(7)(C)"),
    ("Write to (b)(6)@fairview.example today.", "(b)(6)@fairview.example | (b)(6)"),
    ("(b)(5)", "(b)(5) | (b)(5)"),
    ("Pike said that (b)(6) and (b)(7)(C) were there.", "(b)(6) | (b)(6)/(b)(7)(C) | (b)(7)(C)"),
    ("The suspect XXXXX was seen.", "XXXXX"),
    ("SSN: XXX-XX-4410", "XXX-XX-4410"),
    ("Name: XXXXXX XXXXXXXX", "XXXXXX XXXXXXXX"),
    ("Seen by ██████ at noon.", "██████"),
  ])
  func `A code or blanked letters in the place of words are a mark`(line: String, mark: String) {
    let expected = mark.split(separator: "/").map(String.init)
    #expect(marks(["We looked at it again today.", line, "All the best from here."]) == expected)
  }

  @Test(arguments: [
    "We withheld it under (b)(6) of the act.",
    "Exemption (b)(6) protects names of private persons.",
    "The names are exempt pursuant to 5 U.S.C. 552(b)(6).",
    "I think (b)(5) applies to the draft you sent me.",
    "Does FOIA let us use (b)(6) here, or do we need (b)(7)(C) too?",
    "Basis for exemption: (b)(6)",
    "Please send me the [redacted] copy of the report.",
    "The report (redacted) is on the shared drive.",
    "The names were redacted by the clerk before release.",
    "REDACTED VERSION",
    "Attached: invoice (REDACTED).pdf",
    "[image removed]",
    "See section (b)(2) of this rule.",
    "Fill in form XX/XX/XXXX for contract XXXX.",
    "Pick size XXL or XXXL.",
    "Rule 12(b)(6) was cited in the motion.",
  ])
  func `Speaking of redaction is no mark`(line: String) {
    #expect(marks(["We looked at it again today.", line, "All the best from here."]) == [])
  }

  @Test func `A list that explains exemptions has no marks`() {
    let legend = [
      "(b)(4) Trade secrets and commercial matters", "(b)(5) Letters between agencies",
      "(b)(6) Personal privacy", "(b)(7)(C) Privacy of persons in files",
    ]
    #expect(marks(legend) == [])
    #expect(marks(legend.map { $0.replacing(") ", with: ")  ", maxReplacements: 1) }) == [])
  }

  @Test func `The label of a box that was found is no mark of its own`() {
    let lines = ["From: Rowan Pike", "Sent: (b)(6)", "Hello again."]
    let box = Redaction(box: Box(x0: 70, y0: 132, x1: 300, y1: 146), kind: .white)
    #expect(marks(lines) == ["(b)(6) | (b)(6)"])
    #expect(marks(lines, redactions: [box]) == [])
  }

  @Test func `Short codes count beside a stamp that names them`() {
    let body = [
      "To: Rowan Pike", "Please look at the plan of  B6", "the new jail.  B5", "B4  north",
    ]
    #expect(marks(body) == [])
    #expect(marks(body + ["RELEASE IN PART B5, B6"]) == ["B6 | (b)(6)", "B5 | (b)(5)"])
  }
}
