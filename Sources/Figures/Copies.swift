// SPDX-License-Identifier: Apache-2.0
import Evidence

/// Messages that stand in a release more than once.
package enum Copies {
  /// The messages, each once: of a message and its copies the first released one is kept, or the
  /// first where none was released. Order is kept.
  package static func once(_ messages: [Message]) -> [Message] {
    groups(messages).map { messages[$0.chief] }
  }

  /// The same, each with what its copies show of sender, recipients and time where it withholds or
  /// lacks them itself.
  package static func merged(_ messages: [Message]) -> [Message] {
    groups(messages).map { group in
      var message = messages[group.chief]
      guard group.members.count > 1 else { return message }
      for copy in group.members.map({ messages[$0] }) {
        if message.from.value?.person == nil, copy.from.value?.person != nil {
          message.from = copy.from
        }
        if message.sent.value.map({ $0.precision == .unknown }) ?? true, copy.sent.value != nil {
          message.sent = copy.sent
        }
        var known = Set((message.to + message.cc).compactMap { $0.value?.person })
        message.to += copy.to.filter { $0.value?.person.map { known.insert($0).inserted } == true }
        message.cc += copy.cc.filter { $0.value?.person.map { known.insert($0).inserted } == true }
      }
      return message
    }
  }

  /// Positions of messages that are one, by the position of the one that stands for all.
  package static func groups(_ messages: [Message]) -> [(chief: Int, members: [Int])] {
    guard messages.contains(where: { !$0.duplicates.isEmpty }) else {
      return messages.indices.map { ($0, [$0]) }
    }
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
    var kept: [Int: (chief: Int, members: [Int])] = [:]
    for n in messages.indices {
      let group = find(n)
      guard let best = kept[group]?.chief else {
        kept[group] = (n, [n])
        continue
      }
      kept[group]?.members.append(n)
      if rank(messages[n]) < rank(messages[best]) { kept[group]?.chief = n }
    }
    return kept.values.sorted { $0.chief < $1.chief }
  }

  private static func rank(_ message: Message) -> Int { message.released ? 0 : 1 }
}
