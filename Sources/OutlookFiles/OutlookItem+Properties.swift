// SPDX-License-Identifier: Apache-2.0

import RichText

extension OutlookItem {
  /// An item from its properties and those of its recipients.
  init(_ properties: PropertySet, recipients: [PropertySet]) {
    itemClass = properties.text(.messageClass) ?? ""
    headers = properties.text(.headers)
    subject = properties.text(.subject).map(Self.withoutMark)
    sent = properties.time(.submitTime) ?? properties.time(.deliveryTime)
    messageID = properties.text(.messageID)
    inReplyTo = properties.text(.inReplyTo)
    references = properties.text(.references)
    from =
      Person(
        properties, name: .representedName, type: .representedType, address: .representedAddress,
        smtp: .representedSMTP)
      ?? Person(
        properties, name: .senderName, type: .senderType, address: .senderAddress,
        smtp: .senderSMTP)
    for recipient in recipients {
      let person =
        Person(
          recipient, name: .displayName, type: .addressType, address: .address, smtp: .smtpAddress)
        ?? Person(
          recipient, name: .recipientName, type: .addressType, address: .address,
          smtp: .smtpAddress)
      guard let person else { continue }
      // The high bits say who has been sent it already.
      switch (recipient.number(.recipientType) ?? 1) & 0xF {
      case 2: cc.append(person)
      case 3: bcc.append(person)
      case 0: continue
      default: to.append(person)
      }
    }
    // The lists as people read them, where the table of recipients is missing.
    if recipients.isEmpty {
      to = Self.people(properties.text(.displayTo))
      cc = Self.people(properties.text(.displayCc))
      bcc = Self.people(properties.text(.displayBcc))
    }
    readBody(properties)
  }

  private mutating func readBody(_ properties: PropertySet) {
    func isBlank(_ text: String) -> Bool { text.utf8.allSatisfy { $0 <= 32 } }
    if let text = properties.text(.plainBody), !isBlank(text) {
      body = .plain(text)
    } else if let text = properties.text(.htmlBody), !isBlank(text) {
      body = .html(text)
    } else if let bytes = properties.bytes(.htmlBody), bytes.contains(where: { $0 > 32 }) {
      let page = properties.number(.internetCodePage)
      body = .htmlBytes(bytes, codePage: page)
    } else if let packed = properties.bytes(.richBody), !packed.isEmpty {
      guard let rich = CompressedRichText.unpacked(packed) else {
        problems.append("The body is packed in a way that is not known.")
        return
      }
      switch RichTextContent.read(rich) {
      case .html(let text): body = .html(text)
      case .text(let text): body = .plain(text)
      }
    }
  }

  /// Archives begin a subject with a mark and the length of its prefix ("RE: ").
  private static func withoutMark(_ text: String) -> String {
    guard text.unicodeScalars.first?.value == 1 else { return text }
    return String(text.unicodeScalars.dropFirst(2).map(Character.init))
  }

  private static func people(_ list: String?) -> [Person] {
    (list ?? "").split(separator: ";").compactMap { part in
      let name = part.drop { $0.isWhitespace }
      return name.isEmpty ? nil : Person(name: String(name))
    }
  }
}

extension OutlookItem.Person {
  /// Nil where neither a name nor an address stands.
  init?(
    _ properties: PropertySet, name: Property, type: Property, address: Property, smtp: Property
  ) {
    var given = properties.text(name)
    var mailbox = properties.text(smtp)
    if let text = properties.text(address) {
      let isInternet = (properties.text(type) ?? "SMTP").uppercased() == "SMTP"
      if mailbox == nil, text.contains("@"), isInternet || !text.hasPrefix("/") {
        mailbox = text
      } else if given == nil, !isInternet {
        // "/o=First/ou=Group/cn=Recipients/cn=DWILLS": the last step names the person.
        given = text.split(separator: "=").last.map(String.init)
      }
    }
    given = given.flatMap { text in
      var text = text[...]
      while let first = text.first, first == "'" || first == " " { text = text.dropFirst() }
      while let last = text.last, last == "'" || last == " " { text = text.dropLast() }
      return text.isEmpty || text == mailbox?[...] ? nil : String(text)
    }
    guard given != nil || mailbox != nil else { return nil }
    self.init(name: given, address: mailbox)
  }
}

extension OutlookAttachment {
  /// An attachment from its properties, without its content.
  init(_ properties: PropertySet) {
    let name =
      properties.text(.attachmentName) ?? properties.text(.attachmentShortName)
      ?? properties.text(.displayName) ?? ""
    self.init(
      name: name, type: properties.text(.attachmentType)?.lowercased() ?? "", content: .none,
      isInline: properties.text(.contentID) != nil && properties.number(.isHidden) == 1)
    switch properties.number(.attachmentMethod) ?? 1 {
    case 2...4, 7: problem = "Only a link to it was kept, not the file."
    default: break
    }
  }
}
