// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A date found in a text.
struct DateReading {
  var moment: Moment
  /// The time zone as written.
  var zone: String?
  /// 0 = Monday, where a day of the week is written.
  var weekday: Int?
  /// The bytes it takes up.
  var range: Range<Int>

  var hasTime: Bool { moment.precision == .minute || moment.precision == .second }

  /// The day of the week is not that of the date: one of the two was misread.
  var contradictsItself: Bool {
    guard let weekday else { return false }
    return weekday
      != Calendar1970.weekday(
        day: Calendar1970.days(year: moment.year, month: moment.month, day: moment.day))
  }

  /// The first date in `text`.
  static func first(in text: Bytes) -> DateReading? {
    // Every layout has a digit: most lines that are asked about have none.
    guard text.contains(where: \.isDigit) else { return nil }
    let tokens = DateToken.all(in: text)
    for at in tokens.indices {
      var reader = DateReader(text: text, tokens: tokens, at: at)
      if let found = reader.read() { return found }
    }
    return nil
  }
}

/// Reads one date from a run of tokens, in any of the layouts mail programs use.
private struct DateReader {
  let text: Bytes
  let tokens: [DateToken]
  var at: Int
  private var year: Int?
  private var month = 0
  private var day = 0
  private var time: (hour: Int, minute: Int, second: Int?)?
  private var offset: Int?
  private var zone: String?
  private var weekday: Int?

  init(text: Bytes, tokens: [DateToken], at: Int) {
    (self.text, self.tokens, self.at) = (text, tokens, at)
  }

  private func token(_ ahead: Int = 0) -> DateToken? {
    at + ahead < tokens.count ? tokens[at + ahead] : nil
  }

  private mutating func skip(_ signs: String) {
    while let next = token(), next.isSign(signs) { at += 1 }
  }

  mutating func read() -> DateReading? {
    let start = at
    if let word = token()?.word {
      guard let name = DateNames.weekday(word) else {
        return DateNames.month(word) == nil ? nil : rest(from: start)
      }
      weekday = name
      at += 1
      skip(".,")
    } else if token()?.number == nil {
      return nil
    } else if let reading = timeFirst(from: start) {
      return reading
    }
    return rest(from: start)
  }

  /// "2:14 PM on Monday, March 6, 2017", "14:14 6 March 2017".
  private mutating func timeFirst(from start: Int) -> DateReading? {
    let begin = at
    guard token(1)?.isSign(":") ?? false, readTime() else {
      at = begin
      time = nil
      return nil
    }
    readZone()
    skip(",-")
    if token()?.isWord("on") ?? false { at += 1 }
    if let word = token()?.word, let name = DateNames.weekday(word) {
      weekday = name
      at += 1
      skip(".,")
    }
    if readDay(), let reading = reading(from: start) { return reading }
    at = begin
    (time, offset, zone, weekday) = (nil, nil, nil, nil)
    return nil
  }

  private mutating func rest(from start: Int) -> DateReading? {
    guard readDay() else { return nil }
    let dayEnd = at
    skip(",")
    var connected = 0
    while connected < 2, let next = token(),
      next.isSign("@-") || next.word.map({ MailLanguage.allClockWords.contains($0) }) ?? false
    {
      at += 1
      connected += 1
      skip(",.")
    }
    if readTime() {
      readZone()
      if year == nil, let next = token()?.number, next.digits == 4 {
        // "Mon Mar 6 14:14:05 EST 2017"
        year = next.value
        at += 1
      }
    } else {
      at = dayEnd
    }
    return reading(from: start)
  }

  private func reading(from start: Int) -> DateReading? {
    guard let year, year >= 1970, year < 2100, (1...12).contains(month), day >= 1,
      day <= Calendar1970.daysIn(month: month, year: year)
    else { return nil }
    let precision: Precision = time == nil ? .day : time?.second == nil ? .minute : .second
    let moment = Moment(
      year: year, month: month, day: day, hour: time?.hour ?? 0, minute: time?.minute ?? 0,
      second: time?.second ?? 0, precision: precision, offset: offset)
    return DateReading(
      moment: moment, zone: zone, weekday: weekday,
      range: tokens[start].range.lowerBound..<tokens[at - 1].range.upperBound)
  }

  // MARK: Parts

  private mutating func readDay() -> Bool {
    guard let first = token() else { return false }
    if let word = first.word {
      guard let name = DateNames.month(word) else { return false }
      month = name
      at += 1
      skip(".,-")
      guard let number = token()?.number, number.digits <= 2 else { return false }
      day = number.value
      at += 1
      skipOrdinal()
      return readYear(",.-'")
    }
    guard let number = first.number else { return false }
    if let sign = token(1), sign.isSign("/-."), let second = token(2)?.number,
      let again = token(3), again.kind == sign.kind, let third = token(4)?.number
    {
      if number.digits == 4 {
        (year, month, day) = (number.value, second.value, third.value)
      } else if number.digits <= 2, second.digits <= 2, third.digits == 2 || third.digits == 4 {
        let dayFirst = number.value > 12 || (sign.isSign(".") && second.value <= 12)
        (month, day) =
          dayFirst ? (second.value, number.value) : (number.value, second.value)
        year = full(third)
      } else {
        return false
      }
      at += 5
      return true
    }
    guard number.digits <= 2 else { return false }
    day = number.value
    at += 1
    skipOrdinal()
    if token()?.isWord("of") ?? false { at += 1 }
    skip("-. ")
    if token()?.isWord("de") ?? false { at += 1 }
    guard let word = token()?.word,
      let name = DateNames.month(word) ?? MailLanguage.month(word)
    else { return false }
    month = name
    at += 1
    skip(".")
    if let next = token(), next.isWord("de") || next.isWord("del") { at += 1 }
    return readYear(",.-'")
  }

