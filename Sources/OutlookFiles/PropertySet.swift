// SPDX-License-Identifier: Apache-2.0

import TextCoding

/// One value of a message, a recipient or an attachment.
enum PropertyValue: Hashable {
  case number(Int)
  /// Seconds since 1970 UTC.
  case time(Int64)
  case text(String)
  /// Text in the code page of its message.
  case coded([UInt8])
  case bytes([UInt8])

  /// - Parameter type: as in MS-OXCDATA 2.11.1.
  /// - Returns: nil for types that nothing here asks for, and for values cut short.
  init?(type: Int, _ bytes: ArraySlice<UInt8>) {
    func integer(_ count: Int) -> Int? {
      guard bytes.count >= count else { return nil }
      let value = bytes.prefix(count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return Int(truncatingIfNeeded: value)
    }
    switch type {
    case 0x0002: self = .number(integer(2) ?? 0)
    case 0x0003: self = .number(integer(4) ?? 0)
    case 0x000B: self = .number(bytes.first == 0 ? 0 : 1)
    case 0x0014: self = .number(integer(8) ?? 0)
    case 0x0040:
      // Tenths of microseconds since 1601. Zero and "never" are no times.
      guard let ticks = integer(8), ticks > 0, ticks < Int.max / 2 else { return nil }
      self = .time(Int64(ticks / 10_000_000) - 11_644_473_600)
    case 0x001E: self = .coded(Array(bytes.prefix { $0 != 0 }))
    case 0x001F: self = .text(Self.utf16(bytes))
    case 0x0102, 0x000D: self = .bytes(Array(bytes))
    default: return nil
    }
  }

  /// Text in UTF-16, the low byte first, up to a zero.
  static func utf16(_ bytes: ArraySlice<UInt8>) -> String {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var at = bytes.startIndex
    while at + 1 < bytes.endIndex {
      let unit = UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8
      if unit == 0 { break }
      units.append(unit)
      at += 2
    }
    return String(decoding: units, as: UTF16.self)
  }
}

/// Values by their number (MS-OXPROPS).
struct PropertySet {
  var values: [Int: PropertyValue] = [:]
  /// In which text without Unicode is; of the message where a part of it names none.
  var codePage: Int

  init(codePage: Int = 1252) { self.codePage = codePage }

  subscript(_ property: Property) -> PropertyValue? { values[property.rawValue] }

  /// Empty text stands as nil.
  func text(_ property: Property) -> String? {
    let text: String
    switch self[property] {
    case .text(let value): text = value
    case .coded(let bytes): text = CodePage.text(bytes, codePage: codePage)
    default: return nil
    }
    return text.isEmpty ? nil : text
  }

  func number(_ property: Property) -> Int? {
    if case .number(let value) = self[property] { value } else { nil }
  }

  func time(_ property: Property) -> Int64? {
    if case .time(let value) = self[property] { value } else { nil }
  }

  func bytes(_ property: Property) -> [UInt8]? {
    if case .bytes(let value) = self[property] { value } else { nil }
  }

  /// The code page that a message names for its text.
  mutating func settleCodePage() {
    let named = number(.messageCodePage) ?? number(.internetCodePage)
    if let named, named > 0, named != 1200 { codePage = named }
  }
}

/// The properties that are looked at.
enum Property: Int {
  case messageClass = 0x001A
  case subject = 0x0037
  case submitTime = 0x0039
  case representedName = 0x0042
  case representedType = 0x0064
  case representedAddress = 0x0065
  case headers = 0x007D
  case senderName = 0x0C1A
  case senderType = 0x0C1E
  case senderAddress = 0x0C1F
  case recipientType = 0x0C15
  case displayBcc = 0x0E02
  case displayCc = 0x0E03
  case displayTo = 0x0E04
  case deliveryTime = 0x0E06
  case flags = 0x0E07
  case plainBody = 0x1000
  case richBody = 0x1009
  case htmlBody = 0x1013
  case messageID = 0x1035
  case references = 0x1039
  case inReplyTo = 0x1042
  case displayName = 0x3001
  case addressType = 0x3002
  case address = 0x3003
  case attachmentData = 0x3701
  case attachmentExtension = 0x3703
  case attachmentShortName = 0x3704
  case attachmentMethod = 0x3705
  case attachmentName = 0x3707
  case attachmentType = 0x370E
  case contentID = 0x3712
  case subtreeEntry = 0x35E0
  case wastebasketEntry = 0x35E3
  case contentCount = 0x3602
  case smtpAddress = 0x39FE
  case internetCodePage = 0x3FDE
  case messageCodePage = 0x3FFD
  case senderSMTP = 0x5D01
  case representedSMTP = 0x5D02
  case recipientName = 0x5FF6
  case isHidden = 0x7FFE
}
