// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence
import Foundation

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Search the words of pages and messages.",
    discussion: """
      Put the query in single quotes, so that the shell leaves it alone:

        'release date'               both words, in all their forms
        '"release date"'             the phrase as it is written
        'detain*'                    words that begin so
        'jail NEAR/5 release'        at most five words between
        'ice OR cbp -draft'          either, and not draft
        '~detainer'                  misread ones too: detalner, detaincr
        'from:keller to:@ice.example date:2016..2017-06'
        'warrant in:new'             in what the sender wrote, not in quotes

      Fields: from, to, cc, with, org, subject, body; date, before, after, bates, code (b7c), has \
      (redaction, attachment, event, quote, failure), in (new, quoted, signature, disclaimer, \
      subject), kind (page, message), source. docs/SEARCH.md explains them.

      Each result stands at a page or message that `brightline show` opens; --image writes these \
      pages with the words outlined. --terms counts what each line of a file finds: one query a \
      line, # before remarks.
      """)

  @OptionGroup var opened: CaseOptions
  @Argument(help: "What to look for.")
  var query: [String] = []
  @OptionGroup var listing: ListingOptions
  @Option(help: ArgumentHelp("At most this many.", valueName: "n"))
  var limit = 50
  @Option(help: ArgumentHelp("Leave out the first so many.", valueName: "n"))
  var offset = 0
  @Option(help: "Only this kind: \(SearchRequest.kinds.joined(separator: ", ")).")
  var kind: String?
  @Flag(help: "Find words that recognition may have misread, as ~ before each does.")
  var fuzzy = false
  @Option(help: ArgumentHelp("Count what each query of a file finds.", valueName: "file"))
  var terms: String?
  @Option(help: ArgumentHelp("Write the pages here, words outlined.", valueName: "folder"))
  var image: String?
  @Flag(
    help: ArgumentHelp("With --terms: the time of each first page of results.", visibility: .hidden)
  )
  var timings = false
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if query.isEmpty == (terms == nil) {
      throw ValidationError("Give a query, or a file of them with --terms.")
    }
    if terms != nil, image != nil { throw ValidationError("--image goes with one query.") }
    if timings, terms == nil { throw ValidationError("--timings goes with --terms.") }
    guard limit > 0, offset >= 0, limit + offset <= 1_000_000 else {
      throw ValidationError("--limit is 1 or more, --offset 0 or more.")
    }
    if let kind, !SearchRequest.kinds.contains(kind) {
      throw ValidationError("--kind is one of \(SearchRequest.kinds.joined(separator: ", ")).")
    }
  }

  func run() throws {
    let opened = try opened.open()
    if let terms {
      try count(terms, in: opened)
      return
    }
    let results = try opened.search(request(query.joined(separator: " ")))
    Listing(
      columns: [
        .with("where") {
          $0["bates"]?.cell.nonEmpty ?? $0["message"]?.cell.nonEmpty
            ?? "\(($0["source"]?.cell ?? "").prefix(12)):\($0["page"]?.cell ?? "")"
        }, .with("sent") { String(($0["sent"]?.cell ?? "").prefix(10)) }, .key("snippet"),
      ], rows: results.objects, empty: "Nothing found."
    ).print(listing.format)
    common.say(results.summary)
    if let image {
      let written = try opened.pictures(of: results, into: URL(filePath: image))
      common.say("wrote \(AddReport.count(written.names.count, "picture")) to \(image)")
      if written.without > 0 {
        common.say("\(AddReport.count(written.without, "result")) on no page that can be pictured")
      }
    }
  }

  private func request(_ text: String) -> SearchRequest {
    SearchRequest(text, isFuzzy: fuzzy, kind: kind, limit: limit, offset: offset)
  }

  private func count(_ file: String, in opened: OpenCase) throws {
    let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    var requests: [(line: Int, request: SearchRequest)] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let term = line.trimmingCharacters(in: .whitespaces)
      if !term.isEmpty, !term.hasPrefix("#") { requests.append((index + 1, request(term))) }
    }
    let rows =
      timings
      ? try timed(requests.map(\.request), in: opened)
      : try opened.searchTerms(requests, file: file)
    var columns: [Listing.Column] = [
      .key("term", limit: 60), .key("messages", number: true), .key("pages", number: true),
    ]
    columns +=
      timings
      ? [.key("ms", number: true)]
      : ["first", "last"].map { key in
        .with(key) { String(($0[key]?.cell ?? "").prefix(10)) }
      }
    Listing(columns: columns, rows: rows, empty: "The file holds no queries.")
      .print(listing.format)
  }

  /// For measuring: the time until the first results are there to print.
  private func timed(_ requests: [SearchRequest], in opened: OpenCase) throws -> [JSONObject] {
    try requests.map { request in
      let clock = ContinuousClock()
      let start = clock.now
      let results = try opened.search(request)
      let objects = results.objects
      let time = start.duration(to: clock.now).components
      var out = JSONObject()
      out["term"] = .string(request.text)
      out["messages"] = .int(results.answer.messages.number)
      out["pages"] = .int(results.answer.pages.number)
      out["shown"] = .int(objects.count)
      out["ms"] = .double(Double(time.seconds) * 1e3 + Double(time.attoseconds) / 1e15)
      return out
    }
  }
}

extension String {
  var nonEmpty: String? { isEmpty ? nil : self }
}
