// SPDX-License-Identifier: Apache-2.0
import Evidence

/// Who writes to whom.
package enum Network {
  /// Every two people of the record between whom a message went, most messages first, then in the
  /// order of the record's people. A message to several people counts once for each of them.
  package static func pairs(in record: CaseRecord) -> [Correspondents] {
    var order: [String: Int] = [:]
    for (n, person) in record.people.enumerated() where order[person.id] == nil {
      order[person.id] = n
    }
    var pairs: [Pair: Tally] = [:]

    for message in Copies.merged(record.messages) {
      guard let sender = message.from.value?.person, let from = order[sender] else { continue }
      var seen: Set<Int> = [from]
      for receiver in message.to + message.cc {
        guard let id = receiver.value?.person, let to = order[id], seen.insert(to).inserted
        else { continue }
        let (pair, forward) = Pair.of(from, to, record.people)
        pairs[pair, default: Tally()].count(message, forward: forward)
      }
    }
    for reply in record.replies {
      guard let from = order[reply.from], let to = order[reply.to], from != to else { continue }
      let (pair, forward) = Pair.of(from, to, record.people)
      pairs[pair]?.count(reply, forward: forward)
    }

    let sorted = pairs.sorted { a, b in
      let (m, n) = (a.value.messages, b.value.messages)
      return m == n ? (a.key.one, a.key.other) < (b.key.one, b.key.other) : m > n
    }
    return sorted.map { pair, tally in tally.result(pair, record.people) }
  }

  /// Positions in the record's people.
  struct Pair: Hashable {
    var one: Int
    var other: Int

    /// The pair in its one order, and whether from → to is one → other.
    static func of(_ from: Int, _ to: Int, _ people: [Person]) -> (Pair, Bool) {
      let fromLocal = people[from].side == .local
      let toLocal = people[to].side == .local
      let forward = fromLocal == toLocal ? from < to : fromLocal
      return (forward ? Pair(one: from, other: to) : Pair(one: to, other: from), forward)
    }
  }

  struct Tally {
    var forward = Correspondents.Direction()
    var backward = Correspondents.Direction()
    var forwardMinutes: [Int] = []
    var backwardMinutes: [Int] = []
    var first: Moment?
    var last: Moment?

    var messages: Int { forward.messages + backward.messages }

    mutating func count(_ message: Message, forward isForward: Bool) {
      let path = isForward ? \Tally.forward : \Tally.backward
      if message.released {
        self[keyPath: path].released += 1
      } else {
        self[keyPath: path].quoted += 1
      }
      guard let sent = message.sent.value, sent.precision != .unknown else { return }
      if first.map({ sent.wallSeconds < $0.wallSeconds }) ?? true { first = sent }
      if last.map({ sent.wallSeconds > $0.wallSeconds }) ?? true { last = sent }
    }

    mutating func count(_ reply: Reply, forward isForward: Bool) {
      let path = isForward ? \Tally.forward : \Tally.backward
      if reply.certain {
        self[keyPath: path].certainReplies += 1
        if isForward {
          forwardMinutes.append(reply.minutes)
        } else {
          backwardMinutes.append(reply.minutes)
        }
      } else {
        self[keyPath: path].uncertainReplies += 1
      }
    }

    func result(_ pair: Pair, _ people: [Person]) -> Correspondents {
      var out = Correspondents(
        one: people[pair.one].id, other: people[pair.other].id, oneSide: people[pair.one].side,
        otherSide: people[pair.other].side)
      out.oneToOther = forward
      out.oneToOther.medianReply = Middle.median(forwardMinutes)
      out.otherToOne = backward
      out.otherToOne.medianReply = Middle.median(backwardMinutes)
      out.first = first?.iso
      out.last = last?.iso
      return out
    }
  }
}
