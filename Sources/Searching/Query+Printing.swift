// SPDX-License-Identifier: Apache-2.0

extension Query: CustomStringConvertible {
  /// The query as it would be written; `Query(description)` is the same query.
  package var description: String {
    switch self {
    case .term(let term): term.description
    case .near(let terms, let within):
      terms.map(\.description).joined(separator: " NEAR/\(within) ")
    case .inField(let field, let query): field.rawValue + ":" + query.inField
    case .zone(let zone): "in:" + zone.rawValue
    case .date(let span): span.description
    case .bates(let text): "bates:" + Self.value(text)
    case .code(let key, let isPrefix): "code:" + key + (isPrefix ? "*" : "")
    case .has(let trait): "has:" + trait.rawValue
    case .kind(let kind): "kind:" + kind.rawValue
    case .source(let name): "source:" + Self.value(name)
    case .not(let query): "-" + query.grouped { !$0.isSimple }
    case .all(let queries):
      queries.map { $0.grouped { $0.isAll || $0.isAny } }.joined(separator: " ")
    case .any(let queries): queries.map { $0.grouped(\.isAny) }.joined(separator: " OR ")
    }
  }

  private var inField: String {
    if case .term(let term) = self { term.description } else { "(\(description))" }
  }

  private func grouped(_ needsGroup: (Query) -> Bool) -> String {
    needsGroup(self) ? "(\(description))" : description
  }

  private var isAll: Bool { if case .all = self { true } else { false } }
  private var isAny: Bool { if case .any = self { true } else { false } }

  private var isSimple: Bool {
    switch self {
    case .near, .not, .all, .any: false
    default: true
    }
  }

  private static func value(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && !"()\"".utf8.contains($0) && $0 < 0x80 }
    return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}

extension Term: CustomStringConvertible {
  package var description: String {
    (isFuzzy ? "~" : "")
      + (isQuoted ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text)
      + (isPrefix ? "*" : "")
  }
}

extension DateSpan: CustomStringConvertible {
  package var description: String {
    switch self {
    case .range(let from?, let to?) where from == to: "date:\(from)"
    case .range(let from, let to):
      "date:" + (from?.description ?? "") + ".." + (to?.description ?? "")
    case .before(let date): "before:\(date)"
    case .after(let date): "after:\(date)"
    }
  }
}