  private mutating func skipOrdinal() {
    if let word = token()?.word, let next = token(), !next.spaced,
      ["st", "nd", "rd", "th"].contains(String(decoding: word, as: UTF8.self))
    {
      at += 1
    }
  }

  /// A year, or nothing where a time follows and the year may come after it.
  private mutating func readYear(_ signs: String) -> Bool {
    skip(signs)
    guard let number = token()?.number else { return false }
    if let next = token(1), next.isSign(":"), number.digits <= 2 { return true }
    guard number.digits == 4 || number.digits == 2 else { return false }
    year = full(number)
    at += 1
    return true
  }

  private func full(_ number: (value: Int, digits: Int)) -> Int {
    number.digits == 4 ? number.value : number.value + (number.value >= 70 ? 1900 : 2000)
  }

  private mutating func readTime() -> Bool {
    let begin = at
    guard let first = token()?.number, first.digits <= 2 else { return false }
    var clock = (hour: first.value, minute: 0, second: Int?.none)
    at += 1
    var stated = false
    if let sign = token(), sign.isSign(":;.h"), let minute = token(1)?.number, minute.digits == 2 {
      clock.minute = minute.value
      stated = true
      at += 2
      if let sign = token(), sign.isSign(":;."), let second = token(1)?.number, second.digits == 2 {
        clock.second = second.value
        at += 2
        if let dot = token(), dot.isSign("."), token(1)?.number != nil { at += 2 }
      }
    }
    if let half = readHalf() {
      guard (1...12).contains(clock.hour) || (stated && clock.hour < 24) else {
        at = begin
        return false
      }
      if clock.hour <= 12 { clock.hour = clock.hour % 12 + (half ? 12 : 0) }
      stated = true
    }
    guard stated, clock.hour < 24, clock.minute < 60, clock.second ?? 0 <= 60 else {
      at = begin
      return false
    }
    if let second = clock.second { clock.second = min(second, 59) }
    time = clock
    return true
  }

  /// True for PM, false for AM; nil where neither is written.
  private mutating func readHalf() -> Bool? {
    guard let word = token()?.word, let first = word.first else { return nil }
    let isPM = first == UInt8(ascii: "p")
    guard isPM || first == UInt8(ascii: "a") else { return nil }
    if word.count == 2, word[1] == UInt8(ascii: "m") {
      at += 1
      return isPM
    }
    if word.count == 1 {
      let dotted = token(1)?.isSign(".") ?? false
      if let next = token(dotted ? 2 : 1), next.isWord("m") {
        at += dotted ? 3 : 2
        skip(".")
        return isPM
      }
    }
    return nil
  }

  private mutating func readZone() {
    let begin = at
    let open = token()?.isSign("(") ?? false
    if open { at += 1 }
    let first = at
    var found: Int??
    if let word = token()?.word, let known = DateNames.zone(word) {
      at += 1
      found = .some(known)
      if DateNames.isUniversal(word), let shift = readShift() { found = .some(shift) }
    } else if let shift = readShift() {
      found = .some(shift)
    } else if let (minutes, count) = DateNames.spelledZone(
      tokens[at..<min(tokens.count, at + 3)].map { $0.word ?? [] })
    {
      at += count
      found = .some(minutes)
    }
    guard let found else {
      at = begin
      return
    }
    offset = found
    zone = text[tokens[first].range.lowerBound..<tokens[at - 1].range.upperBound].string
    if open, token()?.isSign(")") ?? false { at += 1 }
    // "-0600 (CST)": the name in brackets says the same again.
    if !open, token()?.isSign("(") ?? false, let word = token(1)?.word,
      DateNames.zone(word) != nil, token(2)?.isSign(")") ?? false
    {
      at += 3
    }
  }

  /// "+0100", "-06:00", "-6": minutes east of UTC.
  private mutating func readShift() -> Int? {
    guard let sign = token(), sign.isSign("+-"), let number = token(1)?.number, let next = token(1),
      !next.spaced
    else { return nil }
    var minutes: Int
    if number.digits == 4 {
      minutes = number.value / 100 * 60 + number.value % 100
      at += 2
    } else if number.digits <= 2 {
      minutes = number.value * 60
      at += 2
      if let colon = token(), colon.isSign(":"), let more = token(1)?.number, more.digits == 2 {
        minutes += more.value
        at += 2
      }
    } else {
      return nil
    }
    guard minutes <= 14 * 60 else { return nil }
    return sign.isSign("-") ? -minutes : minutes
  }
}
