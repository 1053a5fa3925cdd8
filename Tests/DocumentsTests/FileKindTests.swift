// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestArchives
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
    ("Dear all, this is a letter.", "letter.txt", .text),
    ("From what I hear, nobody knows.", "note", .text),
    ("From: a@fairview.example\nSubject: x\n\nhi", "saved.txt", .eml),
    ("# Notes\n", "notes.md", .text),
    ("From: a@fairview.example\nSubject: x\n\n\0h\0i", "a.eml", .eml),
    ("1234    \nFrom: a@fairview.example\n\nhi", "17.emlx", .eml),
    ("Return-Path: <a@b>\nFrom: a@fairview.example\n\nhi", "cur/1488.M1P2.host:2,S", .eml),
    ("{\\rtf1\\ansi hello}", "letter.doc", .rtf),
    ("\u{FEFF} <!-- saved -->\n<!DOCTYPE html><p>x", "page", .html),
    ("<?xml version='1.0'?>\n<html xmlns='x'>", "page.xml", .html),
    ("hello", "page.HTM", .html),
    ("", "empty.txt", .text),
    ("\u{1}\u{2}\u{3}\u{4}", "blob", .unsupported),
  ])
  func `Content decides, then the name`(head: String, name: String, kind: SourceKind) {
    #expect(FileKind.sniff(Array(head.utf8), name: name) == kind)
  }

  @Test func `Binary formats are told by their first bytes`() {
    #expect(FileKind.sniff([0x89, 0x50, 0x4E, 0x47, 13, 10], name: "x") == .image)
    #expect(FileKind.sniff([0xFF, 0xD8, 0xFF, 0xE0, 0, 0], name: "x.pdf") == .image)
    #expect(FileKind.sniff([0x49, 0x49, 0x2A, 0, 8, 0], name: "fax") == .image)
    #expect(FileKind.sniff([], name: "empty") == .unsupported)
    #expect(FileKind.sniff(Array("!BDN\0\0".utf8), name: "archive") == .pst)
    #expect(FileKind.sniff([0x78, 0x9F, 0x3E, 0x22, 0, 0], name: "winmail.dat") == .tnef)
    let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0]
    #expect(FileKind.sniff(compound, name: "a.msg") == .msg)
    let part: [UInt8] = "__substg1.0_0037001F".utf8.flatMap { [$0, 0] as [UInt8] }
    #expect(FileKind.sniff(compound + part, name: "a.doc") == .msg)
    #expect(FileKind.sniff([0xFF, 0xFE, 0x41, 0, 0x42, 0], name: "note") == .text)
    #expect(FileKind.sniff([0xFF, 0xFE, 0x41, 0, 0x42, 0], name: "a.csv") == .csv)
  }

  @Test(arguments: [
    ("xl/workbook.xml", "x", SourceKind.xlsx), ("word/document.xml", "x", .docx),
    ("[Content_Types].xml", "a.docx", .docx), ("[Content_Types].xml", "a.xlsx", .xlsx),
    ("letters/a.pdf", "release.zip", .zip), ("a.txt", "a.bin", .zip),
    ("ppt/presentation.xml", "talk.pptx", .unsupported), ("mimetype", "b.odt", .unsupported),
  ])
  func `Archives are told by what they hold`(entry: String, name: String, kind: SourceKind) {
    var zip = ZipFile()
    zip.add(entry, "application/vnd.oasis.opendocument.text")
    #expect(FileKind.sniff(Array(zip.bytes.prefix(4_096)), name: name) == kind)
  }

  @Test func `An empty archive is an archive`() {
    #expect(FileKind.sniff(ZipFile().bytes, name: "a.zip") == .zip)
  }

  @Test(
    arguments: [
      ([0xD0, 0xCF, 0x11, 0xE0, 0], "a.DOC", "Word document before 2007 (.doc): save it as .docx"),
      ([0xD0, 0xCF, 0x11, 0xE0, 0], "a.docx", "Office document under a password: ask for it"),
      (Array("Rar!\0".utf8), "a.rar", "RAR archive (.rar): unpack it"),
      (Array("GIF89a\0".utf8), "a", "Picture (.gif): save it as PNG"),
      (Array("\0\0\0 ftypmp42".utf8), "call.mp4", "Video or sound recording: have it transcribed"),
      ([0, 1, 2, 3], "blob", "An unknown format: save it as PDF"),
      ([], "a", "The file is empty."),
    ] as [([UInt8], String, String)])
  func `What is not read is named, with what to do`(head: [UInt8], name: String, start: String) {
    #expect(FileKind.sniff(head, name: name) == .unsupported)
    let advice = FileKind.advice(head, name: name)
    #expect(advice.hasPrefix(start) && advice.hasSuffix("."))
  }
}
