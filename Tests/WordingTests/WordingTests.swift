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

  @Test func `words only repeated, courtesies, disclaimers and tables are no families`() {
    let disclaimer = """
      This e-mail and its attachments are confidential and meant for the addressee. If you are not
      the intended recipient, notify the sender and delete the message.
      """
    let texts = [
      Self.text("a", 1, Self.first), Self.text("b", 2, "See below.\n\n" + Self.first),
      Self.text(
        "c", 3, "Please find attached the agenda for our meeting on Monday.\n\n" + disclaimer),
      Self.text(
        "d", 4,
        "Please find attached the minutes of our meeting on Friday.\n\n"
          + disclaimer.replacing("and its attachments", with: "with any attachments")),
      Self.text("e", 5, "Unit 12 Fairview Main Street 4411 Ridley Tom 0915 plate reader hit\n"),
      Self.text("f", 6, "Unit 14 Fairview Main Street 4418 Ridley Tom 1015 plate reader hit\n"),
    ]
    #expect(Self.families(texts).isEmpty)
  }

  @Test func `texts without a date come last, and what may be earlier is said`() throws {
    let family = try #require(
      Self.families([
        Self.text("z", nil, Self.first), Self.text("a", 9, Self.second),
        Self.text("b", 11, Self.second),
      ]).first)
    #expect(family.versions.map { $0.appearances.map(\.text) } == [["a", "b"], ["z"]])
    #expect(family.versions.map(\.isFirstCertain) == [true, false])
    let vague = WrittenText(
      id: "y", sent: Moment(year: 2010, precision: .year),
      lines: Self.second.split(separator: "\n").map(String.init))
    let other = try #require(
      Self.families([vague, Self.text("a", 9, Self.second), Self.text("b", 3, Self.first)]).first)
    #expect(other.versions.first?.appearances.map(\.text) == ["y", "a"])
    #expect(other.versions.map(\.isFirstCertain) == [false, true])
  }

  @Test func `what the end of a page cuts off is a part of its version`() throws {
    let cut = "Marlow County may decline to take part in the fingerprint programme by written"
    let family = try #require(
      Self.families([
        Self.text("a", 3, Self.first), Self.text("b", 5, Self.second), Self.text("p", 7, cut),
      ]).first)
    #expect(family.versions.count == 2)
    #expect(family.versions[0].appearances.map(\.isPart) == [false, true])
    #expect(family.versions[0].appearances.map(\.text) == ["a", "p"])
  }

  @Test func `letters misread on a scan make no version, changed words do`() throws {
    let scan = Self.first.replacing("fingerprint", with: "fmgerprint")
      .replacing("decline", with: "dec1ine").replacing("bureau then", with: "bureau th en")
    let texts = [Self.text("a", 3, Self.first), Self.text("b", 5, Self.second)]
    let family = try #require(
      Self.families(texts + [Self.text("s", 7, scan, isRecognized: true)]).first)
    #expect(family.versions.map { $0.appearances.map(\.text) } == [["a", "s"], ["b"]])
    let changed = scan.replacing("may", with: "may not")
    let other = try #require(
      Self.families(texts + [Self.text("s", 7, changed, isRecognized: true)]).first)
    #expect(other.versions.count == 3)
    #expect(other.versions.last?.changes.map(\.added) == ["not"])
    // On paper that was not scanned the same letters are other words.
    #expect(Self.families(texts + [Self.text("s", 7, scan)]).first?.versions.count == 3)
  }

  @Test func `planted passages are found among invented text, whatever the order`() throws {
    for seed in 1...4 {
      var invention = Invention(seed: UInt64(seed))
      let (texts, truth) = invention.mail(families: 12, others: 80)
      let families = Self.families(texts)
      let found = families.map { Set($0.versions.map { Set($0.appearances.map(\.text)) }) }
      let right = truth.count { found.contains(Set($0)) }
      #expect(right >= 11, "seed \(seed): \(right) of \(truth.count)")
      #expect(families.count <= truth.count, "seed \(seed)")
      #expect(Self.families(texts.reversed()) == families)
      #expect(Self.families(texts.shuffled(using: &invention.random)) == families)
    }
  }

  @Test func `unrelated text makes no families`() {
    for seed in 20...22 {
      var invention = Invention(seed: UInt64(seed))
      #expect(Self.families(invention.mail(families: 0, others: 200).texts).isEmpty)
    }
  }

  @Test func `changes applied to the version before give the version`() throws {
    var invention = Invention(seed: 40)
    var compared = 0
    for family in Self.families(invention.mail(families: 20, others: 10).texts) {
      for version in family.versions {
        guard let against = version.against else {
          #expect(version.number == 1)
          continue
        }
        let old = family.versions[against - 1].words.map(\.text)
        let new = version.words.map(\.text)
        var rebuilt: [String] = []
        var place = 0
        for change in version.changes {
          rebuilt += old[place..<change.was.lowerBound] + new[change.at]
          place = change.was.upperBound
        }
        rebuilt += old[place...]
        func plain(_ words: [String]) -> [String] {
          words.map { String($0.filter(\.isLetter)).lowercased() }
        }
        #expect(plain(rebuilt) == plain(new))
        let shown = version.runs.filter { $0.kind != .removed }.map(\.text).joined(separator: " ")
        #expect(shown == version.text)
        compared += 1
      }
    }
    #expect(compared > 20)
  }

  @Test func `hostile text is read without harm`() {
    let hostile = [
      "", "-", "\u{AD}\u{200B}", "''...,,,---", "é\u{301}", "(((((((", "1.2.3.4.5.6", "U.S.A.F.",
      String(repeating: "a", count: 5_000), String(repeating: "a b ", count: 3_000),
      String(repeating: ". ", count: 2_000), "\u{1F1FA}\u{1F1F8} flags -\u{2014}- and 日本語 の文",
      "> > * (a) 1. x", "word-", "-word",
    ]
    let texts = hostile.indices.flatMap { n in
      [
        WrittenText(id: "x\(n)", lines: [hostile[n], hostile[(n + 1) % hostile.count]]),
        WrittenText(id: "y\(n)", lines: [hostile[n] + " one more"]),
      ]
    }
    #expect(Self.families(texts) == Self.families(texts.reversed()))
  }
}
