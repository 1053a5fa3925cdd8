// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Searching

/// A question to the words of a case, as a person asks it.
package struct SearchRequest: Sendable {
  package var text: String
  package var isFuzzy: Bool
  /// "page" or "message"; nil for both.
  package var kind: String?
  package var limit: Int
  package var offset: Int

  package init(
    _ text: String, isFuzzy: Bool = false, kind: String? = nil, limit: Int = 50, offset: Int = 0
  ) {
    (self.text, self.isFuzzy, self.kind) = (text, isFuzzy, kind)
    (self.limit, self.offset) = (limit, offset)
  }

  package static let kinds = HitKind.allCases.map(\.rawValue)

  /// - Throws: `QueryError`, which says where the text cannot be understood.
  fileprivate func query() throws -> Query {
    var query = try Query(text)
    if isFuzzy { query = query.fuzzy }
    if let kind = kind.flatMap(HitKind.init(rawValue:)) { query = .all([query, .kind(kind)]) }
    return query
  }
}

/// What was found, for people and for listings.
package struct SearchResults: Sendable {
  package let answer: SearchAnswer

  package var objects: [JSONObject] { answer.hits.map(\.object) }

  /// How much there is, and in which order.
  package var summary: String {
    func count(_ count: SearchCount, _ noun: String) -> String {
      let number = (count.isExact ? "" : "more than ") + String(count.number)
      return "\(number) \(noun)\(count.number == 1 && count.isExact ? "" : "s")"
    }
    let total = count(answer.messages, "message") + ", " + count(answer.pages, "page")
    return answer.isRanked
      ? total : total + "; too many to rank: in the order of the case, messages first"
  }
}

extension OpenCase {
  package func search(_ request: SearchRequest) throws -> SearchResults {
    SearchResults(
      answer: try store.search(
        try request.query(), limit: request.limit, offset: request.offset, bates: bates(meantBy:)))
  }

  /// How often each of many queries is answered.
  ///
  /// - Throws: `CaseworkError` that lists every query that cannot be read.
  package func searchTerms(_ requests: [(line: Int, request: SearchRequest)], file: String) throws
    -> [JSONObject]
  {
    var faults: [String] = []
    var queries: [(text: String, query: Query)] = []
    for (line, request) in requests {
      do {
        queries.append((request.text, try request.query()))
      } catch {
        faults.append("\(file):\(line): \(error)")
      }
    }
    guard faults.isEmpty else { throw CaseworkError(faults.joined(separator: "\n")) }
    return try queries.map { text, query in
      let tally = try store.tally(query, bates: bates(meantBy:))
      var out = JSONObject()
      out["term"] = .string(text)
      out["messages"] = .int(tally.messages)
      out["pages"] = .int(tally.pages)
      out["first"] = .orNull(tally.first)
      out["last"] = .orNull(tally.last)
      return out
    }
  }

  /// The numbers that stand on pages of the case and lie in a range, however it is spelled.
  private func bates(meantBy text: String) throws -> [String] {
    guard let range = BatesRange(text.replacing("..", with: " to ")) else { return [text] }
    return try store.batesNumbers().filter { range.contains($0) }
  }
}

extension SearchHit {
  package var object: JSONObject {
    var out = JSONObject()
    let place = Citation(
      source: source, place: .page(number: page ?? 1, bates: bates, boxes: []), quote: quote ?? "")
    out["citation"] = .object((message?.citation ?? place).object)
    out["source"] = .string(source.hex)
    if let page { out["page"] = .int(page) }
    out["bates"] = .orNull(bates)
    if let message {
      out["message"] = .string(message.id)
      out["sent"] = .orNull(message.sent.value?.iso)
    }
    out["snippet"] = .string(snippet)
    out["score"] = .double(score)
    return out
  }
}
