// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Wording

extension OpenCase {
  /// Passages that recur with changes, the weightiest first, as objects of the contract.
  package func wordingObjects(limit: Int) throws -> [JSONObject] {
    try wordingReport(limit: limit).passages.map(\.object)
  }

  /// The versions of one of them in time, as objects of the contract.
  package func wordingVersionObjects(of id: String) throws -> [JSONObject] {
    guard let passage = try wordingReport().passages.first(where: { $0.id == id }) else {
      throw CaseworkError(
        "no passage of this case is called “\(id)”; `brightline wording` lists them")
    }
    return passage.versions.map { $0.object(of: passage.id) }
  }

  /// Passages that recur with changes, the weightiest first, with the texts that were compared.
  package func wordingReport(limit: Int = .max) throws -> WordingReport {
    let texts = try RecordedTexts(of: self)
    let families = Wording.families(in: texts.texts, zone: zone)
    let bearing = Set(families.flatMap(\.versions).flatMap(\.appearances).map(\.text))
    return WordingReport(
      passages: families.prefix(limit).map { $0.passage(in: texts) }, texts: texts.texts.count,
      bearing: bearing.count)
  }
}

extension WordingFamily {
  func passage(in recorded: RecordedTexts) -> RecurringPassage {
    RecurringPassage(
      id: id, label: label, weight: weight, texts: texts,
      versions: versions.map { version in
        RecurringPassage.Version(
          number: version.number, text: version.text, words: version.words.count,
          appearances: version.appearances.map { $0.recorded(in: recorded) },
          isFirstCertain: version.isFirstCertain, against: version.against,
          changes: version.changes.map(\.recorded), runs: version.runs.map(\.recorded))
      })
  }
}

extension WordingAppearance {
  func recorded(in texts: RecordedTexts) -> RecurringPassage.Appearance {
    let message = texts.origins[text]?.message
    guard let citation = texts.citation(self) else {
      return RecurringPassage.Appearance(
        message: message, sent: sent, author: author, isPart: isPart, show: message, citation: nil)
    }
    var show = citation.bates
    if show == nil, let page = citation.page { show = "\(citation.source.short):\(page)" }
    return RecurringPassage.Appearance(
      message: message, sent: sent, author: author, isPart: isPart, show: show ?? message,
      citation: citation)
  }
}

extension WordChange {
  var recorded: RecurringPassage.Change {
    let kind: RecurringPassage.Change.Kind =
      switch self.kind {
      case .added: .added
      case .removed: .removed
      case .replaced: .replaced
      }
    return RecurringPassage.Change(kind: kind, at: at, was: was, removed: removed, added: added)
  }
}

extension WordingRun {
  var recorded: RecurringPassage.Run {
    switch kind {
    case .same: RecurringPassage.Run(.same, text)
    case .added: RecurringPassage.Run(.added, text)
    case .removed: RecurringPassage.Run(.removed, text)
    }
  }
}
