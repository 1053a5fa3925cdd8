// SPDX-License-Identifier: Apache-2.0

import Evidence
import GMime

/// Mail that Outlook exported as a table: one row a message, its text with all its line breaks in a
/// cell. Such an export says neither when a message was sent nor what was attached.
package enum MailTable {
  /// Where each part of a message stands.
  struct Layout: Hashable {
    var subject: Int
    var body: Int
    /// The columns of names, addresses and kinds of address of each party.
    var parties: [MailTableLabels.Party: [MailTableLabels.Part: Int]]
    /// Nil where the table has no header.
    var header: Int?
    var width: Int
  }

  /// Whether the first rows of a table are such an export: by the labels of its header, or, where
  /// that is missing, by the kinds of address ("SMTP", "EX") that stand behind names and addresses.
  package static func isMail(_ rows: [Row]) -> Bool { layout(rows) != nil }

  /// - Parameter failures: of rows that could not be read as rows.
  /// - Returns: nil for a table that is none of mail.
  package static func messages(
    in rows: [Row], failures: [Failure], source: SourceID
  ) -> MailReading? {
    guard let layout = layout(rows) else { return nil }
    var reading = MailReading(failures: failures)
    var account = ArchiveAccount(
      unit: .messages, expected: failures.count, unreadable: failures.count)
    let header = layout.header.map { rows[$0].cells }
    for row in rows[((layout.header ?? -1) + 1)...] where row.cells != header {
      account.expected += 1
      if let detail = fault(of: row, layout) {
        account.unreadable += 1
        reading.failures.append(Failure(row: row.number, reason: .badRow, detail: detail))
        continue
      }
      account.read += 1
      let file = FileMessage(
        mail: mail(row, layout), index: row.number, origin: .csv, source: source,
        place: .row(sheet: nil, row: row.number))
      reading.messages += SenderSignature.mark(file.messages("\(source.short).m\(row.number)"))
    }
    reading.failures.sort { ($0.row ?? 0) < ($1.row ?? 0) }
    reading.account = account
    return reading
  }

  // MARK: Layout

  static func layout(_ rows: [Row]) -> Layout? {
    for (index, row) in rows.prefix(10).enumerated() {
      if let found = labelled(row.cells) {
        var layout = found
        layout.header = index
        return layout
      }
    }
    return shaped(rows.prefix(50).map(\.cells))
  }

  private static func labelled(_ cells: [String?]) -> Layout? {
    var layout = Layout(subject: -1, body: -1, parties: [:], header: 0, width: cells.count)
    for (index, cell) in cells.enumerated() {
      switch cell.flatMap(MailTableLabels.meaning) {
      case .subject where layout.subject < 0: layout.subject = index
      case .body where layout.body < 0: layout.body = index
      case .party(let party, let part): layout.parties[party, default: [:]][part] = index
      default: break
      }
    }
    let isWhole =
      layout.subject >= 0 && layout.body >= 0 && layout.parties[.from] != nil
      && layout.parties[.to] != nil
    return isWhole ? layout : nil
  }

  /// Subject, text, then name, address and kind of the sender and of three lists of recipients: the
  /// order in which Outlook writes them.
  private static func shaped(_ rows: [[String?]]) -> Layout? {
    let rows = rows.filter { $0.contains { $0 != nil } }
    guard let width = rows.map(\.count).max(), width >= 8, !rows.isEmpty else { return nil }
    func isKinds(_ cell: String?) -> Bool {
      guard let cell else { return false }
      let kinds = cell.split(separator: ";", omittingEmptySubsequences: false)
      return kinds.allSatisfy { ["SMTP", "EX", "X400", "MAPIPDL", "FAX"].contains($0) }
    }
    func share(_ column: Int, _ test: (String?) -> Bool) -> Bool {
      rows.count { $0.indices.contains(column) && test($0[column]) } * 5 >= rows.count * 4
    }
    for kind in 4..<(width - 3) {
      guard share(kind, { ["SMTP", "EX"].contains($0) }),
        share(kind + 3, { $0 == nil || isKinds($0) }),
        rows.contains(where: { $0.indices.contains(kind + 3) && isKinds($0[kind + 3]) })
      else { continue }
      var layout = Layout(subject: kind - 4, body: kind - 3, parties: [:], width: width)
      for (place, party) in MailTableLabels.Party.allCases.enumerated() {
        let first = kind - 2 + place * 3
        guard first + 2 < width else { break }
        layout.parties[party] = [.name: first, .address: first + 1, .kind: first + 2]
      }
      return layout
    }
    return nil
  }

  // MARK: Rows

  /// Why a row is no message; nil where it is one.
  private static func fault(of row: Row, _ layout: Layout) -> String? {
    let used = (row.cells.lastIndex { $0 != nil && $0 != "" } ?? -1) + 1
    if used > layout.width || row.cells.count < layout.width - 1 {
      return "it has \(row.cells.count) cells where \(layout.width) belong: no message can be told"
    }
    let places = [layout.subject, layout.body] + (layout.parties[.from] ?? [:]).values
    let isEmpty = places.allSatisfy { place in
      cell(row, place).utf8.allSatisfy { $0 <= 32 }
    }
    return isEmpty ? "it names no sender and has no subject and no text" : nil
  }

  private static func cell(_ row: Row, _ column: Int?) -> String {
    guard let column, row.cells.indices.contains(column) else { return "" }
    return row.cells[column] ?? ""
  }

  private static func mail(_ row: Row, _ layout: Layout) -> MIMEMessage {
    var mail = MIMEMessage()
    let subject = cell(row, layout.subject)
    mail.subject = subject.isEmpty ? nil : subject
    mail.bodyLines = MIMEText.lines(plain: cell(row, layout.body))
    mail.from = Array(people(row, layout.parties[.from]).prefix(1))
    mail.to = people(row, layout.parties[.to])
    mail.cc = people(row, layout.parties[.cc])
    mail.bcc = people(row, layout.parties[.bcc])
    return mail
  }

  /// Names and addresses stand in lists of their own, in one order.
  private static func people(
    _ row: Row, _ columns: [MailTableLabels.Part: Int]?
  ) -> [MIMEAddress] {
    guard let columns else { return [] }
    func list(_ part: MailTableLabels.Part) -> [String] {
      cell(row, columns[part]).split(separator: ";", omittingEmptySubsequences: false).map {
        $0.drop { $0.isWhitespace }.split(whereSeparator: \.isNewline).joined(separator: " ")
      }
    }
    let names = list(.name)
    let addresses = list(.address)
    func mailbox(_ text: String) -> String? {
      text.contains("@") && !text.hasPrefix("/") ? text : nil
    }
    // A name with ";" in it leaves nothing to pair by: each list says what it can.
    guard names.count == addresses.count || columns[.address] == nil else {
      let named = names.filter { !$0.isEmpty }.map { MIMEAddress(name: $0) }
      if !named.isEmpty { return named }
      return addresses.compactMap { mailbox($0).map { MIMEAddress(address: $0) } }
    }
    return names.indices.compactMap { index in
      let address = addresses.indices.contains(index) ? mailbox(addresses[index]) : nil
      let name = names[index].isEmpty || names[index] == address ? nil : names[index]
      // Exchange names people by a path; its last step is all there is where the name is missing.
      let path = addresses.indices.contains(index) && address == nil ? addresses[index] : ""
      let last = path.split(separator: "=").last.map(String.init)
      guard let shown = name ?? (address == nil ? last ?? mailbox(names[index]) : nil) else {
        return address.map { MIMEAddress(address: $0) }
      }
      return MIMEAddress(
        name: mailbox(shown) == nil ? shown : nil, address: address ?? mailbox(shown))
    }
  }
}
