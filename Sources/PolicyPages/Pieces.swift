// SPDX-License-Identifier: Apache-2.0

import Policy
import Templates

/// A condition as words and links: terms lead to what they mean, questions are spelt out.
struct Pieces {
  let book: PolicyBook
  let scope: PolicyBook.Scope
  /// Whether "and", "or" and "not" stand out: in what holds or not, but not in what was so.
  var marksJoints = true

  func views(_ text: String) -> [View] {
    let words = PlainWords.words(text)
    var out: [View] = []
    var last = "("
    func add(_ text: String, href: String? = nil, isJoint: Bool = false) {
      let space = last != "(" && ![",", ")", ":", ";"].contains(text)
      out.append([
        "text": text, "href": href.map { $0 as Any } ?? false, "isJoint": isJoint, "space": space,
      ])
      last = text
    }
    var at = 0
    while at < words.count {
      let word = words[at]
      let next = at + 1 < words.count ? words[at + 1] : ""
      if word.lowercased() == "answer", let question = book.question(next) {
        // "not answer q" holds where the answer is no.
        let isNo = out.last?["text"] as? String == "not"
        if isNo { last = out.dropLast().last?["text"] as? String ?? "(" }
        if isNo { out.removeLast() }
        add("the answer to")
        add("“\(question.text)”", href: "#question-\(question.id)")
        at += 2
        // Reasons say themselves what the answer is.
        if at == words.count || words[at].lowercased() != "is" { add(isNo ? "is no" : "is yes") }
        continue
      }
      if let anchor = book.anchor(ofTerm: word, in: scope) {
        add(PlainWords.word(word), href: "#\(anchor)")
      } else {
        add(
          PlainWords.word(word, after: at > 0 ? words[at - 1] : ""),
          isJoint: marksJoints && ["and", "or", "not"].contains(word.lowercased()))
      }
      at += 1
    }
    return out
  }
}
