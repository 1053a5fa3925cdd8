// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestArchives
import TestSupport
import Testing

@testable import OutlookFiles

struct OutlookStoreTests {
  static let long = String(repeating: "The keys are on my desk. ", count: 1_000)

  static func mail(_ number: Int) -> OutlookStoreWriter.Item {
    OutlookStoreWriter.Item([
      .text(0x001A, "IPM.Note"), .text(0x0037, "\u{1}\u{5}RE: Keys \(number)"),
      .text(0x1000, "On my desk."), .text(0x0042, "Dana Wills"), .text(0x0064, "SMTP"),
      .text(0x0065, "dwills@fairview.example"), .time(0x0039, 1_488_831_245 + number),
      .number(0x0E07, 1),
    ])
  }

  /// Forty messages, so that the index has two levels; the first has all that a message can have.
  static var archive: [UInt8] {
    let items = (1...40).map(mail)
    items[0].properties.removeAll { $0.id == 0x1000 }
    items[0].properties.append(.text(0x1000, long))
    items[0].recipients = [
      [
        .text(0x3001, "Ann Reed"), .number(0x0C15, 1), .text(0x3002, "SMTP"),
        .text(0x3003, "areed@marlow.example"),
      ],
      [
        .text(0x3001, "Lee Park"), .number(0x0C15, 2), .text(0x3002, "EX"), .text(0x3003, "/cn=LP"),
      ],
    ]
    items[0].attachments = [
      .init([
        .text(0x3707, "door.bin"), .number(0x3705, 1),
        .bytes(0x3701, [UInt8](repeating: 9, count: 30_000)),
      ]),
      .init([.text(0x3001, "Minutes"), .number(0x3705, 5)], item: mail(99)),
    ]
    let contact = OutlookStoreWriter.Item([
      .text(0x001A, "IPM.Contact"), .text(0x0037, "Ann Reed"), .text(0x3001, "Ann Reed"),
    ])
    return OutlookStoreWriter.bytes(inbox: items + [contact], deleted: [mail(50)], claimed: 43)
  }

  @Test func `folders, their items and all that is in them come out`() throws {
    let store = try OutlookStore(Self.archive)
    #expect(store.problems.isEmpty)
    let folders = store.folders.filter { $0.found > 0 }
    #expect(folders.map(\.path) == ["Deleted Items", "Inbox"])
    #expect(folders.map(\.isDeleted) == [true, false])
    #expect(folders.map(\.expected) == [1, 43] && folders.map(\.found) == [1, 41])
    let items = try store.entries.map { try store.item($0, contents: true) }
    try #require(items.count == 42)
    #expect(items[1...].prefix(40).map(\.subject) == (1...40).map { "RE: Keys \($0)" })
    #expect(items[41].otherKind == "contact")
    let first = items[1]
    #expect(first.body == .plain(Self.long) && first.problems.isEmpty)
    #expect(first.from == .init(name: "Dana Wills", address: "dwills@fairview.example"))
    #expect(first.to == [.init(name: "Ann Reed", address: "areed@marlow.example")])
    #expect(first.cc == [.init(name: "Lee Park", address: nil)])
    try #require(first.attachments.count == 2)
    #expect(first.attachments[0].content == .bytes([UInt8](repeating: 9, count: 30_000)))
    guard case .item(let inner) = first.attachments[1].content else {
      Issue.record("the enclosed message is no item")
      return
    }
    #expect(inner.subject == "RE: Keys 99" && inner.body == .plain("On my desk."))
  }

  static var hasReader: Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/readpst") }

  @Test(.enabled(if: hasReader, "readpst (pst-utils) is not installed."))
  func `another reader finds the same messages in an archive made here`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pst-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "made.pst")
    try Data(Self.archive).write(to: file)
    let program = Process()
    program.executableURL = URL(filePath: "/usr/bin/readpst")
    program.arguments = ["-q", "-e", "-D", "-t", "e", "-o", folder.path, file.path]
    program.standardOutput = FileHandle.nullDevice
    program.standardError = FileHandle.nullDevice
    try program.run()
    program.waitUntilExit()
    var subjects: [String] = []
    let walk = FileManager.default.enumerator(atPath: folder.path)
    while let name = walk?.nextObject() as? String {
      guard name.hasSuffix(".eml") else { continue }
      let text = String(
        decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
      subjects += text.split(separator: "\n").filter { $0.hasPrefix("Subject: ") }.prefix(1)
        .map { String($0.dropFirst(9)) }
    }
    let store = try OutlookStore(Self.archive)
    let ours = try store.entries.map { try store.item($0, contents: false) }
      .filter { $0.otherKind == nil }.compactMap(\.subject)
    #expect(subjects.sorted() == ours.sorted() && ours.count == 41)
  }

  @Test func `damaged archives end in items or errors`() throws {
    var random = SplitMix(seed: 43)
    let whole = Self.archive
    var (read, unread, refused) = (0, 0, 0)
    for _ in 0..<60 {
      var bytes = whole
      for _ in 0..<(1 + random.below(200)) {
        bytes[random.below(bytes.count)] = UInt8(random.below(256))
      }
      if random.chance(0.2) { bytes.removeLast(random.below(bytes.count)) }
      guard let store = try? OutlookStore(bytes) else {
        refused += 1
        continue
      }
      for entry in store.entries {
        if (try? store.item(entry, contents: true)) != nil { read += 1 } else { unread += 1 }
      }
    }
    #expect(read > 0 && unread > 0 && refused > 0)
  }

  @Test func `hidden bytes come back`() {
    // The table's first bytes, hidden, are those of its places.
    var bytes: [UInt8] = [0x41, 0x36, 0x13]
    StoreCipher.permuted.decode(&bytes, key: 0)
    #expect(bytes == [0, 1, 2])
    // The cyclic way is its own way back.
    let plain = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    var same = plain
    StoreCipher.cyclic.decode(&same, key: 0x0001_2344)
    #expect(same != plain)
    StoreCipher.cyclic.decode(&same, key: 0x0001_2344)
    #expect(same == plain)
  }

  @Test(
    .enabled(if: SharedData.bytes("pst/dist-list.pst") != nil, "The shared archives are absent."),
    arguments: ["pst/dist-list.pst", "pst/passworded.pst"])
  func `a real archive's folders hold what they say`(name: String) throws {
    let store = try OutlookStore(path: SharedData.file(name).path)
    #expect(store.problems.isEmpty && store.folders.contains { $0.path == "Deleted Items" })
    #expect(store.folders.allSatisfy { $0.expected == $0.found && $0.missing == 0 })
    let items = try store.entries.map { try store.item($0, contents: true) }
    #expect(items.allSatisfy { $0.otherKind != nil && $0.problems.isEmpty })
    #expect(items.contains { $0.otherKind == "distribution list" })
  }
}
