// SPDX-License-Identifier: Apache-2.0

import Evidence

/// An e-mail found quoted in another.
struct QuotedPart {
  /// 1 for one quoted in the message itself.
  var depth: Int
  /// The part it is quoted in; nil for the message itself.
  var parent: Int?
  var header: HeaderFacts
  /// Its body: the message's line and what of it lies within this quote.
  var lines: [(line: Int, bytes: Bytes, zone: MessageLine.Zone)]
  /// The message's lines that introduce it.
  var introduction: [Int]
}

/// Tells what the sender of a message wrote from signatures, disclaimers and quotes, and takes the
/// quotes apart.
package enum BodyZones {
  struct Result {
    /// One for each line.
    var zones: [MessageLine.Zone]
    /// Each before those quoted in it.
    var parts: [QuotedPart]
  }

  /// Splits the body of a message. `cite` names the place of a value: the lines it stands on, and
  /// the covers that hide it.
  static func split(
    _ lines: [Line], cite: @escaping (_ lines: [Int], _ covers: [Cover]) -> Citation
  ) -> Result {
    var splitter = Splitter(lines: lines, cite: cite)
    let zones = splitter.read(View.all(lines), depth: 0, parent: nil)
    return Result(zones: zones, parts: splitter.parts)
  }
}

/// Reads one level of quoting after the other.
private struct Splitter {
  /// Deeper quotes are left as text of the one they stand in.
  static let deepest = 40

  let lines: [Line]
  let cite: ([Int], [Cover]) -> Citation
  var parts: [QuotedPart] = []

  init(lines: [Line], cite: @escaping ([Int], [Cover]) -> Citation) {
    (self.lines, self.cite) = (lines, cite)
  }

  /// A quote whose lines are still being gathered.
  private struct Open {
    var introduction: Introduction
    var views: [View]
  }

  mutating func read(_ views: [View], depth: Int, parent: Int?) -> [MessageLine.Zone] {
    var zones = [MessageLine.Zone](repeating: .new, count: views.count)
    guard depth < Splitter.deepest else { return zones }
    let introductions = Introductions(lines: lines, views: views)
    var quotes: [Open] = []
    var nameless: [View] = []
    var at = 0
    while at < views.count {
      if views[at].isBlank {
        at += 1
        continue
      }
      if let found = introductions.introduction(at: at) {
        let begin = min(at, found.range.lowerBound)
        for index in begin..<found.range.upperBound { zones[index] = .quoted }
        at = found.range.upperBound
        if found.isPrefixed {
          let run = self.run(of: views, from: at, afterIntroduction: true)
          quotes.append(Open(introduction: found, views: run.views))
          for index in at..<run.end { zones[index] = .quoted }
          at = run.end
        } else {
          quotes.append(Open(introduction: found, views: Array(views[at...])))
          for index in at..<views.count { zones[index] = .quoted }
          at = views.count
        }
      } else if views[at].unquoted() != nil {
        let run = self.run(of: views, from: at, afterIntroduction: false)
        for index in at..<run.end { zones[index] = .quoted }
        if quotes.isEmpty {
          nameless += run.views
        } else {
          // Answers written between the lines of a quote part it; it stays one message.
          quotes[quotes.count - 1].views += run.views
        }
        at = run.end
      } else {
        at += 1
      }
    }
    // A quote nobody is named for: not a message, but messages may be quoted in it.
    if !nameless.isEmpty { _ = read(nameless, depth: depth + 1, parent: parent) }
    for quote in quotes { add(quote, views, depth: depth + 1, parent: parent) }
    OwnText.classify(views, &zones)
    return zones
  }

  /// The lines of a prefixed quote from `from` on, without their prefix.
  private func run(
    of views: [View], from: Int, afterIntroduction: Bool
  ) -> (views: [View], end: Int) {
    var out: [View] = []
    var end = from
    var at = from
    while at < views.count {
      let view = views[at]
      if let inner = view.unquoted() {
        out += views[end..<at] + [inner]
        end = at + 1
      } else if !view.isBlank {
        let follows = end == at
        guard
          (view.wraps && follows && !(out.isEmpty && !afterIntroduction))
            || (follows && at > from && isCutOff(views, at))
            || (view.startsCovered && (follows || leadsOn(views, at)))
        else { break }
        out += views[end..<at] + [view]
        end = at + 1
      }
      at += 1
    }
    return (out, end)
  }

  /// Whether the line at `at` was cut off the quoted one above it when a program wrapped the text
  /// anew: the quote goes on right below, and a long line above has no end or this no beginning.
  /// Answers stand apart, or begin and end as sentences do.
  private func isCutOff(_ views: [View], _ at: Int) -> Bool {
    let last = views[at - 1].bytes
    guard last.count >= 50, let end = last.trimmed().last,
      let begin = views[at].bytes.first(where: { !$0.isSpace }),
      last.contains(where: \.isLetter)
    else { return false }
    let isOpen = !".?!:;>|".utf8.contains(end)
    let isSmall = (begin >= 0x61 && begin <= 0x7A) || "<(".utf8.contains(begin)
    var below = at + 1
    while below < views.count, below - at <= 3, !views[below].isBlank,
      views[below].unquoted() == nil
    { below += 1 }
    let goesOn = below < views.count && below - at <= 3 && views[below].unquoted() != nil
    return goesOn ? isOpen || isSmall : isOpen && isSmall && last.count >= 70
  }

  /// Whether the quote goes on after covered lines at `at`, or nothing else follows.
  private func leadsOn(_ views: [View], _ at: Int) -> Bool {
    for view in views[at...] where !view.isBlank && !view.startsCovered && !view.wraps {
      return view.unquoted() != nil
    }
    return true
  }

  private mutating func add(_ quote: Open, _ views: [View], depth: Int, parent: Int?) {
    let found = quote.introduction
    let introduced = views[found.range].filter { !$0.isBlank }.map(\.line)
    let facts = HeaderFactReader(lines: lines, views: views, cite: cite)
    let header =
      if let block = found.block {
        facts.facts(of: block)
      } else {
        facts.facts(from: found.from, date: found.date)
      }
    let index = parts.count
    parts.append(
      QuotedPart(
        depth: depth, parent: parent, header: header, lines: [], introduction: introduced))
    let zones = read(quote.views, depth: depth, parent: index)
    parts[index].lines = zip(quote.views, zones).map { ($0.line, $0.bytes, $1) }
  }
}
