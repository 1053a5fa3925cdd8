// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import GMime

/// What another parser says of a message, and how ours differs: its headers, what is enclosed with
/// it, its text.
struct ExpectedParse {
  let whole: [String: Any]

  init(_ whole: [String: Any]) { self.whole = whole }

  init?(json: Data) {
    guard let whole = try? JSONSerialization.jsonObject(with: json) as? [String: Any] else {
      return nil
    }
    self.whole = whole
  }

  private var parts: [[String: Any]] { whole["parts"] as? [[String: Any]] ?? [] }

  private func part(_ index: Int) -> [String: Any] {
    parts.indices.contains(index) ? parts[index] : [:]
  }

  private func ids(_ key: String) -> [Int] { whole[key] as? [Int] ?? [] }

  /// The value of the first header of a name.
  private func header(_ name: String, of index: Int = 0) -> [String: Any]? {
    let all = part(index)["headers"] as? [[String: Any]] ?? []
    return all.first { ($0["name"] as? String)?.lowercased() == name }?["value"] as? [String: Any]
  }

  // MARK: What it expects

  private func people(_ name: String) -> [String] {
    guard let value = header(name)?["Address"] as? [String: Any] else { return [] }
    func text(_ one: [String: Any]) -> String {
      let (name, address) = (one["name"] as? String, one["address"] as? String)
      return Self.plain([name, address].compactMap { $0 }.joined(separator: " | "))
    }
    if let list = value["List"] as? [[String: Any]] { return list.map(text).filter { !$0.isEmpty } }
    return (value["Group"] as? [[String: Any]] ?? []).flatMap { group -> [String] in
      let members = (group["addresses"] as? [[String: Any]] ?? []).map(text)
      if !members.isEmpty { return members }
      return [group["name"] as? String].compactMap { $0.map(Self.plain) }
    }.filter { !$0.isEmpty }
  }

  private func text(_ name: String) -> String? {
    guard let value = header(name) else { return nil }
    if let text = value["Text"] as? String { return Self.plain(text) }
    return (value["TextList"] as? [String])?.joined(separator: " ")
  }

  /// Seconds since 1970 UTC.
  private var date: Int64? {
    guard let value = header("date")?["DateTime"] as? [String: Any] else { return nil }
    func number(_ key: String) -> Int { value[key] as? Int ?? 0 }
    var parts = DateComponents()
    (parts.year, parts.month, parts.day) = (number("year"), number("month"), number("day"))
    (parts.hour, parts.minute, parts.second) = (number("hour"), number("minute"), number("second"))
    parts.timeZone = TimeZone(secondsFromGMT: 0)
    guard let local = Calendar(identifier: .gregorian).date(from: parts) else { return nil }
    let zone = Int64(number("tz_hour") * 3_600 + number("tz_minute") * 60)
    return Int64(local.timeIntervalSince1970)
      + (value["tz_before_gmt"] as? Bool == true ? zone : -zone)
  }

  /// Text parts that a reader is shown in their place without a name count as text here, wherever
  /// the other parser puts them.
  private var shownAsText: [Int] {
    ids("attachments").filter { id in
      let type = header("content_type", of: id)?["ContentType"] as? [String: Any]
      let disposition = header("content_disposition", of: id)?["ContentType"] as? [String: Any]
      let names = ((type?["attributes"] as? [[String: Any]]) ?? []).filter {
        $0["name"] as? String == "name"
      }
      let isText = type.map { $0["c_type"] as? String == "text" } ?? true
      return isText && names.isEmpty && disposition == nil
        && (part(id)["body"] as? [String: Any])?["Message"] == nil
    }
  }

  private var isAlternative: Bool {
    let type = header("content_type")?["ContentType"] as? [String: Any]
    return type?["c_subtype"] as? String == "alternative"
  }

  private var attachmentCount: Int { ids("attachments").count - shownAsText.count }

  private var bodyText: String {
    let shown = ids("text_body") + (isAlternative ? [] : shownAsText)
    return Set(shown).sorted().compactMap { id -> String? in
      guard let body = part(id)["body"] as? [String: Any] else { return nil }
      if let text = body["Text"] as? String { return text }
      return (body["Html"] as? String).map { HTMLText.lines($0).joined(separator: "\n") }
    }.joined(separator: "\n")
  }

  private var enclosed: [ExpectedParse] {
    parts.compactMap { part in
      ((part["body"] as? [String: Any])?["Message"] as? [String: Any]).map(ExpectedParse.init)
    }
  }

  // MARK: How ours differs

  /// A line for each difference, such as `subject: "a" is not "b"`.
  func differences(from mail: MIMEMessage) -> [String] {
    var out: [String] = []
    func compare(_ what: String, _ mine: String, _ theirs: String) {
      if Self.isSame(mine, theirs) { return }
      let (a, b) = (mine.prefix(300).debugDescription, theirs.prefix(300).debugDescription)
      out.append("\(what): \(a) is not \(b)")
    }
    func list(_ all: [MIMEAddress]) -> String {
      all.map { Self.plain([$0.name, $0.address].compactMap { $0 }.joined(separator: " | ")) }
        .joined(separator: "; ")
    }
    compare("from", list(mail.from), people("from").joined(separator: "; "))
    compare("to", list(mail.to), people("to").joined(separator: "; "))
    compare("cc", list(mail.cc), people("cc").joined(separator: "; "))
    compare("bcc", list(mail.bcc), people("bcc").joined(separator: "; "))
    compare("subject", Self.plain(mail.subject ?? ""), text("subject") ?? "")
    compare("date", mail.dateSeconds.map { "\($0)" } ?? "", date.map { "\($0)" } ?? "")
    compare("message-id", mail.messageID ?? "", text("message_id") ?? "")
    compare("in-reply-to", mail.inReplyTo.joined(separator: " "), text("in_reply_to") ?? "")
    compare("references", mail.references.joined(separator: " "), text("references") ?? "")
    compare("text", Self.plain(mail.bodyLines.joined(separator: "\n")), Self.plain(bodyText))
    compare("attachments", "\(mail.attachments.count)", "\(attachmentCount)")
    let inner = enclosed
    compare("enclosed", "\(mail.enclosed.count)", "\(inner.count)")
    for (number, (mine, theirs)) in zip(mail.enclosed, inner).enumerated() {
      out += theirs.differences(from: mine).map { "enclosed \(number + 1): \($0)" }
    }
    return out
  }

  /// A sign that the other parser could not decode stands for any in ours.
  private static func isSame(_ mine: String, _ theirs: String) -> Bool {
    if mine == theirs { return true }
    let (a, b) = (Array(mine.unicodeScalars), Array(theirs.unicodeScalars))
    return a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || $1 == "\u{FFFD}" }
  }

  /// White space single, quote marks of flowed text aside.
  static func plain(_ text: String) -> String {
    text.split { $0.isWhitespace || $0 == "\u{0}" || $0 == "\u{FEFF}" }.joined(separator: " ")
  }
}
