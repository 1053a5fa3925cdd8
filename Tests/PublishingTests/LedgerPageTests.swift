// SPDX-License-Identifier: Apache-2.0
import Evidence
import Foundation
import Testing

@testable import Publishing

@Suite struct LedgerPageTests {
  static let second = SourceID(hex: String(repeating: "4d", count: 32))

  /// The invented town's release, and a second one that shows what the first withholds.
  static func record() -> CaseRecord {
    var record = Fixture.record()
    record.sources.append(
      Source(id: second, name: "in/appeal.pdf", kind: .pdf, bytes: 7_000))
    var page = Fixture.page(7, ["Rosa Quiroz lives at", "41 Alder Street now"])
    (page.source, page.bates) = (second, "FPD 000009")
    page.exposures = [
      Exposure(
        kind: .translucent, page: 7, box: Box(x0: 9, y0: 9, x1: 90, y1: 20),
        text: "never shown to anyone reading this report")
    ]
    record.pages.append(page)
    record.exposures = [
      second: [
        Exposure(kind: .metadata, text: "Drafted by Ines Falk for counsel", place: "the title")
      ]
    ]
    let withheld = PageName(source: Fixture.release, number: 1)
    let shown = PageName(source: second, number: 7)
    record.copies = [
      PageCopy(
        first: withheld, second: shown, likeness: 0.97,
        disclosures: [
          Disclosure(
            withheldOn: withheld, box: record.pages[0].redactions[0].box, codes: ["(b)(6)"],
            shownOn: shown, boxes: [page.words[0].box], text: "lives at 41 Alder"),
          Disclosure(
            withheldOn: withheld, box: record.pages[0].redactions[0].box.grown(by: 2), codes: [],
            shownOn: shown, boxes: [page.words[5].box], text: "Street now"),
        ])
    ]
    record.bates = BatesReport(
      runs: [
        BatesRun(
          prefix: "FPD", first: "FPD 000001", last: "FPD 000009", borne: 3, span: 9, pages: 3,
          sources: [Fixture.release, second], unit: .pages)
      ],
      gaps: [
        BatesGap(
          prefix: "FPD", first: "FPD 000003", last: "FPD 000008", count: 6,
          after: PageName(source: Fixture.release, number: 2), before: shown)
      ])
    return record
  }

  @Test func `the ledger names releases, months, gaps, failed redactions and copies`() throws {
    let published = try Published(Self.record())
    let ledger = try published.text("redactions.html")
    for part in [
      "By release", "appeal.pdf", "By month", "2017-09: 2 pages, 1 with redactions", "FPD 000003",
      "Where redaction failed", "Words can be read through what covers them", "the title",
      "href=\"copies.html\"",
    ] {
      #expect(ledger.contains(part), "\(part)")
    }
    let copies = try published.text("copies.html")
    #expect(copies.contains("lives at 41 Alder"))
    #expect(copies.contains("FPD 000009 (appeal.pdf, page 7)"))
    #expect(try published.text("data/bates.csv").contains("FPD 000003"))
    #expect(try published.text("data/exposures.jsonl").contains(#""kind":"translucent""#))
  }

  @Test func `words behind what hides them stand in no file`() throws {
    let published = try Published(Self.record())
    for file in published.account.files where !file.hasSuffix(".png") {
      let text = try published.text(file)
      for words in ["never shown to anyone", "Ines Falk", "Hiddenname"] {
        #expect(!text.contains(words), "\(file)")
      }
    }
  }

  @Test func `a private mark over two disclosures is cleaned from both`() throws {
    var record = Self.record()
    record.privateMarks = ["41 Alder Street"]
    let published = try Published(record)
    #expect(try published.text("copies.html").contains("lives at [private person]"))
    for file in ["copies.html", "data/copies.jsonl", "data/figures.jsonl", "data/copies.csv"] {
      let text = try published.text(file)
      #expect(!text.contains("Alder") && !text.contains("Street"), "\(file)")
    }
  }

  @Test(arguments: [
    "Shown: NEVER shown, to anyone\nreading", "by Ines Falk for", "underneath hiddenname",
  ])
  func `hidden words that reach a text stop the publication, by their place`(text: String) throws {
    var record = Self.record()
    record.messages[0].subject = .known(text)
    let error = #expect(throws: PublicationError.self) { try Published(record) }
    guard case .exposed(let file, let place) = error else {
      Issue.record("not refused as exposed: \(String(describing: error))")
      return
    }
    #expect(!file.isEmpty)
    #expect(["appeal.pdf", "appeal.pdf, page 7", "release.pdf, page 1"].contains(place))
    #expect(error?.description.contains("Falk") == false)
  }

  @Test func `hidden words that can be seen elsewhere in the record stop nothing`() throws {
    var record = Self.record()
    record.pages[1] = Fixture.page(2, ["never shown to anyone reading", "this report at all"])
    record.messages[1].subject = .known("never shown to anyone reading this report")
    #expect(try Published(record).text("messages.html").contains("never shown to anyone"))
  }

  @Test func `a word before a hyphen at the end of a line is seen, whatever follows`() {
    var record = Self.record()
    record.exposures = [
      Self.second: [Exposure(kind: .metadata, text: "the ward at Marlow Annex -")]
    ]
    let hidden = HiddenWords(record, visible: ["He sits in the ward at Marlow Annex -\nHall two"])
    #expect(hidden.place(in: "in the ward at Marlow Annex -\n(b)(6) two") == nil)
    #expect(HiddenWords(record, visible: []).place(in: "the ward at Marlow Annex") != nil)
  }

  @Test func `a number of some length is hidden by itself, a word is not`() {
    var record = Self.record()
    record.exposures = [
      Self.second: [
        Exposure(kind: .metadata, text: "2175550134"), Exposure(kind: .metadata, text: "Custody"),
      ]
    ]
    let hidden = HiddenWords(record, visible: [])
    #expect(hidden.place(in: "call 2175550134 today") != nil)
    #expect(hidden.place(in: "in custody") == nil)
    #expect(HiddenWords(record, visible: ["2175550134"]).place(in: "call 2175550134") == nil)
  }
}
