// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import TestSupport
import Testing

@testable import Documents

/// PDFium serves one thread at a time, so these run one after another, and after other suites of it.
extension DocumentReaderTests {
  @Suite struct ExposureTests {
    private func read(
      _ bytes: [UInt8], password: String? = nil,
      _ body: (DocumentReader, String, [Page]) throws -> Void
    ) throws {
      let path = FileManager.default.temporaryDirectory.appendingPathComponent(
        "exposures-\(UUID().uuidString).pdf")
      try Data(bytes).write(to: path)
      defer { try? FileManager.default.removeItem(at: path) }
      let reader = try DocumentReader(
        pdfium: PDFiumPlace.path ?? "", options: ReadingOptions(ocr: false, password: password))
      let pages = try (1...reader.pageCount(of: path.path, kind: .pdf)).map {
        try reader.page($0, of: path.path, kind: .pdf, source: SourceID(hex: "ab"))
      }
      try body(reader, path.path, pages)
    }

    @Test(arguments: PlantedPDF.all)
    func `Words left behind are found with their kind and place, near misses are not`(
      planted: PlantedPDF
    ) throws {
      try read(planted.bytes) { reader, path, pages in
        let document = try reader.exposures(of: path, kind: .pdf, pages: pages)
        let found = pages.flatMap(\.exposures) + document
        guard let kind = planted.kind else {
          #expect(found.isEmpty)
          return
        }
        #expect(found.map(\.kind) == [kind])
        let exposure = try #require(found.first)
        #expect(exposure.text.contains(PlantedPDF.secret))
        #expect(exposure.page == planted.page)
        if let box = planted.box {
          let place = try #require(exposure.box)
          #expect(place.intersection(box).area > 0.5 * min(place.area, box.area))
        } else {
          #expect(exposure.box == nil)
        }
        if kind != .translucent, kind != .annotation {
          #expect(!pages.contains { $0.text.contains(PlantedPDF.secret) })
        }
        // What is read twice is read alike, annotations and all.
        let again = try reader.page(1, of: path, kind: .pdf, source: SourceID(hex: "ab"))
        #expect(again == pages[0])
        #expect(try reader.exposures(of: path, kind: .pdf, pages: pages) == document)
        #expect(try PagePacking.unpack(PagePacking.pack(again)).exposures == again.exposures)
      }
    }

    @Test func `A box with words under it is a redaction and an exposure alike`() throws {
      let planted = try #require(PlantedPDF.all.first { $0.name == "black box" })
      try read(planted.bytes) { _, _, pages in
        #expect(pages[0].redactions.map(\.hiddenText) == [PlantedPDF.secret])
        #expect(pages[0].exposures.map(\.box) == pages[0].redactions.map(\.box))
      }
    }

    @Test func `Files within a document are listed and taken out`() throws {
      let planted = try #require(PlantedPDF.all.first { $0.name == "file within" })
      try read(planted.bytes) { reader, path, _ in
        #expect(
          try reader.attachments(of: path) == [Attachment(name: "notes.txt", bytes: 18)])
        let bytes = try reader.attachment(0, of: path)
        #expect(String(decoding: bytes, as: UTF8.self) == "It was Dana Wills.")
        #expect(throws: ReadingError.self) { try reader.attachment(1, of: path) }
      }
    }

    @Test func `A page that an update took out is exposed as a whole`() throws {
      let both = TinyPDF(
        TinyPDF.text("The first page of two", 72, 700), TinyPDF.text("Held by Dana Wills", 72, 700))
      let bytes = TinyPDF.updated(
        both.bytes, [2: "<< /Type /Pages /Kids [4 0 R] /Count 1 >>"])
      try read(bytes) { reader, path, pages in
        let found = try reader.exposures(of: path, kind: .pdf, pages: pages)
        #expect(found.map(\.kind) == [.earlierRevision])
        #expect(found.map(\.text) == ["Held by Dana Wills"])
        #expect(found.map(\.page) == [nil])
      }
    }

    @Test func `Damaged copies of planted files never stop the reader`() throws {
      var random = SplitMix(seed: 11)
      var read = 0
      for planted in PlantedPDF.all {
        for _ in 0..<4 {
          var bytes = planted.bytes
          for _ in 0..<6 {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
              in: 32...126, using: &random)
          }
          do {
            try self.read(bytes) { reader, path, pages in
              _ = try reader.exposures(of: path, kind: .pdf, pages: pages)
              _ = try reader.attachments(of: path)
              read += pages.count
            }
          } catch is ReadingError {}
        }
      }
      #expect(read > PlantedPDF.all.count)
    }
  }
}
