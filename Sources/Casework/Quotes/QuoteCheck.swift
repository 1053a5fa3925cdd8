// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy

/// Where the words that a rule rests on were looked for in a case, and what was there.
package struct QuoteCheck: Sendable {
  /// Words of a source, verbatim, with their place.
  package struct Passage: Sendable, Hashable {
    package var source: SourceID
    /// The name it was added under.
    package var name: String
    package var firstPage: Int
    package var lastPage: Int
    package var bates: String?
    package var citation: Citation

    package var text: String { citation.quote }

    /// "ordinance.pdf, page 3 (FPD 000012)"
    package var place: String {
      let pages = firstPage == lastPage ? "page \(firstPage)" : "pages \(firstPage)–\(lastPage)"
      return "\(name), \(pages)" + (bates.map { " (\($0))" } ?? "")
    }

    func has(page: Int) -> Bool { (firstPage...lastPage).contains(page) }
  }

  package enum Outcome: Sendable, Hashable {
    case found(Passage)
    /// On a page that was recognised, with so many letters read otherwise.
    case misread(Passage, letters: Int)
    /// Not where the file says: first the places in the source it names, then others.
    case elsewhere([Passage])
    /// Nearly so: with so many letters otherwise.
    case nearly(Passage, letters: Int)
    /// Not in any page that was read; `nearest` is what comes nearest, if anything does.
    case missing(nearest: Passage?)
    /// No source is called so; these have names like it.
    case noSource(similar: [String])
    /// The sources it may stand in have no pages.
    case noPages([String])
  }

  /// The rule, as `IL-TRUST.15a`.
  package var rule: String
  package var file: String
  package var rest: Instrument.Rest
  package var outcome: Outcome

  package var isFound: Bool {
    switch outcome {
    case .found, .misread: true
    default: false
    }
  }
}

extension QuoteCheck {
  /// What there is to say of it; nil where the words stand where they are said to.
  package var diagnostic: Diagnostic? {
    guard let (severity, message) = finding else { return nil }
    return Diagnostic(
      severity: severity, file: file, line: rest.line, column: rest.column, message: message)
  }

  /// "on page 2 of 'ordinance.pdf'"
  private var asked: String {
    let source = rest.source.map { "'\($0)'" } ?? "the case"
    return rest.page.map { "on page \($0) of \(source)" } ?? "in \(source)"
  }

  private var finding: (Diagnostic.Severity, String)? {
    switch outcome {
    case .found: return nil
    case .misread(let passage, let letters):
      return (
        .warning,
        "found with \(Self.count(letters)) read otherwise in \(passage.place): "
          + "“\(Self.short(passage.text))”; look at the page"
      )
    case .elsewhere(let passages):
      let places = passages.map(\.place).joined(separator: "; ")
      return (.error, "these words do not stand \(asked) but in \(places)")
    case .nearly(let passage, let letters):
      return (
        .error,
        "these words stand only nearly so, with \(Self.count(letters)) otherwise, "
          + "in \(passage.place): “\(Self.short(passage.text))”"
      )
    case .missing(let nearest):
      let near = nearest.map { "; nearest is “\(Self.short($0.text))” in \($0.place)" } ?? ""
      return (.error, "these words do not stand \(asked)\(near)")
    case .noSource(let similar):
      let names = similar.map { "'\($0)'" }.joined(separator: ", ")
      return (
        .error,
        "no source of the case has '\(rest.source ?? "")' in its name"
          + (similar.isEmpty
            ? "; `brightline sources` lists them" : "; sources with similar names: \(names)")
      )
    case .noPages(let names):
      return (
        .error,
        "no page of \(names.map { "'\($0)'" }.joined(separator: ", ")) has been read: "
          + "`brightline sources` says why"
      )
    }
  }

  private static func count(_ letters: Int) -> String {
    "\(letters) letter\(letters == 1 ? "" : "s")"
  }

  /// At most some words of it: a diagnostic is one line.
  private static func short(_ text: String) -> String {
    let words = text.split { $0.isWhitespace }
    let most = 60
    return words.prefix(most).joined(separator: " ") + (words.count > most ? " …" : "")
  }

  /// The object of a listing.
  package var object: JSONObject {
    var out = JSONObject()
    let finding = finding
    out["severity"] = .orNull(finding?.0.rawValue)
    out["file"] = .string(file)
    out["line"] = .int(rest.line)
    out["column"] = .int(rest.column)
    out["message"] = .orNull(finding?.1)
    out["rule"] = .string(rule)
    out["words"] = .string(rest.words)
    switch outcome {
    case .found(let passage): Self.put(passage, "found", in: &out)
    case .misread(let passage, let letters):
      Self.put(passage, "misread", in: &out)
      out["letters_otherwise"] = .int(letters)
    case .elsewhere(let passages):
      if let first = passages.first { Self.put(first, "elsewhere", in: &out) }
    case .nearly(let passage, let letters):
      Self.put(passage, "nearly", in: &out)
      out["letters_otherwise"] = .int(letters)
    case .missing(let nearest):
      if let nearest { Self.put(nearest, "missing", in: &out) }
      out["result"] = .string("missing")
    case .noSource(let similar):
      out["result"] = .string("no-source")
      out["similar"] = .strings(similar)
    case .noPages: out["result"] = .string("no-pages")
    }
    return out
  }

  private static func put(_ passage: Passage, _ result: String, in out: inout JSONObject) {
    out["result"] = .string(result)
    out["source"] = .string(passage.source.hex)
    out["name"] = .string(passage.name)
    out["page"] = .int(passage.firstPage)
    out["last_page"] = .int(passage.lastPage)
    out["bates"] = .orNull(passage.bates)
    out["citation"] = .object(passage.citation.object)
  }
}
