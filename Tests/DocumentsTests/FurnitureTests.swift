// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Documents

@Suite struct FurnitureTests {
  /// A page with lines of text at the given heights.
  private func page(_ number: Int, _ lines: [(y: Double, text: String)], rotation: Int = 0) -> Page
  {
    var page = Page(
      source: SourceID(hex: "ab"), number: number, width: 612, height: 792, rotation: rotation)
    for (index, line) in lines.sorted(by: { $0.y < $1.y }).enumerated() {
      var x = 72.0
      for word in line.text.split(separator: " ") {
        let width = Double(word.count) * 5
        page.words.append(
          Word(
            text: String(word), box: Box(x0: x, y0: line.y, x1: x + width, y1: line.y + 10),
            line: index))
        x += width + 3
      }
    }
    Furniture.mark(&page)
    return page
  }

  @Test func `The number that counts the pages is the Bates number`() {
    var pages = (1...4).map { number in
      page(
        number,
        [
          (30, "CASE0000\(7)1"), (400, "Text in the middle"), (760, "FPD00010\(number)"),
        ])
    }
    Furniture.settle(&pages)
    #expect(pages.map(\.bates) == ["FPD000101", "FPD000102", "FPD000103", "FPD000104"])
  }

  @Test func `Recognised letters in a Bates number are read as the digits its neighbours have`() {
    let texts = ["FPD000101", "FPDO00102", "FPD000103", "FPD000104", "FPD0001O5"]
    var pages = texts.enumerated().map { index, text in
      var page = page(index + 1, [(400, "Text in the middle"), (760, text)])
      page.method = .ocr
      return page
    }
    Furniture.settle(&pages)
    #expect(pages.map(\.bates) == (101...105).map { "FPD000\($0)" })
  }

  @Test func `A line that comes back page after page is a running header, a mail field is not`() {
    var pages = (1...3).map { number in
      page(
        number,
        [
          (30, "Fairview Police printed 3/\(number)/2018"), (60, "From: Dana Wills"),
          (200, "Body \(number)"), (214, "More of it"),
        ])
    }
    let before = pages[0].furniture.count
    Furniture.settle(&pages)
    for page in pages {
      #expect(page.furniture.count == before + 1)
      #expect(page.furniture.contains { $0.contains(x: 100, y: 35) })
      #expect(!page.furniture.contains { $0.contains(x: 100, y: 65) })
    }
    let once = pages
    Furniture.settle(&pages)
    #expect(pages == once)
  }

  @Test func `Numbers in the text are left alone`() {
    let page = page(
      1, [(300, "FPD000123"), (400, "12"), (420, "RELEASE the form in part to Dana")])
    #expect(page.bates == nil)
    #expect(page.furniture.isEmpty)
    #expect(page.stamps.isEmpty)
  }

  @Test func `Short numbers that count the pages are Bates numbers, the pages' own are not`() {
    var pages = (1...4).map { number in
      page(
        number,
        [
          (400, "Text in the middle"), (740, "Page \(number) of 10"),
          (760, "FBI SC-\(1310 + number)"),
        ])
    }
    Furniture.settle(&pages)
    #expect(pages.map(\.bates) == (1...4).map { "FBI SC-\(1310 + $0)" })
    let once = pages
    Furniture.settle(&pages)
    #expect(pages == once)
    var slides = (1...4).map { page($0, [(400, "Text"), (760, "MARCH 1\($0 * 2)")]) }
    Furniture.settle(&slides)
    #expect(slides.allSatisfy { $0.bates == nil })
  }

  @Test func `Recognised numbers of two productions in one file are each set right`() {
    let texts = [
      "FPD000101", "FPDO00102", "FPD000103", "FPD000104", "MCSO_0007", "MCSO_0O08", "MCS0_0009",
      "MCSO_0010", "MCSO_0011",
    ]
    var pages = texts.enumerated().map { index, text in
      var page = page(index + 1, [(400, "Text in the middle"), (760, text)])
      page.method = .ocr
      return page
    }
    Furniture.settle(&pages)
    #expect(
      pages.map(\.bates) == (101...104).map { "FPD000\($0)" }
        + ["MCSO_0007", "MCSO_0008", "MCSO_0009", "MCSO_0010", "MCSO_0011"])
  }

  @Test(arguments: [
    ("PRE-DECISIONAL / DELIBERATIVE", "PRE-DECISIONAL / DELIBERATIVE"),
    ("Deliberative", "DELIBERATIVE"), ("LAW ENFORCEMENT SENSITIVE", "LAW ENFORCEMENT SENSITIVE"),
    ("RELEASED IN PART B5, B6", "RELEASE IN PART B5, B6"), ("DENIED IN FULL", "DENIED IN FULL"),
    (
      "UNCLASSIFIED U.S. Department of State Case No. F-2014-1 Doc No. C05 Date: 06/30/2015",
      "UNCLASSIFIED"
    ),
  ])
  func `Stamps near the edge are stamps, markings in the text are the writer's`(
    text: String, stamp: String
  ) {
    #expect(page(1, [(30, text), (400, "Text in the middle")]).stamps == [stamp])
    let isMarking = !["RELEASE", "DENIED", "UNCLASS"].contains { stamp.hasPrefix($0) }
    if isMarking { #expect(page(1, [(30, "Fairview"), (400, text)]).stamps.isEmpty) }
  }
}
