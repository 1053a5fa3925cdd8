// SPDX-License-Identifier: Apache-2.0

import TestArchives
import TestSupport
import Testing

@testable import OutlookFiles

struct TransportFileTests {
  static func attribute(_ level: UInt8, _ id: Int, _ data: [UInt8]) -> [UInt8] {
    let sum = data.reduce(0) { ($0 + Int($1)) & 0xFFFF }
    return [level] + OutlookProperty.little(id, 2) + [6, 0] + OutlookProperty.little(data.count, 4)
      + data + OutlookProperty.little(sum, 2)
  }

  static func properties(_ all: [OutlookProperty]) -> [UInt8] {
    var out = OutlookProperty.little(all.count, 4)
    for property in all {
      out += OutlookProperty.little(property.type, 2) + OutlookProperty.little(property.id, 2)
      if [0x1F, 0x102, 0x0D].contains(property.type) {
        out += OutlookProperty.little(1, 4) + OutlookProperty.little(property.bytes.count, 4)
      }
      out += property.bytes
      out += [UInt8](repeating: 0, count: (4 - property.bytes.count % 4) % 4)
    }
    return out
  }

  static func file(_ attributes: [[UInt8]]) -> [UInt8] {
    TransportFile.mark + [1, 0] + attributes.joined()
  }

  static let whole = file([
    attribute(1, 0x9007, OutlookProperty.little(1251, 4) + [0, 0, 0, 0]),
    attribute(1, 0x8004, [0xCF, 0xF0, 0xE8, 0]),
    attribute(1, 0x9003, properties([.text(0x1000, "On my desk."), .number(0x3FFD, 1251)])),
    attribute(2, 0x9002, [UInt8](repeating: 0, count: 14)),
    attribute(2, 0x8010, Array("DOOR.PNG\0".utf8)), attribute(2, 0x800F, Array(1...50)),
    attribute(2, 0x9005, properties([.text(0x3707, "the door.png")])),
    attribute(2, 0x9002, [UInt8](repeating: 0, count: 14)),
    attribute(
      2, 0x9005,
      properties([
        .text(0x3707, "Minutes"), .number(0x3705, 5),
        OutlookProperty(
          id: 0x3701, type: 0x0D,
          bytes: [UInt8](repeating: 7, count: 16)
            + file([attribute(1, 0x9003, properties([.text(0x0037, "Minutes")]))])),
      ])),
  ])

  @Test func `a message comes with its text, files and enclosed messages`() throws {
    let item = try TransportFile.item(in: Self.whole, contents: true)
    #expect(item.subject == "При" && item.body == .plain("On my desk.") && item.problems.isEmpty)
    try #require(item.attachments.count == 2)
    #expect(item.attachments[0].name == "the door.png")
    #expect(item.attachments[0].content == .bytes(Array(1...50)))
    guard case .item(let inner) = item.attachments[1].content else {
      Issue.record("the enclosed message is no item")
      return
    }
    #expect(inner.subject == "Minutes")
  }

  @Test func `a cut file keeps what came before and says so`() throws {
    let item = try TransportFile.item(in: Array(Self.whole.dropLast(30)), contents: true)
    #expect(item.body == .plain("On my desk.") && item.attachments.count == 2)
    #expect(item.problems.count == 1)
    #expect(throws: OutlookError.self) { try TransportFile.item(in: [1, 2], contents: true) }
  }

  @Test func `damaged files end in an item or an error`() {
    var random = SplitMix(seed: 42)
    var damaged = 0
    for _ in 0..<2_000 {
      var bytes = Self.whole
      for _ in 0..<(1 + random.below(6)) {
        bytes[random.below(bytes.count)] = UInt8(random.below(256))
      }
      let item = try? TransportFile.item(in: bytes, contents: true)
      if item?.problems.isEmpty != true { damaged += 1 }
    }
    #expect(damaged > 0)
  }
}
