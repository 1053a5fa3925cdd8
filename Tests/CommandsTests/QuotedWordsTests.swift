// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy
import Testing

@testable import CaseFile
@testable import Casework

/// Where the words that a rule rests on stand in the pages of a case.
@Suite struct QuotedWordsTests {
  static let ordinance = SourceID(hex: String(repeating: "a", count: 64))
  static let letter = SourceID(hex: String(repeating: "b", count: 64))

  /// Each line of a page as its words.
  static func page(
    _ source: SourceID, _ number: Int, _ lines: [String], confidence: Double? = nil
  ) -> Page {
    var words: [Word] = []
    for (row, line) in lines.enumerated() {
      for (column, text) in line.split(separator: " ").enumerated() {
        let (x, y) = (72 + 50 * Double(column), 72 + 14 * Double(row))
        words.append(
          Word(
            text: String(text), box: Box(x0: x, y0: y, x1: x + 45, y1: y + 10), line: row,
            confidence: confidence))
      }
    }
    return Page(
      source: source, number: number, width: 612, height: 792,
      method: confidence == nil ? .text : .ocr, confidence: confidence, words: words,
      bates: "FC \(100 + number)")
  }

  static let pages: [SourceID: [Page]] = [
    ordinance: [
      page(
        ordinance, 1,
        [
          "CITY OF FAIRVIEW Ordinance 12 Page 1", "Section 1. De\u{FB01}nitions of “civil immi-",
          "gration detainers” for the jail.", "The county jail shall not hold",
          "CITY OF FAIRVIEW - adopted 2019 - 1",
        ]),
      page(
        ordinance, 2,
        [
          "CITY OF FAIRVIEW Ordinance 12 Page 2", "any person on a detainer alone for more",
          "than 48 hours, and the mayor may act.", "CITY OF FAIRVIEW - adopted 2019 - 2",
        ]),
    ],
    letter: [
      page(
        letter, 1,
        ["No officer sha1l ask a person", "about their citizenship or place of birth."],
        confidence: 0.95)
    ],
  ]

  static func check(_ words: String, in source: String? = nil, page: Int? = nil) throws
    -> QuoteCheck
  {
    let sources = [(ordinance, "law/ordinance-12.pdf"), (letter, "scan of the letter.pdf")].map {
      StoredSource(pending: Source(id: $0.0, name: $0.1, kind: .pdf, bytes: 1))
    }
    var search = QuoteSearch(sources) { pages[$0] ?? [] }
    search.add(
      Instrument.Rest(words: words, source: source, page: page, line: 3, column: 12),
      rule: "FV.1", file: "fairview.policy.md")
    return try #require(search.run().first)
  }

  static let found: [(words: String, page: Int, quote: String)] = [
    ("SECTION 1. Definitions", 1, "Section 1. De\u{FB01}nitions"),
    ("\"civil immigration detainers\"", 1, "“civil immi-\ngration detainers”"),
    (
      "the county jail shall not hold any person on a detainer alone", 1,
      "The county jail shall not hold\nany person on a detainer alone"
    ),
    ("more than 48 hours", 2, "more\nthan 48 hours,"),
  ]

  @Test(arguments: found)
  func `words are found however they are set, over lines and pages, around running heads`(
    found: (words: String, page: Int, quote: String)
  ) throws {
    let check = try Self.check(found.words, in: "Ordinance", page: found.page)
    guard case .found(let passage) = check.outcome else {
      Issue.record("\(check.outcome)")
      return
    }
    #expect(check.diagnostic == nil)
    #expect(passage.firstPage == found.page && passage.bates == "FC \(100 + found.page)")
    #expect(passage.citation.quote == found.quote)
    #expect(!passage.citation.boxes.isEmpty)
  }

