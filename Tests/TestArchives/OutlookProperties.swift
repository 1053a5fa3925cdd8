// SPDX-License-Identifier: Apache-2.0

/// One property of an Outlook item, for files that tests make.
package struct OutlookProperty {
  package var id: Int
  package var type: Int
  /// Up to eight bytes for a number or a time, all of a text.
  package var bytes: [UInt8]

  package init(id: Int, type: Int, bytes: [UInt8]) {
    (self.id, self.type, self.bytes) = (id, type, bytes)
  }

  package static func text(_ id: Int, _ text: String) -> OutlookProperty {
    OutlookProperty(
      id: id, type: 0x1F, bytes: text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
  }

  package static func bytes(_ id: Int, _ bytes: [UInt8]) -> OutlookProperty {
    OutlookProperty(id: id, type: 0x102, bytes: bytes)
  }

  package static func number(_ id: Int, _ number: Int) -> OutlookProperty {
    OutlookProperty(id: id, type: 3, bytes: little(number, 4))
  }

  /// - Parameter seconds: since 1970 UTC.
  package static func time(_ id: Int, _ seconds: Int) -> OutlookProperty {
    OutlookProperty(
      id: id, type: 0x40, bytes: little((seconds + 11_644_473_600) * 10_000_000, 8))
  }

  package static func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  var isLong: Bool { [0x1E, 0x1F, 0x102].contains(type) }
}

/// The parts of a `.msg` file.
package enum OutlookMessageParts {
  /// - Parameter header: the bytes before the first property: 32 for a file, 24 for an enclosed
  ///   item, 8 for a recipient or an attachment.
  package static func properties(_ all: [OutlookProperty], header: Int) -> [CompoundNode] {
    var table = [UInt8](repeating: 0, count: header)
    var nodes: [CompoundNode] = []
    for property in all {
      table += OutlookProperty.little(property.type, 2) + OutlookProperty.little(property.id, 2)
      table += OutlookProperty.little(6, 4)
      if property.isLong {
        table += OutlookProperty.little(property.bytes.count, 8)
        let tag = property.id << 16 | property.type
        let digits = String(tag, radix: 16, uppercase: true)
        let name = "__substg1.0_" + String(repeating: "0", count: 8 - digits.count) + digits
        nodes.append(.stream(name, property.bytes))
      } else {
        table += property.bytes + [UInt8](repeating: 0, count: 8 - property.bytes.count)
      }
    }
    return nodes + [.stream("__properties_version1.0", table)]
  }
}
