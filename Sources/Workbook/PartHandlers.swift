// SPDX-License-Identifier: Apache-2.0

/// The relations of a part: which other parts it names, by their ids.
final class RelationsHandler: XMLHandler {
  struct Relation {
    var target: String
    /// The last word of its type: "worksheet".
    var kind: String
  }

  private(set) var relations: [String: Relation] = [:]

  func start(_ name: XMLName, _ attributes: PartAttributes) {
    guard name == .relationship, let id = attributes[.relationID],
      let target = attributes[.target], attributes[.targetMode] != "External"
    else { return }
    let kind = attributes[.type]?.split(separator: "/").last.map(String.init) ?? ""
    relations[id] = Relation(target: target, kind: kind)
  }

  func end(_ name: XMLName) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The sheets of a workbook, in its order.
final class BookHandler: XMLHandler {
  private(set) var from1904 = false
  private(set) var sheets: [(name: String, isHidden: Bool, relation: String)] = []

  func start(_ name: XMLName, _ attributes: PartAttributes) {
    if name == .workbookPr {
      let flag = attributes[.date1904]
      from1904 = flag == "1" || flag == "true"
    } else if name == .sheet {
      sheets.append(
        (
          RichText.unescaped(Array((attributes[.name] ?? "").utf8)),
          attributes[.state].map { $0 != "visible" } ?? false, attributes[.id] ?? ""
        ))
    }
  }

  func end(_ name: XMLName) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// What each cell style shows of a number, by the style's index.
final class StylesHandler: XMLHandler {
  private var codes: [Int: String] = [:]
  private var ids: [Int] = []
  private var inCellFormats = false

  var formats: [NumberFormat] {
    ids.map { id in codes[id].map { NumberFormat(code: $0) } ?? NumberFormat(builtIn: id) }
  }

  func start(_ name: XMLName, _ attributes: PartAttributes) {
    switch name {
    case .cellXfs: inCellFormats = true
    case .numFmt:
      if let id = attributes[.numFmtId].flatMap({ Int($0) }) {
        codes[id] = attributes[.formatCode] ?? ""
      }
    case .xf where inCellFormats: ids.append(attributes[.numFmtId].flatMap { Int($0) } ?? 0)
    default: break
    }
  }

  func end(_ name: XMLName) { if name == .cellXfs { inCellFormats = false } }
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The texts that cells name by a number.
final class SharedTextsHandler: XMLHandler {
  private(set) var texts: [String] = []
  private var current = RichText()

  func start(_ name: XMLName, _ attributes: PartAttributes) {
    if name == .si { current.begin() } else { current.start(name) }
  }

  func end(_ name: XMLName) {
    if name == .si { texts.append(current.value) } else { current.end(name) }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) { current.text(bytes) }
}
