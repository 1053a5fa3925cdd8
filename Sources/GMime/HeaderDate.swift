// SPDX-License-Identifier: Apache-2.0

import CGMime

/// The `Date` header. GMime reads the day and the time; which zone is stated is looked at here, as
/// an unknown zone must not pass for UTC.
enum HeaderDate {
  /// Minutes east of UTC of the names that mean one zone only in mail.
  private static let zones: [String: Int] = [
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
    "CET": 60, "CEST": 120, "EET": 120, "EEST": 180,
  ]

  static func read(_ raw: String, into message: inout MIMEMessage) {
    let text = Headers.cleaned(raw)
    guard !text.isEmpty, text.utf8.contains(where: { $0 >= 48 && $0 <= 57 }),
      let date = g_mime_utils_header_decode_date(text)
    else {
      message.warnings.append("The date \"\(text.prefix(60))\" cannot be read.")
      return
    }
    defer { g_date_time_unref(date) }
    let seconds = Int64(g_date_time_to_unix(date))
    // The wall clock as GMime read it, whatever zone it put it in.
    var wall = seconds + Int64(g_date_time_get_utc_offset(date)) / 1_000_000
    // Where GMime found no time of day, it is midnight to it.
    if wall % 86_400 == 0 {
      if let minutes = clock(in: text) {
        wall += Int64(minutes) * 60
      } else {
        message.dateIsDay = true
        message.warnings.append("The date \"\(text.prefix(60))\" has no time of day.")
      }
    }
    let year = Int(g_date_time_get_year(date))
    guard year >= 1970, year < 2100 else {
      message.warnings.append("The date \"\(text.prefix(60))\" lies outside 1970 to 2099.")
      return
    }
    message.dateOffset = zone(in: text)
    message.dateSeconds = wall - Int64(message.dateOffset ?? 0) * 60
    if message.dateOffset == nil {
      message.warnings.append("The date \"\(text.prefix(60))\" states no known time zone.")
    }
  }

  /// Minutes since midnight, by the first word that begins as a time of day does.
  private static func clock(in text: String) -> Int? {
    for word in text.split(separator: " ") {
      let parts = word.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count >= 2, parts[0].utf8.count <= 2, let hours = Int(parts[0]), hours < 24,
        let minutes = Int(parts[1].prefix(2)), minutes < 60
      else { continue }
      return hours * 60 + minutes
    }
    return nil
  }

  /// Minutes east of UTC, from what follows the time of day.
  static func zone(in text: String) -> Int? {
    let words = text.utf8.split { $0 == UInt8(ascii: " ") || (40...41).contains($0) }
    guard let clock = words.firstIndex(where: { $0.contains(UInt8(ascii: ":")) }) else {
      return nil
    }
    for word in words[(clock + 1)...] {
      let word = Substring(word)
      if let sign = word.first, sign == "+" || sign == "-" {
        let digits = word.dropFirst().filter { $0 != ":" }
        guard let number = Int(digits), digits.count >= 3, digits.count <= 4 else { continue }
        let minutes = number / 100 * 60 + number % 100
        guard number % 100 < 60, minutes <= 14 * 60 else { return nil }
        return sign == "-" ? -minutes : minutes
      }
      if let minutes = zones[word.uppercased()] { return minutes }
    }
    return nil
  }
}
