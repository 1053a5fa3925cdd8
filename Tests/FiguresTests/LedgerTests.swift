// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Testing

@Suite struct LedgerTests {
  static let one = SourceID(hex: String(repeating: "1a", count: 32))
  static let two = SourceID(hex: String(repeating: "2b", count: 32))
  static let zip = SourceID(hex: String(repeating: "3c", count: 32))

  static func page(
    _ source: SourceID, _ number: Int, share: Double = 0, _ redactions: [Redaction] = []
  ) -> Page {
    Page(
      source: source, number: number, width: 612, height: 792,
      words: [Word(text: "Visible", box: Box(x0: 5, y0: 5, x1: 40, y1: 15), line: 0)],
      bates: "FPD 00000\(number)", redactions: redactions, redactedShare: share)
  }

  static func box(_ kind: Redaction.Kind, _ codes: [String] = [], pages: Int? = nil) -> Redaction {
    Redaction(
      box: Box(x0: 50, y0: 100, x1: 500, y1: 700), kind: kind, codes: codes, withheldPages: pages)
  }

  static func message(_ page: Int, _ year: Int, _ month: Int, released: Bool = true) -> Message {
    Message(
      id: "m\(page)-\(month)", source: one, pages: [page], origin: .printed, from: .notStated,
      sent: .known(Moment(year: year, month: month, day: 3, precision: .day)),
      subject: .notStated, lines: [], released: released,
      citation: Citation(
        source: one, place: .page(number: page, bates: nil, boxes: []), quote: ""))
  }

  /// Seven sheets: one covered, one nearly, a slip for four pages, one with a small box, three clear.
  static func record() -> CaseRecord {
    var record = CaseRecord(
      name: "fairview", zone: "America/Chicago",
      sources: [
        Source(id: zip, name: "release.zip", kind: .zip, bytes: 9),
        Source(id: one, name: "a.pdf", kind: .pdf, bytes: 5, parent: zip),
        Source(id: two, name: "b.pdf", kind: .pdf, bytes: 4, parent: zip),
      ],
      pages: [
        page(one, 1, share: 1, [box(.page, ["(b)(5)"])]),
        page(one, 2, share: 0.96, [box(.black, ["(b)(5)", "(b)(6)"])]),
        page(one, 3, share: 0, [box(.slip, ["(b)(5)"], pages: 4)]),
        page(one, 4, share: 0.1, [box(.black, ["(b)(6)"])]),
        page(one, 5), page(two, 1), page(two, 2),
      ],
      messages: [
        message(1, 2017, 9), message(4, 2017, 9), message(4, 2017, 10),
        message(5, 2017, 11, released: false),
      ])
    record.pages[3].exposures = [
      Exposure(kind: .box, page: 4, box: box(.black).box, text: "Hidden words"),
      Exposure(kind: .invisible, page: 4, text: "more"),
    ]
    record.exposures = [one: [Exposure(kind: .metadata, text: "Title", place: "the title")]]
    let shown = PageName(source: two, number: 1)
    record.copies = [
      PageCopy(
        first: PageName(source: one, number: 4), second: shown, likeness: 1,
        disclosures: [
          Disclosure(
            withheldOn: PageName(source: one, number: 4), box: box(.black).box, codes: ["(b)(6)"],
            shownOn: shown, boxes: [Box(x0: 5, y0: 5, x1: 40, y1: 15)], text: "Visible")
        ]),
      PageCopy(
        first: PageName(source: one, number: 5), second: PageName(source: two, number: 2),
        likeness: 0.95),
    ]
    record.bates = BatesReport(
      runs: [
        BatesRun(
          prefix: "FPD", first: "FPD 000001", last: "FPD 000009", borne: 5, span: 9, pages: 7,
          sources: [one, two], unit: .pages)
      ],
      gaps: [
        BatesGap(
          prefix: "FPD", first: "FPD 000004", last: "FPD 000007", count: 4,
          after: PageName(source: one, number: 3), before: PageName(source: one, number: 4))
      ],
      repeats: [
        BatesRepeat(
          first: "FPD 000001", last: "FPD 000002", count: 2, kind: .clash,
          places: [
            PageStretch(source: one, first: 1, last: 2), PageStretch(source: two, first: 1, last: 2),
          ])
      ],
      breaks: [
        BatesBreak(
          page: PageName(source: one, number: 5), number: "FPD 000003", after: "FPD 000004")
      ])
    return record
  }

  @Test(arguments: [
    // 1 + 1 + 4 pages of 7 sheets, one of which stands for four.
    ("redaction.pages-withheld-nearly", 6, 10), ("redaction.pages-withheld", 1, 7),
    ("redaction.source.1a1a1a1a1a1a.pages-withheld-nearly", 6, 8),
    ("redaction.release.3c3c3c3c3c3c.pages-withheld-nearly", 6, 10),
    ("redaction.pages-code.(b)(5)", 3, 7), ("redaction.month.2017-09.pages", 2, 2),
    ("redaction.month.2017-10.pages", 1, 1), ("redaction.month.undated.pages", 2, 5),
    ("exposure.pages", 1, 7), ("exposure.kind.box", 1, 3), ("exposure.kind.metadata", 1, 3),
    ("copies.pages", 4, 7), ("copies.disclosures", 1, 4), ("copies.disclosures.code.(b)(6)", 1, 2),
    ("copies.pages-shown", 0, 3), ("bates.missing", 4, 9), ("bates.missing-told", 4, 4),
    ("bates.repeated", 2, 5), ("bates.repeated.clash", 2, 2),
  ])
  func `each number of the ledger comes with what it is out of`(
    _ id: String, _ count: Int, _ whole: Int
  ) throws {
    let figure = try #require(FigureMaker.figures(of: Self.record()).first { $0.id == id })
    #expect(figure.numerator == count)
    #expect(figure.denominator == whole)
    #expect(figure.query.hasPrefix("brightline "))
  }

  @Test func `what is withheld whole is cited page by page, what failed never by its words`() throws {
    let figures = FigureMaker.figures(of: Self.record())
    let nearly = try #require(figures.first { $0.id == "redaction.pages-withheld-nearly" })
    #expect(nearly.citations.map(\.page) == [1, 2, 3])
    #expect(nearly.citations.allSatisfy { $0.quote == "Visible" && !$0.boxes.isEmpty })
    #expect(figures.first { $0.id == "bates.gaps" }?.citations.map(\.page) == [3, 4])
    let told = try #require(figures.first { $0.id == "copies.disclosures" })
    #expect(told.citations.map(\.quote) == ["", "Visible"])
    for figure in figures {
      #expect(!figure.citations.contains { $0.quote.contains("Hidden") })
      #expect(!figure.label.contains("Hidden"))
    }
    #expect(figures.first { $0.id == "exposure.letters" }?.numerator == 20)
    #expect(Set(figures.map(\.id)).count == figures.count)
  }

  @Test func `a case without copies, numbers or failed redactions has no figures of them`() {
    var record = Self.record()
    (record.copies, record.bates, record.exposures) = ([], BatesReport(), [:])
    record.pages[3].exposures = []
    let families = Set(FigureMaker.figures(of: record).map { $0.id.prefix { $0 != "." } })
    #expect(families.isDisjoint(with: ["copies", "bates", "exposure"]))
  }
}
