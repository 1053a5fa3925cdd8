// SPDX-License-Identifier: Apache-2.0
import Evidence
import Foundation

/// The messages of one thread.
struct MessageThread {
  /// Places in the record's messages, by time; those without a time keep their order at the end.
  var messages: [Int]
  var start: Int64

  /// By the time of the first message.
  static func threads(of record: CaseRecord, zone: TimeZone) -> [MessageThread] {
    let times = record.messages.map { message -> Int64 in
      guard let sent = message.sent.value, sent.precision != .unknown else { return .max }
      return sent.span(in: zone).from
    }
    var groups: [String: [Int]] = [:]
    var order: [String] = []
    for (n, message) in record.messages.enumerated() {
      let key = message.thread.map { "thread \($0)" } ?? "message \(n)"
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(n)
    }
    let threads = order.map { key -> MessageThread in
      let messages = (groups[key] ?? []).sorted { (times[$0], $0) < (times[$1], $1) }
      return MessageThread(messages: messages, start: messages.first.map { times[$0] } ?? .max)
    }
    return threads.enumerated().sorted {
      ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
    }
    .map(\.element)
  }

  /// Whole threads on pages of about `perPage` messages.
  static func pages(_ threads: [MessageThread], perPage: Int) -> [[MessageThread]] {
    var out: [[MessageThread]] = [[]]
    var count = 0
    for thread in threads {
      if count > 0, count + thread.messages.count > perPage {
        out.append([])
        count = 0
      }
      out[out.count - 1].append(thread)
      count += thread.messages.count
    }
    return out
  }
}
