// SPDX-License-Identifier: Apache-2.0

import TextCoding

/// Reads what Outlook encloses as `winmail.dat` (TNEF, MS-OXTNEF): a message as properties, and its
/// attachments.
package struct TransportFile {
  /// The first four bytes of such a file.
  package static let mark: [UInt8] = [0x78, 0x9F, 0x3E, 0x22]
  private static let countLimit = 10_000

  private let contents: Bool
  private let depth: Int
  private var own = PropertySet()
  private var recipients: [PropertySet] = []
  private var from: OutlookItem.Person?
  private var attachments: [(title: String?, data: ArraySlice<UInt8>?, set: PropertySet)] = []
  private var problems: [String] = []

  /// The item in the bytes. What follows a damaged part is not read; a problem of the item says so.
  ///
  /// - Parameter contents: whether the bytes of attachments are wanted.
  package static func item(
    in bytes: [UInt8], contents: Bool
  ) throws(OutlookError) -> OutlookItem {
    try item(in: bytes[...], contents: contents, depth: 0)
  }

  private static func item(
    in bytes: ArraySlice<UInt8>, contents: Bool, depth: Int
  ) throws(OutlookError) -> OutlookItem {
    guard bytes.starts(with: mark) else {
      throw .damaged("It does not begin as winmail.dat does.")
    }
    var file = TransportFile(contents: contents, depth: depth)
    var cursor = ByteCursor(bytes)
    do throws(OutlookError) {
      try cursor.seek(6)
      while cursor.left >= 9 {
        let level = try cursor.number(1)
        guard level == 1 || level == 2 else { throw .damaged("It is damaged.") }
        let id = try cursor.number(2)
        _ = try cursor.number(2)
        let data = try cursor.take(try cursor.number(4))
        _ = try cursor.number(min(2, cursor.left))
        try file.take(level: level, id: id, data)
      }
    } catch {
      file.problems.append(
        "winmail.dat is cut or damaged after \(cursor.offset) of \(bytes.count) bytes.")
    }
    return file.finish()
  }

  private init(contents: Bool, depth: Int) { (self.contents, self.depth) = (contents, depth) }

  private mutating func take(
    level: Int, id: Int, _ data: ArraySlice<UInt8>
  ) throws(OutlookError) {
    switch (level, id) {
    case (1, 0x9007):
      var cursor = ByteCursor(data)
      let page = try cursor.number(min(4, data.count))
      if page > 0 { own.codePage = page }
    case (1, 0x8004): put(.subject, .coded(Self.text(data)))
    case (1, 0x8008): put(.messageClass, .coded(Self.text(data)))
    case (1, 0x800C): put(.plainBody, .coded(Self.text(data)))
    case (1, 0x8005): if let time = try Self.time(data) { put(.submitTime, .time(time)) }
    case (1, 0x8000): from = try Self.person(data, codePage: own.codePage)
    case (1, 0x9003):
      var cursor = ByteCursor(data)
      let found = try PropertyStream.set(from: &cursor, codePage: own.codePage)
      own.values.merge(found.values) { _, new in new }
    case (1, 0x9004):
      var cursor = ByteCursor(data)
      for _ in 0..<min(try cursor.number(4), Self.countLimit) {
        recipients.append(try PropertyStream.set(from: &cursor, codePage: own.codePage))
      }
    case (2, 0x9002):
      guard attachments.count < Self.countLimit else { return }
      attachments.append((nil, nil, PropertySet(codePage: own.codePage)))
    case (2, 0x8010):
      attach { $0.title = CodePage.text(Self.text(data), codePage: $0.set.codePage) }
    case (2, 0x800F): attach { $0.data = data }
    case (2, 0x9005):
      var cursor = ByteCursor(data)
      let found = try PropertyStream.set(from: &cursor, codePage: own.codePage)
      attach { $0.set.values.merge(found.values) { _, new in new } }
    default: break
    }
  }

  /// What MAPI properties say counts more than the older attributes, in whatever order they come.
  private mutating func put(_ property: Property, _ value: PropertyValue) {
    if own.values[property.rawValue] == nil { own.values[property.rawValue] = value }
  }

  private mutating func attach(
    _ change: (inout (title: String?, data: ArraySlice<UInt8>?, set: PropertySet)) -> Void
  ) {
    if attachments.isEmpty { attachments.append((nil, nil, PropertySet(codePage: own.codePage))) }
    change(&attachments[attachments.count - 1])
  }

  private func finish() -> OutlookItem {
    var own = own
    own.settleCodePage()
    var item = OutlookItem(own, recipients: recipients)
    item.itemClass = Self.modern(item.itemClass)
    if item.from == nil { item.from = from }
    item.problems += problems
    for (title, data, set) in attachments {
      var attachment = OutlookAttachment(set)
      if set[.attachmentName] == nil, let title, !title.isEmpty { attachment.name = title }
      // An object is an interface's name and then what it wrote: a message is again such a file.
      let object = set.bytes(.attachmentData)
      if let object, object.dropFirst(16).starts(with: Self.mark) {
        enclose(object.dropFirst(16), in: &attachment)
      } else if contents {
        if let bytes = data.map({ Array($0) }) ?? object { attachment.content = .bytes(bytes) }
      }
      item.attachments.append(attachment)
    }
    return item
  }

  private func enclose(_ bytes: ArraySlice<UInt8>, in attachment: inout OutlookAttachment) {
    guard depth < MessageFile.deepest else {
      attachment.problem = "Items enclosed deeper than \(MessageFile.deepest) were not read."
      return
    }
    do throws(OutlookError) {
      attachment.content = .item(
        try Self.item(in: bytes, contents: contents, depth: depth + 1))
      attachment.problem = nil
    } catch { attachment.problem = error.detail }
  }

  private static func text(_ data: ArraySlice<UInt8>) -> [UInt8] { Array(data.prefix { $0 != 0 }) }

  /// Classes of Microsoft Mail, as MS-OXTNEF 2.1.3.3.2 pairs them with those of today.
  private static func modern(_ name: String) -> String {
    name.uppercased().hasPrefix("IPM.MICROSOFT MAIL.") ? "IPM.Note" : name
  }

  /// Year, month, day, hour, minute, second; which zone is not told, UTC by custom.
  private static func time(_ data: ArraySlice<UInt8>) throws(OutlookError) -> Int64? {
    var cursor = ByteCursor(data)
    var parts: [Int] = []
    for _ in 0..<6 { parts.append(try cursor.number(2)) }
    guard (1970..<2100).contains(parts[0]), (1...12).contains(parts[1]),
      (1...31).contains(parts[2]), parts[3] < 24, parts[4] < 60, parts[5] < 61
    else { return nil }
    // Days since 1970 by counting leap days from March on.
    let year = parts[1] <= 2 ? parts[0] - 1 : parts[0]
    let month = parts[1] <= 2 ? parts[1] + 9 : parts[1] - 3
    let days =
      365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + parts[2] - 719_469
    return Int64(days * 86_400 + parts[3] * 3_600 + parts[4] * 60 + parts[5])
  }

  /// A name and an address such as "SMTP:dwills@fairview.example", with their lengths before.
  private static func person(
    _ data: ArraySlice<UInt8>, codePage: Int
  ) throws(OutlookError) -> OutlookItem.Person? {
    var cursor = ByteCursor(data)
    _ = try cursor.number(4)
    let (nameSize, addressSize) = (try cursor.number(2), try cursor.number(2))
    let name = CodePage.text(text(try cursor.take(nameSize)), codePage: codePage)
    let address = CodePage.text(text(try cursor.take(addressSize)), codePage: codePage)
    let parts = address.split(separator: ":", maxSplits: 1)
    let isInternet = parts.count == 2 && parts[0].uppercased() == "SMTP" && parts[1].contains("@")
    guard !name.isEmpty || isInternet else { return nil }
    return OutlookItem.Person(
      name: name.isEmpty ? nil : name, address: isInternet ? String(parts[1]) : nil)
  }
}
