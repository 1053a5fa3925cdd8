// SPDX-License-Identifier: Apache-2.0

/// Consecutive lines that head an e-mail.
struct HeaderBlock {
  /// How it is laid out.
  enum Form {
    /// Labelled lines, a "From:" among them.
    case labelled
    /// "Name <address>" and the date on one line, then "To:".
    case web
    /// Name, then date, each without a label, then "To:".
    case unlabelled
  }

  struct Value {
    var bytes: [UInt8]
    var covers: [Cover]
    /// The views it stands on.
    var views: [Int]
    var label: [UInt8]

    var isCovered: Bool { !covers.isEmpty }
    /// Covers and codes, nothing that can be read.
    var isHidden: Bool {
      let readable = bytes.filter { $0 != Line.mark }[...].trimmed()
      return readable.isEmpty ? isCovered : ExemptionCode.isCode(readable)
    }
  }

  var form: Form
  /// Indices of its views.
  var range: Range<Int>
  var fields: [HeaderLabel.Field: Value]
  /// In the order in which they stand.
  var order: [HeaderLabel.Field]
  var labels: Int = 0
  /// Its values stand in a column of their own, apart from the labels.
  var isTabbed = false
  /// Its first label has no colon.
  var isBare = false
  /// In which all its labels are.
  var languages = MailLanguage.Bits.max

  func value(_ field: HeaderLabel.Field) -> Value? { fields[field] }

  var date: DateReading? { fields[.date].flatMap { DateReading.first(in: $0.bytes[...]) } }

  var subject: Bytes? {
    fields[.subject].flatMap { $0.isCovered ? nil : $0.bytes[...].trimmed() }
  }

  /// Alike for blocks that one program printed.
  var signature: [UInt8] {
    var out: [UInt8] = []
    for field in order where field == .from || field == .date || field == .to || field == .subject {
      out += fields[field]?.label ?? []
      out.append(.space)
    }
    if isTabbed { out.append(UInt8(ascii: "|")) }
    return out
  }

  /// Whether it heads an e-mail and not a memo, a fax or a form, which have such labels too but
  /// tell neither the time of day nor an address. With `introduced`, a line above it says that
  /// an e-mail follows.
  func isMail(introduced: Bool) -> Bool {
    let from = fields[.from], to = fields[.to], subject = fields[.subject], when = fields[.date]
    let others = [to, subject, fields[.cc]].count { $0 != nil }
    let date = self.date
    let isSent = when.map { HeaderLabel.isSent($0.label) } ?? false
    let address = fields.contains { $0.key != .subject && $0.value.bytes.contains(0x40) }
    if introduced {
      let known = (from == nil ? 0 : 1) + (when == nil ? 0 : 1) + others
      return known >= 2 && (from != nil || (date?.hasTime ?? false))
    }
    guard others > 0 else { return false }
    if let when {
      let timed = date?.hasTime ?? false
      let hidden = when.isHidden
      let garbled = date == nil && isSent && when.bytes.contains(where: \.isDigit)
      if from != nil {
        if timed { return true }
        return isSent && (date != nil || hidden || garbled) || address && (date != nil || hidden)
      }
      return timed && to != nil && subject != nil
    }
    return from != nil && to != nil && subject != nil && address
  }
}
