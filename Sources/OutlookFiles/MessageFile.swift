// SPDX-License-Identifier: Apache-2.0

import Gsf

/// Reads `.msg` files: one item in a compound file (MS-OXMSG).
package enum MessageFile {
  /// Items enclosed in items; beyond, the innermost stay unread.
  static let deepest = 10
  private static let countLimit = 10_000

  /// - Parameter contents: whether the bytes of attachments are wanted.
  package static func item(
    in bytes: [UInt8], contents: Bool
  ) throws(OutlookError) -> OutlookItem {
    let file: CompoundFile
    do throws(CompoundFileError) { file = try CompoundFile(bytes) } catch {
      throw .damaged(error.detail)
    }
    guard file.root.size(of: properties) != nil else {
      throw OutlookError(.unsupported, "It is an Office file, but no Outlook message.")
    }
    return try item(in: file.root, header: 32, contents: contents, depth: 0, codePage: 1252)
  }

  private static let properties = "__properties_version1.0"

  /// - Parameter header: the bytes before the first property, which differ by what it is of.
  private static func item(
    in storage: CompoundStorage, header: Int, contents: Bool, depth: Int, codePage: Int
  ) throws(OutlookError) -> OutlookItem {
    var own = try set(in: storage, header: header, codePage: codePage, without: [])
    own.settleCodePage()
    let names = storage.names.sorted()
    var recipients: [PropertySet] = []
    var problems: [String] = []
    for name in names.filter({ $0.hasPrefix("__recip_version1.0_") }).prefix(countLimit) {
      guard let folder = storage.storage(name) else { continue }
      do throws(OutlookError) {
        recipients.append(try set(in: folder, header: 8, codePage: own.codePage, without: []))
      } catch { problems.append("A recipient cannot be read: \(error.detail)") }
    }
    var item = OutlookItem(own, recipients: recipients)
    item.problems += problems
    for name in names.filter({ $0.hasPrefix("__attach_version1.0_") }).prefix(countLimit) {
      guard let folder = storage.storage(name) else { continue }
      do throws(OutlookError) {
        item.attachments.append(
          try attachment(in: folder, contents: contents, depth: depth, codePage: own.codePage))
      } catch { item.problems.append("An attachment cannot be read: \(error.detail)") }
    }
    return item
  }

  private static func attachment(
    in storage: CompoundStorage, contents: Bool, depth: Int, codePage: Int
  ) throws(OutlookError) -> OutlookAttachment {
    let data = "__substg1.0_37010102"
    let own = try set(in: storage, header: 8, codePage: codePage, without: [.attachmentData])
    var attachment = OutlookAttachment(own)
    if let inner = storage.storage("__substg1.0_3701000D") {
      if inner.size(of: properties) == nil {
        attachment.problem = "It is an object of another program, which cannot be taken out."
      } else if depth >= deepest {
        attachment.problem = "Items enclosed deeper than \(deepest) were not read."
      } else {
        attachment.content = .item(
          try item(
            in: inner, header: 24, contents: contents, depth: depth + 1, codePage: codePage))
        attachment.problem = nil
      }
    } else if contents {
      do throws(CompoundFileError) {
        if let bytes = try storage.stream(data) { attachment.content = .bytes(bytes) }
      } catch { attachment.problem = error.detail }
    }
    return attachment
  }

  /// The properties of one storage: short ones stand in a table, the others in streams of their own.
  private static func set(
    in storage: CompoundStorage, header: Int, codePage: Int, without skipped: Set<Property>
  ) throws(OutlookError) -> PropertySet {
    var set = PropertySet(codePage: codePage)
    do throws(CompoundFileError) {
      guard let table = try storage.stream(properties) else {
        throw CompoundFileError(detail: "It has no properties.")
      }
      var at = header
      while at + 16 <= table.count {
        let type = Int(table[at]) | Int(table[at + 1]) << 8
        let id = Int(table[at + 2]) | Int(table[at + 3]) << 8
        let value = table[(at + 8)..<(at + 16)]
        at += 16
        guard let known = Property(rawValue: id), !skipped.contains(known) else { continue }
        switch type {
        case 0x001E, 0x001F, 0x0102:
          let name = "__substg1.0_" + hex(id) + hex(type)
          if let bytes = try storage.stream(name) {
            set.values[id] = PropertyValue(type: type, bytes[...])
          }
        default: set.values[id] = PropertyValue(type: type, value)
        }
      }
    } catch { throw .damaged(error.detail) }
    return set
  }

  private static func hex(_ number: Int) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
