// SPDX-License-Identifier: Apache-2.0

import Evidence
import GMime
import OutlookFiles

/// Items of Outlook as the messages that a mail file would have held.
enum OutlookMail {
  /// The header that the message came with over the internet counts before what Outlook noted of it.
  static func message(_ item: OutlookItem) -> MIMEMessage {
    var mail = item.headers.flatMap(fields) ?? MIMEMessage()
    if mail.from.isEmpty { mail.from = item.from.map { [address($0)] } ?? [] }
    if mail.to.isEmpty { mail.to = item.to.map(address) }
    if mail.cc.isEmpty { mail.cc = item.cc.map(address) }
    if mail.bcc.isEmpty { mail.bcc = item.bcc.map(address) }
    if mail.subject == nil { mail.subject = item.subject.map(oneLine) }
    if mail.dateSeconds == nil, let sent = item.sent {
      (mail.dateSeconds, mail.dateOffset) = (sent, 0)
    }
    if mail.messageID == nil { mail.messageID = item.messageID.flatMap { identifiers($0).first } }
    if mail.inReplyTo.isEmpty { mail.inReplyTo = item.inReplyTo.map(identifiers) ?? [] }
    if mail.references.isEmpty { mail.references = item.references.map(identifiers) ?? [] }
    mail.warnings = item.problems
    switch item.body {
    case .plain(let text): mail.bodyLines = MIMEText.lines(plain: text)
    case .html(let text): mail.bodyLines = MIMEText.lines(html: text)
    case .htmlBytes(let bytes, let page):
      let body = MIMEText.lines(html: bytes, charset: page.map(charset))
      mail.bodyLines = body.lines
      if let warning = body.warning { mail.warnings.append(warning) }
    case nil: break
    }
    for attachment in item.attachments {
      if case .item(let inner) = attachment.content, inner.otherKind == nil {
        mail.attachments.append(name(attachment, inner))
        mail.enclosed.append(message(inner))
      } else if !attachment.isInline {
        mail.attachments.append(attachment.name.isEmpty ? "unnamed" : attachment.name)
      }
    }
    return mail
  }

  /// A message with what Outlook wrapped into it ("winmail.dat") in its places: the files among its
  /// attachments, the text where the message has none.
  static func unwrapped(_ mail: MIMEMessage) -> MIMEMessage {
    var mail = mail
    mail.enclosed = mail.enclosed.map(unwrapped)
    for bytes in mail.wrapped {
      do throws(OutlookError) {
        let inner = message(try TransportFile.item(in: bytes, contents: false))
        if mail.bodyLines.isEmpty { mail.bodyLines = inner.bodyLines }
        mail.attachments += inner.attachments
        mail.enclosed += inner.enclosed
        mail.warnings += inner.warnings
      } catch {
        mail.attachments.append("winmail.dat")
        mail.warnings.append("What Outlook wrapped into winmail.dat is unread. \(error.detail)")
      }
    }
    mail.wrapped = []
    return mail
  }

  /// What is enclosed: files, and those enclosed with items within, under the names of these.
  static func files(_ item: OutlookItem, in folder: String = "") -> [MIMEAttachment] {
    var out: [MIMEAttachment] = []
    for attachment in item.attachments {
      switch attachment.content {
      case .item(let inner):
        out += files(inner, in: folder + SafeNames.file(name(attachment, inner)) + "/")
      case .bytes(let bytes):
        if attachment.isInline, bytes.count < logoSize { continue }
        out.append(
          MIMEAttachment(
            name: folder + fileName(attachment), type: attachment.type, bytes: bytes,
            problem: attachment.problem))
      case .none:
        guard let problem = attachment.problem else { continue }
        out.append(
          MIMEAttachment(
            name: folder + fileName(attachment), type: attachment.type, bytes: [],
            problem: problem))
      }
    }
    return out
  }

  /// Smaller pictures that the text shows are logos, not files that someone sent.
  private static let logoSize = 4_096

  private static func fileName(_ attachment: OutlookAttachment) -> String {
    attachment.name.isEmpty ? "unnamed" : SafeNames.file(attachment.name)
  }

  private static func name(_ attachment: OutlookAttachment, _ inner: OutlookItem) -> String {
    if !attachment.name.isEmpty { return attachment.name }
    return inner.subject.map(oneLine) ?? "message"
  }

  /// The fields of a header; nil where there is no mail's header in it.
  private static func fields(_ headers: String) -> MIMEMessage? {
    // What it says of its parts is of no use without them. Lines that continue one go with it.
    var kept: [Substring] = []
    var isKept = true
    for line in headers.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline) {
      if line.first != " ", line.first != "\t" {
        let name = line.prefix { $0 != ":" }.lowercased()
        isKept = !name.hasPrefix("content-") && name != "mime-version" && line.contains(":")
      }
      if isKept { kept.append(line) }
    }
    let text = kept.joined(separator: "\n") + "\n\n"
    return try? MIMEReader.message(in: Array(text.utf8))
  }

  private static func address(_ person: OutlookItem.Person) -> MIMEAddress {
    MIMEAddress(name: person.name.map(oneLine), address: person.address.map(oneLine))
  }

  private static func oneLine(_ text: String) -> String {
    text.unicodeScalars.split { $0.properties.generalCategory == .control || $0 == " " }
      .map(String.init).joined(separator: " ")
  }

  private static func identifiers(_ text: String) -> [String] {
    text.split { $0 == "<" || $0 == ">" || $0.isWhitespace }.map(String.init)
  }

  private static func charset(_ codePage: Int) -> String {
    switch codePage {
    case 65_001: "utf-8"
    case 20_127: "us-ascii"
    case 28_591...28_606: "iso-8859-\(codePage - 28_590)"
    case 50_220...50_222: "iso-2022-jp"
    case 20_866: "koi8-r"
    case 51_932: "euc-jp"
    case 54_936: "gb18030"
    default: "cp\(codePage)"
    }
  }
}
