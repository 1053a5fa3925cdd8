// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Tells what stands in a column, cell by cell.
struct ColumnProfiler {
  private var rows = 0
  private var blank = 0
  private var withheld = 0
  private var distinct = DistinctCounter()
  private var times = TimeTally()
  private var numbers = NumberTally()
  /// Of the cells looked at closely: those with words of persons' and agencies' names, tokens, lists.
  private var looked = 0
  private var persons = 0
  private var surnamesFirst = 0
  private var agencies = 0
  private var tokens = 0
  private var lists = 0
  private var length = 0
  private var least: String?
  private var greatest: String?
  private static let lookedAt = 50_000
  private static let commonKept = 40

  /// - Parameter isWithheld: of a text, whether it marks a cell that was withheld.
  mutating func add(_ cell: String?, row: Int, isWithheld: (String) -> Bool) {
    rows += 1
    guard let cell, !Header.isBlank(cell) else {
      blank += 1
      return
    }
    if isWithheld(cell) {
      withheld += 1
      return
    }
    distinct.add(cell)
    let bytes = cell.utf8
    if let first = bytes.first,
      0x30...0x39 ~= first || !(0x61...0x7A ~= first | 0x20) || times.found > 0
        || looked < 1_000
    {
      times.add(cell, row: row)
      numbers.add(cell, row: row)
    }
    if least.map({ cell < $0 }) ?? true { least = String(cell.prefix(60)) }
    if greatest.map({ $0 < cell }) ?? true { greatest = String(cell.prefix(60)) }
    guard looked < Self.lookedAt else { return }
    looked += 1
    length += bytes.count
    if NameShapes.isPerson(cell) {
      persons += 1
      if cell.utf8.contains(0x2C) { surnamesFirst += 1 }
    }
    if NameShapes.isAgency(cell) { agencies += 1 }
    if NameShapes.isToken(cell) { tokens += 1 }
    if NameShapes.isList(cell) { lists += 1 }
  }

  func profile(name: String, rowsInAll: Int) -> ColumnProfile {
    // A column that first appears below has blanks above.
    let missing = max(0, rowsInAll - rows)
    let present = rows - blank - withheld
    var out = ColumnProfile(
      name: name, kind: kind(present), rows: rowsInAll, blank: blank + missing, withheld: withheld,
      distinct: distinct.count, isEstimate: distinct.isEstimate,
      common: distinct.common(Self.commonKept))
    out.lists = lists
    (out.least, out.greatest) = (least, greatest)
    if out.kind == .time {
      out.times = times.times
      (out.least, out.greatest) = times.ends
    }
    if out.kind == .number || numbers.found * 2 > present { out.numbers = numbers.numbers }
    return out
  }

  private func kind(_ present: Int) -> ColumnProfile.Kind {
    guard present > 0, looked > 0 else { return .blank }
    if times.found * 10 >= present * 8 { return .time }
    let different = distinct.count
    let isUnique = different * 100 >= present * 98 && present > 5
    if numbers.found * 20 >= present * 19 {
      return isUnique && numbers.areWhole && numbers.areLong ? .key : .number
    }
    if agencies * 2 > looked { return .agency }
    if tokens * 10 >= looked * 9 {
      if isUnique { return .key }
      if different > 12 || numbers.found > 0 {
        return different * 2 < present || different > 50 ? .account : .category
      }
      return .category
    }
    let isFew = different <= max(12, min(200, present / 10))
    // Two words with capitals are as often a kind of crime as a name.
    if persons * 10 >= looked * 7, !isFew || surnamesFirst * 2 > looked { return .person }
    return isFew ? .category : .text
  }
}

/// How the times of a column are written, and which order their numbers have.
struct TimeTally {
  private(set) var found = 0
  private var formats: [TimeShape: Int] = [:]
  private var order = DateOrderFinder()
  private var withOffset = 0
  private var withClock = 0
  private var withDate = 0
  /// The earliest and the latest as they stand, if the month or if the day comes first.
  private var monthEnds = Ends()
  private var dayEnds = Ends()

  private struct Ends {
    var low: (key: Int, text: String)?
    var high: (key: Int, text: String)?

    mutating func add(_ key: Int, _ text: String) {
      if low.map({ key < $0.key }) ?? true { low = (key, text) }
      if high.map({ key > $0.key }) ?? true { high = (key, text) }
    }
  }

  mutating func add(_ text: String, row: Int) {
    var cell = text.utf8[...]
    while let first = cell.first, first == 0x20 { cell.removeFirst() }
    while let last = cell.last, last == 0x20 { cell.removeLast() }
    guard let shape = TimeShape(Array(cell)) else { return }
    found += 1
    order.add(shape, row: row)
    if shape.hasOffset { withOffset += 1 }
    if shape.seconds != nil { withClock += 1 }
    if shape.day != .none { withDate += 1 }
    if shape.first <= 12 || shape.day != .slashed {
      monthEnds.add(shape.key(dayFirst: false), text)
    }
    if shape.second <= 12 || shape.day != .slashed { dayEnds.add(shape.key(dayFirst: true), text) }
    var form = shape
    (form.year, form.first, form.second) = (0, 0, 0)
    form.seconds = shape.seconds == nil ? nil : 0
    if formats[form] != nil || formats.count < 200 { formats[form, default: 0] += 1 }
  }

  private var isDayFirst: Bool { order.order == .dayFirst }

  var ends: (String?, String?) {
    let ends = isDayFirst ? dayEnds : monthEnds
    return (ends.low?.text, ends.high?.text)
  }

  var times: ColumnProfile.Times {
    var all: [String: Int] = [:]
    for (form, count) in formats { all[form.format(dayFirst: isDayFirst), default: 0] += count }
    let sorted = all.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var out = ColumnProfile.Times(formats: sorted.map { ColumnProfile.Common($0.key, $0.value) })
    out.order = order.order
    (out.monthFirstRows, out.dayFirstRows) = (order.monthFirstRows, order.dayFirstRows)
    (out.monthFirstCount, out.dayFirstCount) = (order.monthFirst, order.dayFirst)
    (out.eitherCount, out.withOffset) = (order.either, withOffset)
    (out.withClock, out.withDate) = (withClock, withDate)
    return out
  }
}
