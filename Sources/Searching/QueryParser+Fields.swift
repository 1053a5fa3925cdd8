// SPDX-License-Identifier: Apache-2.0

/// The fields that are no text: each takes a value of its own kind.
enum FilterField: String, CaseIterable {
  case zone = "in"
  case date, before, after, bates, code, has, kind, source
}

extension QueryParser {
  static let fields = TextField.allCases.map(\.rawValue) + FilterField.allCases.map(\.rawValue)

  /// What a field asks for; the token is its name.
  mutating func value(of name: String) throws(QueryError) -> Query {
    if let enclosing {
      throw error(
        "Within \(enclosing.rawValue):(…) only words may stand.",
        allowed: ["a word", "\"a phrase\"", "begin*", "NEAR/5", "OR", "-"])
    }
    if let field = TextField(rawValue: name) {
      guard lexer.isAttached else { throw missing(name) }
      try advance()
      return try text(of: field)
    }
    guard let field = FilterField(rawValue: name) else {
      throw error(
        "“\(name)” is no field; words with a colon in them are put in quotation marks.",
        allowed: Self.fields.map { $0 + ":" },
        nearest: NearestName.of(name, among: Self.fields).map { $0 + ":" })
    }
    guard let (text, range) = try lexer.value(), !text.isEmpty else { throw missing(name) }
    // Errors from here on are about the value.
    token.range = range
    let query = try filter(field, text)
    try advance()
    return query
  }

  private func filter(_ field: FilterField, _ text: String) throws(QueryError) -> Query {
    switch field {
    case .zone: return .zone(try choice(text, of: field))
    case .has: return .has(try choice(text, of: field))
    case .kind: return .kind(try choice(text, of: field))
    case .date: return .date(try span(text))
    case .before: return .date(.before(try date(text, of: field)))
    case .after: return .date(.after(try date(text, of: field)))
    case .source: return .source(text)
    case .bates:
      guard text.utf8.contains(where: { $0 >= 48 && $0 <= 57 }) else {
        throw error(
          "bates: takes a number or a range of numbers.",
          allowed: ["bates:FPD000012", "bates:\"FPD 12-15\"", "bates:FPD000012..FPD000015"])
      }
      return .bates(text)
    case .code:
      let isPrefix = text.hasSuffix("*")
      let key = ExemptionKey.of(text)
      guard key.utf8.count >= 2 else {
        throw error(
          "code: takes an exemption code.", allowed: ["code:b7c", "code:(b)(7)(C)", "code:b7*"])
      }
      return .code(key, isPrefix: isPrefix)
    }
  }

  private func choice<Value: RawRepresentable & CaseIterable>(
    _ text: String, of field: FilterField
  ) throws(QueryError) -> Value where Value.RawValue == String {
    if let value = Value(rawValue: text.lowercased()) { return value }
    let names = Value.allCases.map(\.rawValue)
    throw error(
      "“\(text)” is nothing that \(field.rawValue): knows.",
      allowed: names.map { "\(field.rawValue):\($0)" },
      nearest: NearestName.of(text, among: names).map { "\(field.rawValue):\($0)" })
  }

  private static let dates = ["2016", "2016-03", "2016-03-05"]

  private func date(_ text: some StringProtocol, of field: FilterField) throws(QueryError)
    -> PartialDate
  {
    guard let date = PartialDate(text) else {
      throw error(
        "“\(text)” is no date.", allowed: Self.dates.map { "\(field.rawValue):\($0)" })
    }
    return date
  }

  private func span(_ text: String) throws(QueryError) -> DateSpan {
    guard let dots = text.firstRange(of: "..") else {
      let date = try date(text, of: .date)
      return .range(from: date, to: date)
    }
    let (head, tail) = (text[..<dots.lowerBound], text[dots.upperBound...])
    let from = head.isEmpty ? nil : try date(head, of: .date)
    let to = tail.isEmpty ? nil : try date(tail, of: .date)
    guard from != nil || to != nil else {
      throw error(
        "A range of dates needs one end at least.",
        allowed: ["date:2016..2017", "date:2016-03..", "date:..2017"])
    }
    if let from, let to, from.start >= to.end {
      throw error("This range of dates ends before it begins.", allowed: ["date:\(to)..\(from)"])
    }
    return .range(from: from, to: to)
  }

  private func missing(_ name: String) -> QueryError {
    error(
      "\(name): must be followed by its value without a space between.",
      allowed: ["\(name):\(Self.sample[name] ?? "word")"])
  }

  private static let sample = [
    "in": "new", "date": "2016..2017", "before": "2016-03-05", "after": "2016-03-05",
    "bates": "FPD000012", "code": "b7c", "has": "redaction", "kind": "page",
    "source": "letters.pdf",
  ]
}

/// An exemption code as searches compare it.
package enum ExemptionKey {
  /// Letters in lower case, digits and full stops: `b7c` for "(b)(7)(C)", "B7C" and "b-7(c)".
  package static func of(_ code: String) -> String {
    String(
      decoding: code.utf8.compactMap { byte -> UInt8? in
        switch byte {
        case 48...57, 97...122, UInt8(ascii: "."): byte
        case 65...90: byte | 0x20
        default: nil
        }
      }, as: UTF8.self)
  }
}
