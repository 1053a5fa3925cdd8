// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestArchives
import Testing

/// Mail in whatever files it comes, read by the real program's confined readers.
@Suite struct MailFilesTests {
  private static func mail(_ number: Int, _ attachments: [OutlookStoreWriter.Attachment] = [])
    -> OutlookStoreWriter.Item
  {
    OutlookStoreWriter.Item(
      [
        .text(0x001A, "IPM.Note"), .text(0x0037, "Keys \(number)"), .text(0x1000, "On my desk."),
        .text(0x0042, "Dana Wills"), .text(0x0064, "SMTP"),
        .text(0x0065, "dwills@fairview.example"), .time(0x0039, 1_488_831_245 + number),
      ], attachments: attachments)
  }

  @Test func `An Outlook archive gives its messages, their files and an account`() throws {
    let scratch = try ScratchFolder()
    let note = OutlookStoreWriter.Attachment([
      .text(0x3707, "note.txt"), .number(0x3705, 1), .bytes(0x3701, Array("The door.".utf8)),
    ])
    let contact = OutlookStoreWriter.Item([.text(0x001A, "IPM.Contact"), .text(0x0037, "Ann")])
    let bytes = OutlookStoreWriter.bytes(
      inbox: [Self.mail(1, [note]), Self.mail(2), contact], deleted: [Self.mail(3)], claimed: 4)
    try Data(bytes).write(to: scratch.url.appending(path: "old.pst"))
    let folder = scratch.path("mail.case")
    try Program.run("new", folder)
    let added = try Program.run("add", folder, scratch.path("old.pst"))
    #expect(added.status == 1)
    #expect(
      added.out.contains(
        "old.pst: 5 messages expected: 3 read (1 of them from deleted items), 1 unreadable, "
          + "1 of other kinds (contact: 1)"))
    let messages = try Program.run("messages", folder, "--format", "json").objects()
    #expect(
      messages.compactMap { $0["subject"] as? String }.sorted() == (1...3).map { "Keys \($0)" })
    #expect(
      Set(messages.compactMap { $0["folder"] as? String }) == ["Inbox", "Deleted Items"])
    let sources = try Program.run("sources", folder, "--format", "json").objects()
    #expect(
      sources.compactMap { $0["name"] as? String }.sorted()
        == ["old.pst", "old.pst/Inbox/message 2/note.txt"])
    #expect(try Program.run("verify", folder).status == 0)
  }

  @Test func `Mail directories are read with their folders that begin with a dot`() throws {
    let scratch = try ScratchFolder()
    func write(_ name: String, _ number: Int) throws {
      let file = scratch.url.appending(path: "Maildir/" + name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      let text = "From: a@fairview.example\nTo: b@marlow.example\nSubject: Keys \(number)\n\nHi\n"
      try Data(text.utf8).write(to: file)
    }
    try write("cur/1488831245.M1P2.host:2,S", 1)
    try write("new/1488831246.M1P2.host", 2)
    try write(".Sent/cur/1488831247.M1P2.host:2,RS", 3)
    try write(".hidden/notes", 4)
    let folder = scratch.path("mail.case")
    try Program.run("new", folder)
    try Program.run("add", folder, scratch.path("Maildir"))
    let messages = try Program.run("messages", folder, "--format", "json").objects()
    #expect(
      messages.compactMap { $0["subject"] as? String }.sorted() == (1...3).map { "Keys \($0)" })
  }

  @Test func `Of many small mails one that is none costs no other, on any number of workers`()
    throws
  {
    let scratch = try ScratchFolder()
    let mails = scratch.url.appending(path: "mails")
    try FileManager.default.createDirectory(at: mails, withIntermediateDirectories: true)
    for number in 1...150 {
      let text =
        number == 40
        ? "no head at all"
        : "From: p\(number % 7)@fairview.example\nTo: b@marlow.example\nMessage-ID: <\(number)@x>\n"
          + "Date: Mon, 6 Mar 2017 20:\(10 + number % 50):00 +0000\nSubject: Keys \(number)\n\nDoor.\n"
      try Data(text.utf8).write(to: mails.appending(path: "\(number).eml"))
    }
    var digests: Set<String> = []
    for workers in ["1", "3"] {
      let folder = scratch.path("\(workers).case")
      try Program.run("new", folder)
      #expect(try Program.run("add", folder, mails.path, "--workers", workers).status == 1)
      let messages = try Program.run("messages", folder, "--format", "json").objects()
      #expect(messages.count == 149)
      #expect(Set(messages.compactMap { $0["thread"] as? String }).count == 149)
      let failed = try Program.run("sources", folder, "--format", "json").objects()
        .filter { ($0["failures"] as? [Any])?.isEmpty == false }
      #expect(failed.compactMap { $0["name"] as? String } == ["40.eml"])
      #expect(try Program.run("verify", folder).status == 0)
      let status = try Program.run("status", folder, "--format", "json").objects()
      digests.insert(try #require(status.first?["content"] as? String))
    }
    #expect(digests.count == 1)
  }
}
