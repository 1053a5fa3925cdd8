// SPDX-License-Identifier: Apache-2.0

import Evidence
import PDFium

/// What a PDF document exposes beside its pages. `DocumentExposures` says what counts, `Revisions`
/// what counts of its earlier states.
extension OpenPDF {
  func exposures(_ pages: [Page]) throws(ReadingError) -> [Exposure] {
    let rules = DocumentExposures(pages: pages)
    let document = try fresh()
    var found: [Exposure] = []
    if rules.isWithholding {
      found += titles(document, rules)
      found += metadata(document, rules)
      found += alternatives(document, rules, pages)
      found += embedded(rules)
    }
    found += fields(document, rules, pages)
    found += Revisions.exposures(
      of: raw, library: library, password: options.password, pages: pages, pageCount: pageCount)
    return found
  }

  private func titles(_ document: PDFDocument, _ rules: DocumentExposures) -> [Exposure] {
    var found = document.bookmarks().enumerated().compactMap { index, title in
      rules.withheldPart(of: title).map {
        Exposure(
          kind: .bookmark, text: $0.text, place: "bookmark \(index + 1)",
          confidence: $0.sure ? 0.95 : 0.7)
      }
    }
    guard mentions("/PageLabels") else { return found }
    for index in 0..<min(document.pageCount, 5_000) {
      let label = document.pageLabel(index)
      // Labels are short: only what is known to be withheld, or looks like a name, is one.
      guard label.utf8.count > 4, let part = rules.withheldPart(of: label) else { continue }
      found.append(
        Exposure(
          kind: .metadata, page: index + 1, text: part.text, place: "the page's label",
          confidence: part.sure ? 0.95 : 0.6))
    }
    return found
  }

  private static let described = [
    ("Title", "title"), ("Subject", "subject"), ("Keywords", "keywords"),
    ("Description", "description"), ("Comments", "comments"), ("Category", "category"),
  ]
  private static let made = [
    ("Author", "author"), ("Creator", "creator"), ("Producer", "producer"),
    ("Company", "company"), ("Manager", "manager"),
  ]

  private func metadata(_ document: PDFDocument, _ rules: DocumentExposures) -> [Exposure] {
    var found: [Exposure] = []
    var seen: Set<String> = []
    func ask(_ text: String, _ place: String, suspicious: Bool) {
      guard let part = rules.withheldPart(of: text, suspicious: suspicious),
        seen.insert(TextLetters.key(text)).inserted
      else { return }
      found.append(
        Exposure(
          kind: .metadata, text: part.text, place: place, confidence: part.sure ? 0.95 : 0.7))
    }
    for (key, name) in Self.described {
      ask(document.information(key), "the document's \(name)", suspicious: true)
    }
    for (key, name) in Self.made {
      ask(document.information(key), "the document's \(name)", suspicious: false)
    }
    for packet in packets(document) {
      for entry in XMPEntries.find(in: packet) {
        ask(entry.text, "the document's metadata (\(entry.name))", suspicious: entry.isDescription)
      }
    }
    return found
  }

  /// The XMP packets of the file as text; most writers leave them unpacked, as the standard asks.
  private func packets(_ document: PDFDocument) -> [String] {
    let (opening, closing) = ("<x:xmpmeta", "</x:xmpmeta>")
    guard let raw else { return [] }
    if raw.first("/Encrypt") != nil {
      guard raw.count < 32 << 20, let copy = document.plainCopy(limit: 64 << 20) else { return [] }
      let all = String(decoding: copy, as: UTF8.self)
      return all.components(from: opening, to: closing, limit: 8)
    }
    return raw.all(opening, limit: 8).compactMap { start in
      guard let end = raw.first(closing, from: start), end - start < 1 << 20 else { return nil }
      return String(decoding: raw.bytes(start..<end), as: UTF8.self)
    }
  }

  /// Texts that stand for pictures and words to those who cannot see them. A description is no
  /// exposure for naming who is on a picture: only what is known to be withheld counts there.
  private func alternatives(
    _ document: PDFDocument, _ rules: DocumentExposures, _ pages: [Page]
  ) -> [Exposure] {
    guard ["/ActualText", "/Alt ", "/Alt(", "/Alt<"].contains(where: mentions) else { return [] }
    var found: [Exposure] = []
    for page in pages where !page.redactions.isEmpty || !page.exposures.isEmpty {
      guard let pdf = try? document.page(page.number - 1) else { continue }
      var seen: Set<String> = []
      for (text, actual) in pdf.alternatives() {
        guard let part = rules.withheldPart(of: text, suspicious: actual),
          seen.insert(TextLetters.key(text)).inserted
        else { continue }
        found.append(
          Exposure(
            kind: .metadata, page: page.number, text: part.text,
            place: actual ? "text given for the page's words" : "an alternative text",
            confidence: part.sure ? 0.95 : 0.7))
      }
    }
    return found
  }

