// SPDX-License-Identifier: Apache-2.0
import Evidence

/// Messages that stand in a release more than once.
package enum Copies {
  /// The messages, each once: of a message and its copies the first released one is kept, or the
  /// first where none was released. Order is kept.
  package static func once(_ messages: [Message]) -> [Message] {
    guard messages.contains(where: { !$0.duplicates.isEmpty }) else { return messages }
    var position: [MessageID: Int] = [:]
    for (n, message) in messages.enumerated() where position[message.id] == nil {
      position[message.id] = n
    }
    // Copies of copies are copies: join them into groups.
    var leader = Array(messages.indices)
    func find(_ n: Int) -> Int {
      var n = n
      while leader[n] != n {
        leader[n] = leader[leader[n]]
        n = leader[n]
      }
      return n
    }
    for (n, message) in messages.enumerated() {
      for copy in message.duplicates {
        guard let m = position[copy] else { continue }
        let (a, b) = (find(n), find(m))
        leader[max(a, b)] = min(a, b)
      }
    }
    var kept: [Int: Int] = [:]
    for n in messages.indices {
      let group = find(n)
      if let best = kept[group] {
        if !messages[best].released && messages[n].released { kept[group] = n }
      } else {
        kept[group] = n
      }
    }
    return messages.indices.filter { kept[find($0)] == $0 }.map { messages[$0] }
  }
}
