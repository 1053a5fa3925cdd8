// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation

/// The values of the record in words and numbers for people.
enum Wording {
  static func verdict(_ verdict: Verdict) -> String {
    switch verdict {
    case .violated: "violated"
    case .permitted: "permitted"
    case .requiredDone: "required and done"
    case .requiredMissing: "required and missing"
    case .notCovered: "not covered"
    case .noRuleInForce: "no rule in force"
    case .conflict: "conflict"
    case .undetermined: "undetermined"
    }
  }

  static func about(_ verdict: Verdict) -> String {
    switch verdict {
    case .violated:
      "A rule in force that day says must not, none of its exceptions applies, and no other reading "
        + "of the record is possible."
    case .requiredMissing:
      "A rule in force that day says must; the record is complete for such acts and shows none."
    case .conflict:
      "Two rules in force that day say opposite things and neither prevails over the other."
    case .undetermined:
      "The record does not settle it. Each entry says what the answer still depends on."
    case .noRuleInForce: "Nothing this case is held against was in force there that day."
    case .notCovered: "Rules were in force that day, but none of them speaks of such an act."
    case .permitted: "A rule in force that day allows it, or an exception of one applies."
    case .requiredDone: "A rule in force that day says must, and the record shows that it was done."
    }
  }

  /// Most serious first.
  static let verdicts: [Verdict] = [
    .violated, .requiredMissing, .conflict, .undetermined, .noRuleInForce, .notCovered,
    .permitted, .requiredDone,
  ]

  static let statuses: [Event.Status] = [.confirmed, .suggested, .logged]

  static func status(_ status: Event.Status) -> String {
    switch status {
    case .confirmed: "confirmed by a reviewer"
    case .suggested: "suggested, not reviewed"
    case .logged: "row of a log"
    case .rejected: "rejected by a reviewer"
    }
  }

  static func side(_ side: Person.Side) -> String { side == .unknown ? "not known" : side.rawValue }

  /// "12,345".
  static func count(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var out = number < 0 ? "−" : ""
    for (n, digit) in digits.enumerated() {
      if n > 0, (digits.count - n) % 3 == 0 { out += "," }
      out.append(digit)
    }
    return out
  }

  /// "8.3 %"; a share that is not nothing is never shown as 0, one that is not all never as 100.
  static func percent(_ share: Double) -> String {
    let tenths = (share * 1_000).rounded()
    if share <= 0 { return "0 %" }
    if share >= 1 { return "\(decimal(tenths / 10)) %" }
    if tenths == 0 { return "under 0.1 %" }
    if tenths == 1_000 { return "over 99.9 %" }
    return "\(Int(tenths) / 10).\(Int(tenths) % 10) %"
  }

  /// One decimal, none where it is zero.
  static func decimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let whole = count(tenths / 10)
    return tenths % 10 == 0 ? whole : "\(whole).\(abs(tenths % 10))"
  }

  /// "35 min", "3 h 20 min", "2 d 4 h".
  static func duration(minutes: Double) -> String {
    let all = Int(minutes.rounded())
    switch all {
    case ..<60: return minutes == Double(all) ? "\(all) min" : "\(decimal(minutes)) min"
    case ..<(48 * 60): return "\(all / 60) h" + (all % 60 > 0 ? " \(all % 60) min" : "")
    default:
      let hours = all / 60 % 24
      return "\(count(all / 1_440)) d" + (hours > 0 ? " \(hours) h" : "")
    }
  }

  /// The same of working time, whose days have fewer hours: "35 min", "774 h".
  static func worked(minutes: Double) -> String {
    let all = Int(minutes.rounded())
    if all < 60 { return duration(minutes: minutes) }
    return "\(count(all / 60)) h" + (all < 48 * 60 && all % 60 > 0 ? " \(all % 60) min" : "")
  }

  private static func duration(_ minutes: Double, of figure: Figure) -> String {
    figure.id.hasSuffix("-business") ? worked(minutes: minutes) : duration(minutes: minutes)
  }

  static func bytes(_ count: Int) -> String {
    switch count {
    case ..<1_000: "\(count) B"
    case ..<1_000_000: "\(decimal(Double(count) / 1_000)) kB"
    default: "\(decimal(Double(count) / 1_000_000)) MB"
    }
  }

  /// "1 message", "12 messages".
  static func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count(number)) \(number == 1 ? one : many ?? one + "s")"
  }

  static func unknown(_ unknown: Unknown) -> String { "[\(EventSentence.words(unknown))]" }

  static func party(_ fact: Fact<Party>) -> String {
    switch fact {
    case .known(let party): party.label.isEmpty ? "[not stated]" : party.label
    case .unknown(let unknown): Self.unknown(unknown)
    }
  }

  static func time(_ fact: Fact<Moment>) -> String {
    switch fact {
    case .known(let moment):
      moment.precision == .unknown ? "[time not certain]" : SpanWords.shown(moment.iso)
    case .unknown(let unknown): Self.unknown(unknown)
    }
  }

  static func subject(_ fact: Fact<String>) -> String {
    switch fact {
    case .known(let text): text.isEmpty ? "[no subject]" : text
    case .unknown(let unknown): Self.unknown(unknown)
    }
  }

  /// The value of a figure in its unit, its "n of N", and its interval.
  static func value(_ figure: Figure) -> String {
    switch figure.unit {
    case "share": percent(figure.value)
    case "minutes": duration(figure.value, of: figure)
    default: "\(decimal(figure.value))"
    }
  }

  static func base(_ figure: Figure) -> String {
    switch (figure.numerator, figure.denominator) {
    case (let n?, let whole?): "\(count(n)) of \(count(whole))"
    case (let n?, nil): count(n)
    case (nil, let whole?): "from \(count(whole))"
    case (nil, nil): ""
    }
  }

  static func interval(_ figure: Figure) -> String {
    guard let ends = figure.interval, ends.count == 2 else { return "" }
    switch figure.unit {
    case "share": return "\(percent(ends[0])) – \(percent(ends[1]))"
    case "minutes": return ends.map { duration($0, of: figure) }.joined(separator: " – ")
    default: return "\(decimal(ends[0])) – \(decimal(ends[1]))"
    }
  }
}
