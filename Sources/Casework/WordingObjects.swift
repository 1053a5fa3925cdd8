// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Wording

extension OpenCase {
  /// Passages that recur with changes, the weightiest first, as objects of the contract.
  package func wordingObjects(limit: Int) throws -> [JSONObject] {
    let (families, texts) = try wordings()
    return families.prefix(limit).map { $0.object(in: texts) }
  }

  /// The versions of one of them in time, as objects of the contract.
  package func wordingVersionObjects(of id: String) throws -> [JSONObject] {
    let (families, texts) = try wordings()
    guard let family = families.first(where: { $0.id == id }) else {
      throw CaseworkError(
        "no passage of this case is called “\(id)”; `brightline wording` lists them")
    }
    return family.versions.map { $0.object(of: family, in: texts) }
  }

  private func wordings() throws -> ([WordingFamily], RecordedTexts) {
    let texts = try RecordedTexts(of: self)
    return (Wording.families(in: texts.texts, zone: zone), texts)
  }
}

extension WordingFamily {
  func object(in texts: RecordedTexts) -> JSONObject {
    let appearances = versions.flatMap(\.appearances)
    let dated = appearances.filter(\.isDated)
    // Versions are in the order of first appearance; a later one may have been used last.
    let last = versions.compactMap { $0.appearances.last(where: \.isDated) }
      .max { ($0.sent?.wallSeconds ?? 0) < ($1.sent?.wallSeconds ?? 0) }
    var authors: [String] = []
    for author in appearances.compactMap(\.author) where !authors.contains(author) {
      authors.append(author)
    }
    var out = JSONObject()
    out["id"] = .string(id)
    out["label"] = .string(label)
    out["versions"] = .int(versions.count)
    out["texts"] = .int(self.texts)
    out["undated"] = .int(appearances.count - dated.count)
    out["words"] = .int(versions.first?.words.count ?? 0)
    out["weight"] = .double(weight)
    out["first"] = .orNull(dated.first?.sent?.iso)
    out["last"] = .orNull(last?.sent?.iso)
    out["authors"] = .strings(authors)
    if let version = versions.first {
      out["passage"] = .string(version.text)
      out["show"] = .orNull(version.appearances.first.flatMap(texts.name))
      out["citation"] = version.appearances.first.flatMap(texts.citation).map {
        JSONValue.object($0.object)
      }
    }
    return out
  }
}

extension WordingVersion {
  func object(of family: WordingFamily, in texts: RecordedTexts) -> JSONObject {
    var out = JSONObject()
    out["family"] = .string(family.id)
    out["version"] = .int(number)
    out["text"] = .string(text)
    if let first = appearances.first { out["first"] = .object(first.object(in: texts)) }
    out["first_certain"] = .bool(isFirstCertain)
    out["appearances"] = .array(appearances.map { .object($0.object(in: texts)) })
    if let against { out["against"] = .int(against) }
    out["changes"] = .array(changes.map { .object($0.object) })
    out["runs"] = .array(
      runs.map { run in
        var out = JSONObject()
        out["is"] = .string(run.kind.rawValue)
        out["text"] = .string(run.text)
        return .object(out)
      })
    return out
  }
}

extension WordingAppearance {
  var isDated: Bool { sent.map { $0.precision != .unknown } ?? false }

  func object(in texts: RecordedTexts) -> JSONObject {
    var out = JSONObject()
    if let message = texts.origins[text]?.message { out["message"] = .string(message) }
    out["sent"] = isDated ? .orNull(sent?.iso) : .null
    out["sent_precision"] = .string((sent?.precision ?? .unknown).rawValue)
    out["author"] = .orNull(author)
    out["part"] = .bool(isPart)
    out["show"] = .orNull(texts.name(self))
    out["citation"] = texts.citation(self).map { JSONValue.object($0.object) }
    return out
  }
}

extension WordChange {
  var object: JSONObject {
    var out = JSONObject()
    out["change"] = .string(kind.rawValue)
    out["at"] = .array([.int(at.lowerBound), .int(at.upperBound)])
    out["was"] = .array([.int(was.lowerBound), .int(was.upperBound)])
    out["removed"] = .string(removed)
    out["added"] = .string(added)
    return out
  }
}

extension RecordedTexts {
  /// What `brightline show` opens it by: the Bates number or the page, else the message.
  func name(_ appearance: WordingAppearance) -> String? {
    guard let citation = citation(appearance) else { return nil }
    if let bates = citation.bates { return bates }
    if let page = citation.page { return "\(citation.source.short):\(page)" }
    return origins[appearance.text]?.message
  }
}
