// SPDX-License-Identifier: Apache-2.0

/// A page as a compact run of bytes, for the way from a worker and for the store.
///
/// What comes back is the page that went in, apart from rounding: coordinates and sizes to 1/100
/// point, shares and confidences to 1/10,000. `rounded` does the same rounding. Coordinates beyond
/// ±10 million points, and what is no number, are cut to that range.
public enum PagePacking {
  /// The first byte. Readers refuse later ones.
  static let version: UInt8 = 2

  public struct Malformed: Error, Sendable, Hashable {
    /// Where reading stopped making sense, from the start of the bytes.
    public var offset: Int

    public init(offset: Int) { self.offset = offset }
  }

  public static func pack(_ page: Page) -> [UInt8] {
    var out = PackWriter()
    out.bytes.reserveCapacity(256 + page.words.count * 20)
    out.bytes.append(version)
    out.text(page.source.hex)
    out.number(page.number)
    out.coordinate(page.width)
    out.coordinate(page.height)
    out.number(page.rotation)
    out.text(page.method.rawValue)
    out.share(page.confidence)
    out.text(page.bates)
    out.share(page.redactedShare)
    out.list(page.furniture) { $0.box($1) }
    out.list(page.stamps) { $0.text($1) }
    out.list(page.redactions) { out, redaction in
      out.box(redaction.box)
      out.text(redaction.kind.rawValue)
      out.list(redaction.codes) { $0.text($1) }
      out.text(redaction.textUnder.rawValue)
      out.text(redaction.hiddenText)
      out.share(redaction.confidence)
      out.number(redaction.withheldPages ?? -1)
    }
    out.list(page.exposures) { out, exposure in
      out.text(exposure.kind.rawValue)
      out.number(exposure.box == nil ? 0 : 1)
      if let box = exposure.box { out.box(box) }
      out.text(exposure.text)
      out.text(exposure.place)
      out.share(exposure.confidence)
    }
    out.text(page.discardedText)
    // Words by column, each number as the difference to the one before: most are one byte then.
    out.number(page.words.count)
    var line = 0
    for word in page.words {
      out.number(word.line &- line)
      line = word.line
      out.box(word.box)
    }
    for word in page.words { out.share(word.confidence) }
    for word in page.words { out.text(word.text) }
    return out.bytes
  }

  /// - Throws: `Malformed` for anything that `pack` did not make.
  public static func unpack(_ bytes: [UInt8]) throws -> Page { try unpackPage(bytes) }

  /// The page as it comes back from its packing.
  public static func rounded(_ value: Double, per unit: Double = 100) -> Double {
    Double(PackWriter.whole(value, per: unit)) / unit
  }

  private static func unpackPage(_ bytes: [UInt8]) throws(Malformed) -> Page {
    var input = PackReader(bytes: bytes)
    let made = try input.byte()
    guard (1...version).contains(made) else { throw Malformed(offset: 0) }
    let source = SourceID(hex: try input.text())
    let number = try input.number()
    let width = try input.coordinate()
    let height = try input.coordinate()
    var page = Page(source: source, number: number, width: width, height: height)
    page.rotation = try input.number()
    page.method = try input.name()
    page.confidence = try input.share()
    page.bates = try input.optionalText()
    page.redactedShare = try input.share() ?? 0
    page.furniture = try input.list { input throws(Malformed) in try input.box() }
    page.stamps = try input.list { input throws(Malformed) in try input.text() }
    page.redactions = try input.list { input throws(Malformed) in
      let box = try input.box()
      let kind: Redaction.Kind = try input.name()
      let codes = try input.list { input throws(Malformed) in try input.text() }
      let under: Redaction.TextUnder = try input.name()
      let hidden = try input.optionalText()
      var redaction = Redaction(
        box: box, kind: kind, codes: codes, textUnder: under, hiddenText: hidden,
        confidence: try input.share() ?? 0)
      let pages = made > 1 ? try input.number() : -1
      if pages >= 0 { redaction.withheldPages = pages }
      return redaction
    }
    if made > 1 { try readSecond(&page, from: &input) }
    var line = 0
    page.words = try input.list { input throws(Malformed) in
      line = line &+ (try input.number())
      return Word(text: "", box: try input.box(), line: line)
    }
    for index in page.words.indices { page.words[index].confidence = try input.share() }
    for index in page.words.indices { page.words[index].text = try input.text() }
    guard input.atEnd else { throw Malformed(offset: input.offset) }
    return page
  }

  /// What the second version added.
  private static func readSecond(
    _ page: inout Page, from input: inout PackReader
  ) throws(Malformed) {
    let number = page.number
    page.exposures = try input.list { input throws(Malformed) in
      let kind: Exposure.Kind = try input.name()
      let box = try input.number() == 0 ? nil : try input.box()
      return Exposure(
        kind: kind, page: number, box: box, text: try input.text(), place: try input.text(),
        confidence: try input.share() ?? 0)
    }
    page.discardedText = try input.optionalText()
  }
}