  @Test func `a few letters of a scan may be misread, and it is said`() throws {
    let check = try Self.check("No officer shall ask a person about their citizenship")
    guard case .misread(let passage, let letters) = check.outcome else {
      Issue.record("\(check.outcome)")
      return
    }
    #expect(letters == 1 && passage.source == Self.letter)
    #expect(check.diagnostic?.severity == .warning)
    #expect(check.diagnostic?.message.contains("found with 1 letter read otherwise") == true)
  }

  static let wrong: [(words: String, source: String?, page: Int?, says: String)] = [
    // Half a word is no word.
    (
      "the county jail shall not hold any person on a detainer a", nil, nil,
      "stand only nearly so, with 4 letters otherwise, in law/ordinance-12.pdf, pages 1–2"
    ),
    (
      "than 48 hours", "ordinance", 1,
      "do not stand on page 1 of 'ordinance' but in law/ordinance-12.pdf, page 2 (FC 102)"
    ),
    (
      "than 48 hours", "letter", nil,
      "do not stand in 'letter' but in law/ordinance-12.pdf, page 2 (FC 102)"
    ),
    // A number and a word that turns the sense are no misreadings, in a scan either.
    ("detainer alone for more than 43 hours", nil, nil, "only nearly so, with 1 letter otherwise"),
    (
      "No officer may ask a person about their citizenship", nil, nil,
      "otherwise, in scan of the letter.pdf, page 1 (FC 101): “No officer sha1l ask"
    ),
    (
      "every school keeps a register of pupils", nil, nil, "do not stand in the case"
    ),
    (
      "shall not hold", "ordnance-12.pdf", nil,
      "no source of the case has 'ordnance-12.pdf' in its name; sources with similar names: "
        + "'law/ordinance-12.pdf'"
    ),
  ]

  @Test(arguments: wrong)
  func `words that do not stand where they are said to are an error that says where they do`(
    wrong: (words: String, source: String?, page: Int?, says: String)
  ) throws {
    let diagnostic = try #require(
      try Self.check(wrong.words, in: wrong.source, page: wrong.page).diagnostic)
    #expect(diagnostic.severity == .error && diagnostic.line == 3 && diagnostic.column == 12)
    #expect(diagnostic.message.contains(wrong.says), "\(diagnostic.message)")
  }

  @Test(.tags(.slow)) func `policy check looks the words up in a case`() throws {
    let scratch = try ScratchFolder()
    let law = """
      FAIRVIEW ORDINANCE 12

      Section 1. The county jail shall not hold any person on an immigration detainer alone.

      Section 2. No officer shall ask about citizenship.
      """
    let policy = """
      ```policy
      place Fairview within Illinois
      instrument FV for Fairview in force 2019-02-26
      rule 1: jail must not detain person if every basis is immigration-detainer
        rests on "The county jail shall not hold any person" in "ordinance" page 1
      rule 2: officer must not inquire about person
        rests on "no officer may ask about citizenship" in "ordinance.txt"
      ```
      """
    let (text, file) = (scratch.path("ordinance.txt"), scratch.path("fairview.policy.md"))
    try law.write(toFile: text, atomically: true, encoding: .utf8)
    try policy.write(toFile: file, atomically: true, encoding: .utf8)
    let folder = scratch.path("fairview.case")
    try Program.run("new", folder, "--zone", "America/Chicago")
    try Program.run("add", folder, text, file)
    for arguments in [[], [file]] {
      let check = try Program.run(["policy", "check", "--case", folder] + arguments)
      #expect(check.status == 1, "\(check.err)")
      #expect(check.out.contains("fairview.policy.md:7:12: error: these words stand only nearly"))
      #expect(check.out.contains("1 of 2 quotes found where the rules say."))
    }
    let objects = try Program.run(
      "policy", "check", "--case", folder, "--format", "json"
    ).objects()
    #expect(objects.compactMap { $0["result"] as? String } == ["found", "nearly"])
    #expect(objects.first?["page"] as? Int == 1)
    let citation = objects.first?["citation"] as? [String: Any]
    #expect(citation?["quote"] as? String == "The county jail shall not hold any person")
  }
}
