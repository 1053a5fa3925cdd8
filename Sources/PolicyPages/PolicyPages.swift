// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy
import Templates

/// Makes policy files into one page for people: the law's words, each rule below them, and the worked
/// cases with what the program says of them.
package struct PolicyPages {
  /// What the page is asked for besides the files.
  package struct Options: Sendable {
    /// File name → text; `page.mustache` is the page.
    package var templates: [String: String]
    /// Only what is in force there on that day, and the rest of the same files marked as not.
    package var asOf: (place: String, day: CivilDay)?
    /// The program's, for the foot of the page.
    package var version: String

    package init(
      templates: [String: String], asOf: (place: String, day: CivilDay)?, version: String
    ) {
      (self.templates, self.asOf, self.version) = (templates, asOf, version)
    }
  }

  private let book: PolicyBook
  private let options: Options

  /// - Parameters:
  ///   - files: those of `library`, in its order.
  ///   - results: what its examples give.
  package init(
    _ files: [PolicyFile], library: PolicyLibrary, results: [ExampleResult], options: Options
  ) {
    self.options = options
    let inForce = options.asOf.map { asOf in
      Set(library.inForce(at: asOf.place, on: asOf.day).map(\.id))
    }
    book = PolicyBook(files.map(\.outline), library.instruments, results, inForce: inForce)
  }

  /// The page as one HTML text that needs nothing else.
  package func html() throws(TemplateError) -> String {
    let isSingle = book.outlines.count == 1
    let papers = book.outlines.indices.map {
      Paper(book: book, number: $0, isAlone: isSingle).view()
    }
    var view: View = [
      "title": title(papers), "version": options.version, "isSingle": isSingle,
      "isEmpty": papers.isEmpty, "papers": papers.map(\.view),
      "files": book.outlines.map(\.file).joined(separator: ", "),
    ]
    view.merge(Overview(book: book).view()) { $1 }
    view["asOf"] =
      options.asOf.map { asOf -> Any in
        ["place": PlainWords.place(asOf.place), "day": PlainWords.day(asOf.day)] as View
      } ?? false
    return try PageRenderer(templates: options.templates).page("page", view)
  }

  private func title(_ papers: [Paper.Made]) -> String {
    if papers.count == 1 { return papers[0].title }
    if let asOf = options.asOf {
      return "What is in force in \(PlainWords.place(asOf.place)) on \(PlainWords.day(asOf.day))"
    }
    return "\(papers.count) policy texts"
  }
}
