// SPDX-License-Identifier: Apache-2.0

/// An Outlook archive (`.pst`, MS-PST): folders of items.
///
/// Reads both forms, that of Outlook 97 and that of Outlook 2003. A password keeps nobody from
/// reading such an archive, as it hides nothing; it is not asked for.
package final class OutlookStore {
  package struct Folder: Hashable, Sendable {
    /// From the top of what the archive's owner sees, its steps apart by "/".
    package var path: String
    /// Lies in the folder of deleted items, or is it.
    package var isDeleted: Bool
    /// How many items the folder itself says it holds.
    package var expected: Int
    /// How many are there.
    package var found: Int
    /// Named in the folder's table, but nowhere in the archive.
    package var missing: Int
  }

  /// An item before it is read.
  package struct Entry: Hashable, Sendable {
    /// Into `folders`.
    package var folder: Int
    let node: UInt32
  }

  package private(set) var folders: [Folder] = []
  /// Folder by folder.
  package private(set) var entries: [Entry] = []
  /// What of the archive's index is damaged, a sentence each.
  package private(set) var problems: [String] = []

  private static let rootFolder: UInt32 = 0x122
  private static let entryLimit = 20_000_000
  private let database: NodeDatabase

  package convenience init(path: String) throws(OutlookError) {
    try self.init(StoreFile(path: path))
  }

  package convenience init(_ bytes: [UInt8]) throws(OutlookError) {
    try self.init(StoreFile(bytes))
  }

  private init(_ file: StoreFile) throws(OutlookError) {
    database = try NodeDatabase(file)
    list()
    guard !folders.isEmpty else {
      throw .damaged(problems.first ?? "The archive holds no folders.")
    }
  }

  // MARK: Folders

  private func list() {
    var inner: [UInt32: [UInt32]] = [:]
    var items: [UInt32: [UInt32]] = [:]
    var all: Set<UInt32> = []
    var count = 0
    database.forEachNode { node in
      count += 1
      guard count <= Self.entryLimit else { return }
      switch node.id & 0x1F {
      case 2 where node.id != Self.rootFolder:
        inner[node.parent, default: []].append(node.id)
        all.insert(node.id)
      case 2: all.insert(node.id)
      case 4: items[node.parent, default: []].append(node.id)
      default: break
      }
    } damage: { sentence in
      if !problems.contains(sentence) { problems.append(sentence) }
    }
    let (top, waste) = specialFolders()
    var reached: Set<UInt32> = []
    func walk(_ id: UInt32, _ path: [String], _ isDeleted: Bool, _ depth: Int) {
      guard depth < 64, reached.insert(id).inserted else { return }
      var path = path
      let isDeleted = isDeleted || id == waste
      let own = try? properties(of: id)
      if id == top {
        path = []
      } else if id != Self.rootFolder {
        path.append(own?.text(.displayName) ?? "unnamed")
      }
      if own == nil {
        problems.append("The folder \"\(path.joined(separator: "/"))\" is damaged.")
      }
      add(id, path, isDeleted, own, items[id] ?? [])
      for next in inner[id] ?? [] { walk(next, path, isDeleted, depth + 1) }
    }
    walk(Self.rootFolder, [], false, 0)
    // Folders whose way up is lost, and items whose folder is.
    for id in all.sorted() where !reached.contains(id) { walk(id, ["lost"], false, 1) }
    let lost = items.keys.filter { !reached.contains($0) }.sorted().flatMap { items[$0] ?? [] }
    if !lost.isEmpty { add(0, ["lost"], false, nil, lost) }
  }

  private func add(
    _ id: UInt32, _ path: [String], _ isDeleted: Bool, _ own: PropertySet?, _ nodes: [UInt32]
  ) {
    let listed = contents(of: id)
    let known = Set(nodes)
    let missing = listed.count { !known.contains($0) }
    let expected = max(own?.number(.contentCount) ?? 0, 0)
    // Folders of the archive's own, such as searches, hold nothing and tell nothing.
    guard !nodes.isEmpty || expected > 0 || !listed.isEmpty || !path.isEmpty else { return }
    folders.append(
      Folder(
        path: path.map { $0.split(separator: "/").joined(separator: "-") }.joined(separator: "/"),
        isDeleted: isDeleted, expected: max(expected, listed.count), found: nodes.count,
        missing: missing))
    entries += nodes.map { Entry(folder: folders.count - 1, node: $0) }
  }

  /// The items that the table of a folder names.
  private func contents(of folder: UInt32) -> [UInt32] {
    guard let node = try? database.node(folder & ~0x1F | 0x0E),
      let heap = try? NodeHeap(node, in: database), let rows = try? heap.rows(codePage: 1252)
    else { return [] }
    return rows.map(\.id)
  }

  private func properties(of id: UInt32) throws(OutlookError) -> PropertySet {
    guard let node = try database.node(id) else { throw .damaged("It is missing.") }
    return try NodeHeap(node, in: database).properties(codePage: 1252)
  }

  /// The folder that its owner sees as the top, and that of deleted items.
  private func specialFolders() -> (top: UInt32?, waste: UInt32?) {
    guard let store = try? properties(of: 0x21) else { return (nil, nil) }
    func folder(_ property: Property) -> UInt32? {
      guard let entry = store.bytes(property), entry.count >= 24 else { return nil }
      return (0..<4).reduce(0) { $0 | UInt32(entry[20 + $1]) << (8 * UInt32($1)) }
    }
    return (folder(.subtreeEntry), folder(.wastebasketEntry))
  }

  // MARK: Items

  /// - Parameter contents: whether the bytes of attachments are wanted.
  package func item(_ entry: Entry, contents: Bool) throws(OutlookError) -> OutlookItem {
    guard let node = try database.node(entry.node) else {
      throw .damaged("It is missing from the archive.")
    }
    return try item(node, contents: contents, depth: 0)
  }

  private func item(
    _ node: NodeDatabase.Node, contents: Bool, depth: Int
  ) throws(OutlookError) -> OutlookItem {
    let heap = try NodeHeap(node, in: database)
    var own = try heap.properties(codePage: 1252)
    own.settleCodePage()
    var recipients: [PropertySet] = []
    var problems: [String] = []
    do throws(OutlookError) {
      if let table = heap.subnodes[0x692] {
        recipients = try NodeHeap(table, in: database).rows(codePage: own.codePage).map(\.set)
      }
    } catch { problems.append("The list of recipients cannot be read: \(error.detail)") }
    var item = OutlookItem(own, recipients: recipients)
    item.problems += problems
    guard let table = heap.subnodes[0x671] else { return item }
    do throws(OutlookError) {
      for row in try NodeHeap(table, in: database).rows(codePage: own.codePage) {
        guard let node = heap.subnodes[row.id] else {
          item.problems.append("An attachment is missing from the archive.")
          continue
        }
        item.attachments.append(
          attachment(node, row.set, contents: contents, depth: depth, codePage: own.codePage))
      }
    } catch { item.problems.append("The list of attachments cannot be read: \(error.detail)") }
    return item
  }

  private func attachment(
    _ node: NodeDatabase.Node, _ row: PropertySet, contents: Bool, depth: Int, codePage: Int
  ) -> OutlookAttachment {
    do throws(OutlookError) {
      let heap = try NodeHeap(node, in: database)
      let own = try heap.properties(codePage: codePage, without: [.attachmentData])
      var attachment = OutlookAttachment(own)
      let isItem = own.number(.attachmentMethod) == 5
      guard isItem || contents else { return attachment }
      let data = try heap.properties(codePage: codePage).bytes(.attachmentData) ?? []
      if isItem {
        try enclose(data, of: heap, in: &attachment, contents: contents, depth: depth)
      } else if attachment.problem == nil {
        attachment.content = .bytes(data)
      }
      return attachment
    } catch {
      var attachment = OutlookAttachment(row)
      attachment.problem = error.detail
      return attachment
    }
  }

  /// An enclosed item is a node within that of its attachment, named in the data.
  private func enclose(
    _ data: [UInt8], of heap: NodeHeap, in attachment: inout OutlookAttachment, contents: Bool,
    depth: Int
  ) throws(OutlookError) {
    guard depth < MessageFile.deepest else {
      attachment.problem = "Items enclosed deeper than \(MessageFile.deepest) were not read."
      return
    }
    var cursor = ByteCursor(data)
    let number = UInt32(truncatingIfNeeded: try cursor.number(4))
    guard let node = heap.subnodes[number] else {
      throw .damaged("The item enclosed is missing from the archive.")
    }
    attachment.content = .item(try item(node, contents: contents, depth: depth + 1))
    attachment.problem = nil
  }
}
