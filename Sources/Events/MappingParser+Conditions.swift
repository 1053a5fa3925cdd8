// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import YAMLFiles

extension MappingParser {
  /// `when`: columns with their tests, or a list of such lists.
  func conditions(_ node: YAMLNode) throws(MappingError) -> [[EventTemplate.Condition]] {
    var out: [[EventTemplate.Condition]] = []
    for group in node.list() {
      var all: [EventTemplate.Condition] = []
      for entry in try group.entries("when") {
        all.append(EventTemplate.Condition(column: entry.key, test: try test(entry.value)))
      }
      out.append(all)
    }
    return out
  }

  private func test(_ node: YAMLNode) throws(MappingError) -> CellTest {
    if node.isText { return .glob(Glob(try node.text("a condition"))) }
    if node.isList {
      var any: [CellTest] = []
      for element in node.list() {
        if element.isList { throw element.error("a list of conditions cannot hold another") }
        any.append(try test(element))
      }
      return .any(any)
    }
    let keys = ["not", "says", "regex", "blank", "at least", "at most"]
    let fields = try node.fields("a condition", allowed: keys)
    var all: [CellTest] = []
    for key in keys {
      guard let value = fields[key] else { continue }
      switch key {
      case "not": all.append(.not(try test(value)))
      case "says": all.append(.says(try phrases(value)))
      case "regex": all.append(.regex(try expression(value)))
      case "blank": all.append(.blank(try value.flag("blank")))
      default:
        guard let number = Double(try value.text(key)) else {
          throw value.error("`\(key)` needs a number")
        }
        all.append(key == "at least" ? .atLeast(number) : .atMost(number))
      }
    }
    return all.count == 1 ? all[0] : .all(all)
  }

  /// - Parameter base: the file's own time, whose zone, order and formats hold unless said anew.
  func time(_ node: YAMLNode, _ base: TimeSource?) throws(MappingError) -> TimeSource {
    var out = TimeSource(
      place: .none, formats: base?.formats ?? [], reader: base?.reader ?? TimeReader(),
      zone: base?.zone)
    if node.isText {
      let text = try node.text("time")
      if text != "none" { out.place = .column(text) }
      return out
    }
    let fields = try node.fields(
      "time", allowed: ["column", "date", "time", "formats", "zone", "order"])
    switch (fields["column"], fields["date"], fields["time"]) {
    case (let column?, nil, nil): out.place = .column(try column.text("column"))
    case (nil, let date?, let time?):
      out.place = .dateAndTime(try date.text("date"), try time.text("time"))
    case (nil, let date?, nil): out.place = .column(try date.text("date"))
    default: throw node.error("time is a `column`, or a `date` and a `time`")
    }
    if let order = fields["order"] {
      out.reader.order = try choice(
        order, "order", TimeReader.Order.init, TimeReader.Order.allCases)
    }
    if let formats = fields["formats"] {
      out.formats = []
      for format in formats.list() {
        let text = try format.text("a format")
        if text == "auto" { continue }
        do throws(TimeFormat.Problem) {
          out.formats.append(try TimeFormat(text))
        } catch {
          throw format.error("'\(text)' is no format of times: \(error.message)")
        }
      }
    }
    if let zone = fields["zone"] {
      let name = try zone.text("zone")
      guard let found = Self.zone(name) else {
        throw zone.error(
          "there is no time zone '\(name)'"
            + NearestWord.hint(name, among: TimeZone.knownTimeZoneIdentifiers.sorted())
            + "; write an IANA name such as America/Chicago")
      }
      out.zone = found
    }
    return out
  }

  /// Abbreviations such as "CST" are left out: they do not say when the clocks change.
  private static func zone(_ name: String) -> TimeZone? {
    if name == "UTC" || name == "GMT" { return TimeZone(identifier: "GMT") }
    return name.contains("/") ? TimeZone(identifier: name) : nil
  }
}
