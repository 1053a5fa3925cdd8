// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct WordingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wording",
    abstract: "List passages that recur with changes, or show the versions of one of them.",
    discussion: """
      A passage is one or more sentences that stand in at least two texts (messages, copies once, \
      and pages that belong to none) in at least two wordings. With the id of one its versions are \
      shown in time, each with its first appearance and with what was changed against the earlier \
      version it is nearest to: -[taken out] +[put in]. Versions without a date come last.
      """)

  @OptionGroup var opened: CaseOptions
  @Argument(help: "The id of a passage, as listed.")
  var family: String?
  @OptionGroup var listing: ListingOptions
  @Option(help: ArgumentHelp("At most this many passages.", valueName: "n"))
  var limit = 50
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1 up.") }
  }

  func run() throws {
    let opened = try opened.open()
    guard let family else {
      let rows = try opened.wordingObjects(limit: limit)
      Listing(
        columns: [
          .key("id"), .key("versions", number: true), .key("texts", number: true),
          .with("first") { Self.day($0["first"]) }, .with("last") { Self.day($0["last"]) },
          .key("label", limit: 48), .key("passage", limit: 80),
        ], rows: rows, empty: "No passage recurs with changes."
      ).print(listing.format)
      return
    }
    let rows = try opened.wordingVersionObjects(of: family)
    if listing.format == .text {
      let width = min(Terminal.width ?? 100, 100)
      for row in rows {
        for line in Self.lines(row, style: common.style, width: width) { Terminal.print(line) }
      }
    } else {
      Listing(columns: [], rows: rows, empty: "").print(listing.format)
    }
  }

  /// The day of a time, or what there is of it.
  private static func day(_ value: JSONValue?) -> String {
    let text = value?.cell ?? ""
    return text.isEmpty ? "undated" : String(text.prefix(10))
  }

  static func lines(_ version: JSONObject, style: TextStyle, width: Int) -> [String] {
    guard case .object(let first)? = version["first"],
      case .array(let appearances)? = version["appearances"]
    else { return [] }
    var head = style(.bold, "version \(version["version"]?.cell ?? "")") + "  " + place(first)
    if first["sent"] != .null, version["first_certain"] == .bool(false) {
      head += "  (another may be earlier)"
    }
    var out = [head]
    for case .object(let appearance) in appearances.dropFirst() {
      let isPart = appearance["part"] == .bool(true)
      out.append(style(.faint, (isPart ? "  part in  " : "  also in  ") + place(appearance)))
    }
    if let against = version["against"] {
      out.append(style(.faint, "  changes against version \(against.cell)"))
    }
    out.append("")
    out += wrapped(marked(version, style: style), width: width - 2).map { "  " + $0 }
    out.append("")
    return out
  }

  private static func place(_ appearance: JSONObject) -> String {
    let sent = appearance["sent"]?.cell.nonEmpty?.replacing("T", with: " ") ?? "undated"
    let author = appearance["author"]?.cell.nonEmpty ?? "author unknown"
    return [sent, author, appearance["show"]?.cell ?? ""].joined(separator: "  ").printable
  }

  private struct Marked {
    var text: String
    /// Without colour codes.
    var width: Int
  }

  /// The words one by one, those that changed between marks and in colour.
  private static func marked(_ version: JSONObject, style: TextStyle) -> [Marked] {
    guard case .array(let runs)? = version["runs"] else { return [] }
    var out: [Marked] = []
    for case .object(let run) in runs {
      let kind = run["is"]?.cell ?? ""
      let text = (run["text"]?.cell ?? "").printable
      let (opening, closing) =
        kind == "added" ? ("+[", "]") : kind == "removed" ? ("-[", "]") : ("", "")
      for word in (opening + text + closing).split(separator: " ").map(String.init) {
        let shown =
          kind == "added" ? style(.green, word) : kind == "removed" ? style(.red, word) : word
        out.append(Marked(text: shown, width: word.count))
      }
    }
    return out
  }

  private static func wrapped(_ words: [Marked], width: Int) -> [String] {
    var out: [String] = []
    var room = 0
    for word in words {
      if out.isEmpty || word.width + 1 > room {
        out.append(word.text)
        room = width - word.width
      } else {
        out[out.count - 1] += " " + word.text
        room -= word.width + 1
      }
    }
    return out
  }
}
