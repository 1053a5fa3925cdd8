// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Testing

@testable import Wording

@Suite struct WordingTests {
  static let zone = TimeZone(secondsFromGMT: 0) ?? .current

  static func text(
    _ id: String, _ day: Int?, _ body: String, author: String? = "Rosa Delgado",
    isRecognized: Bool = false
  ) -> WrittenText {
    WrittenText(
      id: id, sent: day.map { Moment(year: 2010, month: 5, day: $0, precision: .day) },
      author: author,
      lines: body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
      isRecognized: isRecognized)
  }

  static func families(_ texts: [WrittenText]) -> [WordingFamily] {
    Wording.families(in: texts, zone: zone)
  }

  static let first = """
    Hello Tom,

    Marlow County may decline to take part in the fingerprint programme by written notice to the
    state identification bureau. The bureau then removes the county from the schedule.

    Thanks,
    Rosa
    """
  static let second = """
    As promised. Marlow County may not decline to take part in the finger-
    print programme, but may ask the state identification bureau not to receive the results. The
    bureau then removes the county from the list.
    """
  static let other = """
    The budget hearing of the parks committee moved to the annex because the roof of the old hall
    leaks again, and the caterer wants to know how many sandwiches we expect.
    """

  @Test func `a passage that recurs with changes is one family with its versions in time`() throws {
    let families = Self.families([
      Self.text("c", 9, Self.second, author: "Tom Ridley"), Self.text("a", 3, Self.first),
      Self.text("b", 5, Self.other), Self.text("d", 12, "From the file:\n\n" + Self.first),
    ])
    let family = try #require(families.first)
    #expect(families.count == 1)
    #expect(family.texts == 3)
    #expect(family.versions.map { $0.appearances.map(\.text) } == [["a", "d"], ["c"]])
    #expect(family.versions.map { $0.appearances[0].author } == ["Rosa Delgado", "Tom Ridley"])
    #expect(family.versions.map(\.isFirstCertain) == [true, true])
    #expect(family.versions[0].text.hasPrefix("Marlow County may decline"))
    #expect(family.versions[0].text.hasSuffix("from the schedule."))
    #expect(family.versions[0].appearances[0].lines == 2..<4)
    let changes = family.versions[1].changes
    #expect(family.versions[1].against == 1)
    #expect(changes.first?.kind == .added && changes.first?.added == "not")
    #expect(changes.last?.kind == .replaced)
    #expect(changes.last?.removed == "schedule." && changes.last?.added == "list.")
    let touched = changes.map { $0.added + " " + $0.removed }.joined(separator: " ")
    #expect(!touched.contains("finger"))
    #expect(family.label.contains("fingerprint") || family.label.contains("decline"))
  }
}
