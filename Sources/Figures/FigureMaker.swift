// SPDX-License-Identifier: Apache-2.0
import Evidence

/// The figures of a case: every number with what it counts, out of what, and how it was made.
package enum FigureMaker {
  /// In a fixed order: what was read, what is withheld and where it failed, what other copies show,
  /// which numbers are missing, what else is, who wrote to whom, how fast, what was done,
  /// what the rules say of it, what the logs show. Events that a reviewer rejected count only as
  /// rejected; suggested, confirmed and logged ones are counted apart and never added up. Shares
  /// of an empty whole are left out.
  package static func figures(of record: CaseRecord) -> [Figure] {
    let messages = Copies.once(record.messages)
    let names = SourceNames(record.sources)
    let all =
      ReadingFigures.figures(of: record, messages: messages)
      + RedactionFigures.figures(of: record, messages: messages, names: names)
      + LedgerFigures.figures(of: record, names: names)
      + ExposureFigures.figures(of: record)
      + CopyFigures.figures(of: record)
      + BatesFigures.figures(of: record)
      + MissingFigures.figures(of: record, messages: messages)
      + PeopleFigures.figures(of: record, messages: messages)
      + ReplyFigures.figures(of: record)
      + EventFigures.figures(of: record)
      + VerdictFigures.figures(of: record)
      + LogFigures.figures(of: record, names: names)
    // A share of nothing says nothing; the count beside it already says that there is none.
    return all.filter { $0.unit != "share" || $0.denominator != 0 }
  }
}

/// What sources are called in sentences.
package struct SourceNames: Sendable {
  private var names: [SourceID: String] = [:]

  /// The file's name without its folders; with the first digits of its hash where two share it.
  package init(_ sources: [Source]) {
    var uses: [String: Int] = [:]
    for source in sources { uses[Self.last(source.name), default: 0] += 1 }
    for source in sources {
      let name = Self.last(source.name)
      names[source.id] = uses[name] == 1 && !name.isEmpty ? name : "\(name) (\(source.id.short))"
    }
  }

  package subscript(id: SourceID) -> String { names[id] ?? id.short }

  private static func last(_ path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }
}