  // MARK: Form fields

  /// Values of form fields that no page shows.
  private func fields(
    _ document: PDFDocument, _ rules: DocumentExposures, _ pages: [Page]
  ) -> [Exposure] {
    guard document.hasForm, let form = PDFForm(document) else { return [] }
    let shown = " \(DocumentExposures.visibleKey(pages)) "
    var found: [Exposure] = []
    var seen: Set<String> = []
    for page in pages.prefix(2_000) {
      guard let pdf = try? document.page(page.number - 1) else { continue }
      let space = PageSpace(box: pdf.box, turns: 0)
      for widget in pdf.annotations(form: form) where widget.field != nil {
        // A field without a look of its own is drawn by whoever shows the page.
        guard widget.field != .other, !widget.secret, widget.hidden || widget.hasAppearance else {
          continue
        }
        let value = pdf.value(of: widget, form: form)
        let key = TextLetters.key(value)
        guard TextLetters.count(value) > 2, !shown.contains(" \(key) "),
          // Shown, if broken into lines or cells.
          !Self.isShown(key, in: shown),
          !page.exposures.contains(where: { TextLetters.key($0.text).contains(key) }),
          rules.withheldPart(of: value) != nil || !SensitiveWords.find(in: value).isEmpty
            || (rules.isWithholding && widget.hidden && Self.isTelling(key)),
          seen.insert(key).inserted
        else { continue }
        found.append(
          Exposure(
            kind: .formField, page: page.number, box: space.upright(widget.rect).rounded,
            text: value, place: widget.hidden ? "a hidden field" : "a field that shows less",
            confidence: 0.9))
      }
    }
    return found
  }

  private static func isShown(_ key: String, in shown: String) -> Bool {
    let words = key.split(separator: " ")
    return words.allSatisfy { shown.contains(" \($0) ") }
      || shown.filter { $0 != " " }.contains(key.filter { $0 != " " })
  }

  private static func isTelling(_ key: String) -> Bool {
    key.split(separator: " ").contains { !OrdinaryWords.contains($0) && $0.utf8.count > 2 }
  }

  // MARK: Files within

  /// What files within the file say of what its pages withhold.
  private func embedded(_ rules: DocumentExposures) -> [Exposure] {
    guard let files = try? files() else { return [] }
    var found: [Exposure] = []
    for (index, file) in files.prefix(50).enumerated() {
      var texts = [file.name]
      if let bytes = file.bytes(limit: 16 << 20) { texts += text(of: bytes) }
      for text in texts {
        guard let part = rules.withheldPart(of: text) else { continue }
        let phrases = SensitiveWords.find(in: text).filter { !rules.isVisible($0) }
        let words =
          phrases.isEmpty
          ? String(part.text.prefix(2_000))
          : phrases.prefix(50).joined(
            separator: "; ")
        found.append(
          Exposure(
            kind: .embeddedFile, text: words, place: "file \(index + 1) within the document",
            confidence: part.sure ? 0.95 : 0.7))
        break
      }
    }
    return found
  }

  /// The text of a PDF document or of a plain text; none of anything else.
  private func text(of bytes: [UInt8]) -> [String] {
    if bytes.starts(with: "%PDF".utf8) {
      guard let document = try? library.open(bytes, password: options.password) else { return [] }
      return (0..<min(document.pageCount, 50)).compactMap { index in
        guard let page = try? document.page(index), let text = page.text() else { return nil }
        let layer = TextLayer(text, space: PageSpace(box: page.box, turns: page.quarterTurns))
        return TextWord.words(of: layer, hidden: []).map(\.text).joined(separator: " ")
      }
    }
    guard bytes.count < 4 << 20, !bytes.contains(0),
      let text = String(validating: bytes, as: UTF8.self)
    else { return [] }
    return [text]
  }
}

extension String {
  /// The stretches from one mark to the next of another.
  fileprivate func components(from opening: String, to closing: String, limit: Int) -> [String] {
    var out: [String] = []
    var rest = self[...]
    while out.count < limit, let start = rest.firstRange(of: opening)?.lowerBound,
      let end = rest[start...].firstRange(of: closing)?.lowerBound
    {
      out.append(String(rest[start..<end]))
      rest = rest[end...]
    }
    return out
  }
}
