// SPDX-License-Identifier: Apache-2.0

extension RecurringPassage {
  public var object: JSONObject {
    let appearances = versions.flatMap(\.appearances)
    let dated = appearances.filter(\.isDated)
    // Versions are in the order of first appearance; a later one may have been used last.
    let last = versions.compactMap { $0.appearances.last(where: \.isDated) }
      .max { ($0.sent?.wallSeconds ?? 0) < ($1.sent?.wallSeconds ?? 0) }
    var out = JSONObject()
    out["id"] = .string(id)
    out["label"] = .string(label)
    out["versions"] = .int(versions.count)
    out["texts"] = .int(texts)
    out["undated"] = .int(appearances.count - dated.count)
    out["words"] = .int(versions.first?.words ?? 0)
    out["weight"] = .double(weight)
    out["first"] = .orNull(dated.first?.sent?.iso)
    out["last"] = .orNull(last?.sent?.iso)
    out["authors"] = .strings(authors)
    if let version = versions.first {
      out["passage"] = .string(version.text)
      out["show"] = .orNull(version.appearances.first?.show)
      out["citation"] = version.appearances.first?.citation.map { JSONValue.object($0.object) }
    }
    return out
  }

  /// Who used it, in the order of the versions, each once.
  public var authors: [String] {
    var out: [String] = []
    for author in versions.flatMap(\.appearances).compactMap(\.author) where !out.contains(author) {
      out.append(author)
    }
    return out
  }
}

extension RecurringPassage.Version {
  /// - Parameter passage: the id of the passage it is a version of.
  public func object(of passage: String) -> JSONObject {
    var out = JSONObject()
    out["family"] = .string(passage)
    out["version"] = .int(number)
    out["text"] = .string(text)
    if let first = appearances.first { out["first"] = .object(first.object) }
    out["first_certain"] = .bool(isFirstCertain)
    out["appearances"] = .array(appearances.map { .object($0.object) })
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

extension RecurringPassage.Appearance {
  public var object: JSONObject {
    var out = JSONObject()
    if let message { out["message"] = .string(message) }
    out["sent"] = isDated ? .orNull(sent?.iso) : .null
    out["sent_precision"] = .string((sent?.precision ?? .unknown).rawValue)
    out["author"] = .orNull(author)
    out["part"] = .bool(isPart)
    out["show"] = .orNull(show)
    out["citation"] = citation.map { JSONValue.object($0.object) }
    return out
  }
}

extension RecurringPassage.Change {
  public var object: JSONObject {
    var out = JSONObject()
    out["change"] = .string(kind.rawValue)
    out["at"] = .array([.int(at.lowerBound), .int(at.upperBound)])
    out["was"] = .array([.int(was.lowerBound), .int(was.upperBound)])
    out["removed"] = .string(removed)
    out["added"] = .string(added)
    return out
  }
}
