// SPDX-License-Identifier: Apache-2.0

/// The objects that listings print and reports publish, with the keys of `docs/FORMATS.md`.
///
/// A key is absent where it does not apply and `null` where its value is unknown. Times are given
/// in the zone the caller names.
extension Citation {
  public var object: JSONObject {
    var out = JSONObject()
    out["source"] = .string(source.hex)
    switch place {
    case .page(let number, let bates, let boxes):
      out["page"] = .int(number)
      out["bates"] = .orNull(bates)
      out["boxes"] = .array(boxes.map(\.value))
    case .row(let sheet, let row):
      out["sheet"] = .orNull(sheet)
      out["row"] = .int(row)
    case .mail(let index): out["mail"] = .int(index)
    case .line(let line): out["line"] = .int(line)
    }
    out["quote"] = .string(quote)
    return out
  }

  /// For one cell of a table or one line of a terminal: "FPD 000123", "9f86d081884c p. 3",
  /// "9f86d081884c Sheet1 row 12".
  public var label: String {
    switch place {
    case .page(let number, let bates, _): bates ?? "\(source.short) p. \(number)"
    case .row(let sheet, let row):
      [source.short, sheet, "row \(row)"].compactMap { $0 }.joined(separator: " ")
    case .mail(let index): "\(source.short) mail \(index)"
    case .line(let line): "\(source.short) line \(line)"
    }
  }
}

extension Box {
  public var value: JSONValue {
    .array([x0, y0, x1, y1].map { .double(($0 * 100).rounded() / 100) })
  }
}

extension Failure {
  public var object: JSONObject {
    var out = JSONObject()
    if let page { out["page"] = .int(page) }
    if let sheet { out["sheet"] = .string(sheet) }
    if let row { out["row"] = .int(row) }
    out["reason"] = .string(reason.rawValue)
    out["detail"] = .string(detail)
    return out
  }
}

extension Source {
  /// - Parameter account: of a file that holds many messages or files.
  public func object(
    pages: Int, messages: Int, rows: Int, failures: [Failure], account: ArchiveAccount? = nil,
    added: String
  ) -> JSONObject {
    var out = JSONObject()
    out["id"] = .string(id.hex)
    out["name"] = .string(name)
    out["kind"] = .string(kind.rawValue)
    out["bytes"] = .int(bytes)
    out["pages"] = .int(pages)
    out["messages"] = .int(messages)
    out["rows"] = .int(rows)
    out["failures"] = .array(failures.map { .object($0.object) })
    if let account { out["account"] = .object(account.object) }
    if let parent { out["parent"] = .string(parent.hex) }
    out["added"] = .string(added)
    return out
  }
}

extension Page {
  public var object: JSONObject {
    var out = JSONObject()
    out["source"] = .string(source.hex)
    out["page"] = .int(number)
    out["bates"] = .orNull(bates)
    out["words"] = .int(words.count)
    out["chars"] = .int(words.reduce(0) { $0 + $1.text.count })
    out["method"] = .string(method.rawValue)
    if discardedText != nil { out["layer_discarded"] = .bool(true) }
    if method == .ocr { out["confidence"] = confidence.map { .double($0) } ?? .null }
    out["redacted_share"] = .double(redactedShare)
    out["codes"] = .strings(codes)
    out["stamps"] = .strings(stamps)
    out["rotation"] = .int(rotation)
    return out
  }
}

extension Redaction {
  /// The hidden words stand in it only with `reveal`.
  public func object(on page: Page, reveal: Bool = false) -> JSONObject {
    var out = JSONObject()
    out["source"] = .string(page.source.hex)
    out["page"] = .int(page.number)
    out["bates"] = .orNull(page.bates)
    out["box"] = box.value
    out["kind"] = .string(kind.rawValue)
    out["codes"] = .strings(codes)
    out["text_under"] = .string(textUnder.rawValue)
    out["confidence"] = .double(confidence)
    if let withheldPages { out["withheld_pages"] = .int(withheldPages) }
    if reveal, let hiddenText { out["hidden_text"] = .string(hiddenText) }
    return out
  }
}

extension Exposure {
  /// The words stand in it only with `reveal`.
  public func object(of source: SourceID, bates: String?, reveal: Bool = false) -> JSONObject {
    var out = JSONObject()
    out["source"] = .string(source.hex)
    if let page { out["page"] = .int(page) }
    out["bates"] = .orNull(bates)
    if let box { out["box"] = box.value }
    out["kind"] = .string(kind.rawValue)
    out["place"] = .string(place)
    out["letters"] = .int(letters)
    out["confidence"] = .double(confidence)
    if reveal { out["text"] = .string(text) }
    return out
  }
}
