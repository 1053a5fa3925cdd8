// SPDX-License-Identifier: Apache-2.0

import TestArchives
import TestSupport
import Testing

@testable import OutlookFiles

struct MessageFileTests {
  static let inner: [OutlookProperty] = [
    .text(0x001A, "IPM.Note"), .text(0x0037, "Minutes"), .text(0x1000, "All agreed.\r\n"),
    .text(0x0042, "Lee Park"), .text(0x0065, "/o=Fairview/cn=LPARK"), .text(0x0064, "EX"),
  ]

  /// A message with two recipients, a file and a message enclosed.
  static var file: [UInt8] {
    let own: [OutlookProperty] = [
      .text(0x001A, "IPM.Note"), .text(0x0037, "Keys"), .text(0x0042, "Dana Wills"),
      .text(0x5D02, "dwills@fairview.example"), .time(0x0039, 1_488_831_245),
      .text(0x1035, "<1@fairview.example>"), .text(0x1000, "On my desk.\r\n"),
    ]
    func recipient(_ kind: Int, _ name: String, _ address: String) -> [CompoundNode] {
      OutlookMessageParts.properties(
        [
          .number(0x0C15, kind), .text(0x3001, name), .text(0x3002, "SMTP"),
          .text(0x3003, address),
        ], header: 8)
    }
    let picture = OutlookMessageParts.properties(
      [.text(0x3707, "door.png"), .bytes(0x3701, Array(1...200)), .number(0x3705, 1)], header: 8)
    let mail =
      OutlookMessageParts.properties(
        [.text(0x3001, "Minutes"), .number(0x3705, 5)], header: 8)
      + [
        .storage(
          "__substg1.0_3701000D", OutlookMessageParts.properties(Self.inner, header: 24))
      ]
    return CompoundFileWriter.bytes(
      OutlookMessageParts.properties(own, header: 32) + [
        .storage("__recip_version1.0_#00000000", recipient(1, "Ann Reed", "areed@marlow.example")),
        .storage(
          "__recip_version1.0_#00000001", recipient(2, "Lee Park", "lpark@fairview.example")),
        .storage("__attach_version1.0_#00000000", picture),
        .storage("__attach_version1.0_#00000001", mail),
      ])
  }

  @Test func `an item comes with its people, its text and what is enclosed`() throws {
    let item = try MessageFile.item(in: Self.file, contents: true)
    #expect(item.subject == "Keys" && item.otherKind == nil && item.problems.isEmpty)
    #expect(item.from == .init(name: "Dana Wills", address: "dwills@fairview.example"))
    #expect(item.to == [.init(name: "Ann Reed", address: "areed@marlow.example")])
    #expect(item.cc == [.init(name: "Lee Park", address: "lpark@fairview.example")])
    #expect(item.sent == 1_488_831_245)
    #expect(item.body == .plain("On my desk.\r\n"))
    try #require(item.attachments.count == 2)
    #expect(item.attachments[0].name == "door.png")
    #expect(item.attachments[0].content == .bytes(Array(1...200)))
    guard case .item(let inner) = item.attachments[1].content else {
      Issue.record("the enclosed message is no item")
      return
    }
    // Exchange's own directory has no internet address to give.
    #expect(inner.from == .init(name: "Lee Park", address: nil))
    #expect(inner.body == .plain("All agreed.\r\n"))
  }

  @Test func `a body that is only Rich Text is unpacked`() throws {
    let rich = Array("{\\rtf1\\fromhtml1{\\*\\htmltag64 <p>}On my desk.}".utf8)
    let packed =
      OutlookProperty.little(rich.count + 12, 4) + OutlookProperty.little(rich.count, 4)
      + Array("MELA".utf8) + [0, 0, 0, 0] + rich
    let bytes = CompoundFileWriter.bytes(
      OutlookMessageParts.properties([.bytes(0x1009, packed)], header: 32))
    #expect(try MessageFile.item(in: bytes, contents: false).body == .html("<p>On my desk."))
  }

  @Test func `what is no message says so`() {
    #expect(throws: OutlookError.self) { try MessageFile.item(in: [1, 2, 3], contents: true) }
    let other = CompoundFileWriter.bytes([.stream("WordDocument", [1, 2, 3])])
    #expect { try MessageFile.item(in: other, contents: true) } throws: {
      ($0 as? OutlookError)?.reason == .unsupported
    }
  }

  @Test func `damaged files end in an item or an error`() {
    var random = SplitMix(seed: 41)
    let whole = Self.file
    var read = 0
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0..<(1 + random.below(12)) {
        bytes[random.below(bytes.count)] = UInt8(random.below(256))
      }
      if random.chance(0.3) { bytes.removeLast(random.below(bytes.count)) }
      if (try? MessageFile.item(in: bytes, contents: true)) != nil { read += 1 }
    }
    #expect(read > 0 && read < 400)
  }
}
