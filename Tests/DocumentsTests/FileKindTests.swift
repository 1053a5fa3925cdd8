// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Documents

@Suite struct FileKindTests {
  @Test(arguments: [
    ("%PDF-1.7\n", "letter.txt", SourceKind.pdf),
    ("\u{FEFF}junk before %PDF-1.4", "a.bin", .pdf),
    ("From: a@fairview.example\nTo: b@fairview.example\n\nsee %PDF-1.4", "a.eml", .eml),
    ("Received: by mx\nFrom: a@fairview.example\nSubject: x\n\nhi", "message", .eml),
    ("From a@fairview.example Thu Jan  1 00:00:00 2015\nFrom: a@b\n", "archive", .mbox),
    ("name,date\nDana Wills,2015-01-01\n", "log.csv", .csv),
    ("match: 1\n", "flock.mapping.yaml", .mapping),
    ("# Directive 4\n", "d4.policy.md", .policy),
    ("Dear all, this is a letter.", "letter.txt", .unsupported),
    ("From what I hear, nobody knows.", "note.txt", .unsupported),
  ])
  func `Content decides, then the name`(head: String, name: String, kind: SourceKind) {
    #expect(FileKind.sniff(Array(head.utf8), name: name) == kind)
  }

  @Test func `Binary formats are told by their first bytes`() {
    #expect(FileKind.sniff([0x89, 0x50, 0x4E, 0x47, 13, 10], name: "x") == .image)
    #expect(FileKind.sniff([0xFF, 0xD8, 0xFF, 0xE0, 0, 0], name: "x.pdf") == .image)
    #expect(FileKind.sniff([0x49, 0x49, 0x2A, 0, 8, 0], name: "fax") == .image)
    let zip: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0]
    #expect(FileKind.sniff(zip + Array("xl/workbook.xml".utf8), name: "x") == .xlsx)
    #expect(FileKind.sniff(zip + Array("word/document.xml".utf8), name: "x.docx") == .unsupported)
    #expect(FileKind.sniff([], name: "empty") == .unsupported)
  }
}
