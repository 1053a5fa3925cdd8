// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestSupport
import Testing

struct MessagePackingTests {
  /// A message whose every part may be there or not; coordinates as round as packing keeps them.
  private struct Maker {
    var random: SplitMix

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    mutating func flip() -> Bool { Bool.random(using: &random) }

    mutating func text() -> String {
      (0..<number(0...9)).map { _ in "aé漢👍 (b)(6)\n".randomElement(using: &random) ?? "x" }
        .reduce(into: "") { $0.append($1) }
    }

    mutating func maybe<Value>(_ make: (inout Maker) -> Value) -> Value? {
      flip() ? make(&self) : nil
    }

    mutating func list<Value>(_ most: Int, _ make: (inout Maker) -> Value) -> [Value] {
      let count = number(0...most)
      return (0..<count).map { _ in make(&self) }
    }

    mutating func box() -> Box {
      func side(_ maker: inout Maker) -> Double { Double(maker.number(-9_000...90_000)) / 100 }
      return Box(x0: side(&self), y0: side(&self), x1: side(&self), y1: side(&self))
    }

    mutating func citation() -> Citation {
      let place: Citation.Place =
        switch number(0...3) {
        case 0:
          .page(number: number(1...900), bates: maybe { $0.text() }, boxes: list(3) { $0.box() })
        case 1: .row(sheet: maybe { $0.text() }, row: number(1...90_000))
        case 2: .mail(index: number(1...50))
        default: .line(number(1...500))
        }
      return Citation(source: SourceID(hex: text()), place: place, quote: text())
    }

    mutating func fact<Value>(_ make: (inout Maker) -> Value) -> Fact<Value> {
      if flip() { return .known(make(&self)) }
      return .unknown(
        Unknown(
          Unknown.Reason.allCases.randomElement(using: &random) ?? .redacted,
          candidates: list(2) { $0.text() }, code: maybe { $0.text() },
          citation: maybe { $0.citation() }))
    }

    mutating func party() -> Party {
      Party(
        name: maybe { $0.text() }, address: maybe { $0.text() }, organization: maybe { $0.text() },
        person: maybe { $0.text() })
    }

    mutating func line() -> MessageLine {
      let zones: [MessageLine.Zone] = [.new, .signature, .quoted, .disclaimer]
      return MessageLine(
        text: text(), zone: zones.randomElement(using: &random) ?? .new,
        page: maybe { $0.number(1...900) }, box: maybe { $0.box() },
        words: maybe { maker in
          let first = maker.number(0...5_000)
          return first..<first + maker.number(0...40)
        })
    }

    mutating func message() -> Message {
      let origins: [Message.Origin] = [.printed, .quoted, .eml, .mbox, .pst, .msg, .csv]
      return Message(
        id: text(), source: SourceID(hex: text()), pages: list(3) { $0.number(1...900) },
        bates: list(3) { $0.text() }, origin: origins.randomElement(using: &random) ?? .eml,
        from: fact { $0.party() }, to: list(3) { maker in maker.fact { $0.party() } },
        cc: list(2) { maker in maker.fact { $0.party() } },
        sent: fact { maker in
          Moment(
            year: maker.number(1970...2030), month: maker.number(1...12), day: maker.number(1...28),
            hour: maker.number(0...23), minute: maker.number(0...59), second: maker.number(0...59),
            precision: Precision.allCases.randomElement(using: &maker.random) ?? .day,
            offset: maker.maybe { $0.number(-720...720) })
        },
        zone: maybe { $0.text() }, subject: fact { $0.text() }, lines: list(6) { $0.line() },
        attachments: list(2) { $0.text() }, quotedIn: maybe { $0.text() }, depth: number(0...4),
        header: maybe { $0.text() }, answersHeader: list(2) { $0.text() },
        replyTo: maybe { $0.text() }, thread: maybe { $0.text() },
        duplicates: list(2) { $0.text() }, released: flip(), citation: citation())
    }
  }

  @Test func `a message comes back as it went in`() throws {
    var maker = Maker(random: SplitMix(seed: 11))
    for _ in 0..<300 {
      let message = maker.message()
      #expect(try MessagePacking.unpack(MessagePacking.pack(message)) == message)
    }
  }

  @Test func `damaged bytes are refused or read, never a trap`() {
    var maker = Maker(random: SplitMix(seed: 12))
    var refused = 0
    for _ in 0..<400 {
      var bytes = MessagePacking.pack(maker.message())
      if maker.flip() {
        bytes.removeLast(maker.number(1...bytes.count))
      } else {
        for _ in 0..<3 {
          bytes[maker.number(0...bytes.count - 1)] = UInt8.random(in: 0...255, using: &maker.random)
        }
      }
      do { _ = try MessagePacking.unpack(bytes) } catch { refused += 1 }
    }
    #expect(refused > 200)
  }
}
