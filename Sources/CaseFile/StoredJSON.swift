// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// How values stand in a text column: JSON with sorted keys, so that equal values are equal text.
enum StoredJSON {
  static func text(_ value: some Encodable) throws -> String { try text(value, by: encoder()) }

  private static func text(_ value: some Encodable, by encoder: JSONEncoder) throws -> String {
    String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static func encoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  /// Plain words, such as exemption codes, need no encoder: most of many rows are that.
  static func text(words: [String]) throws -> String {
    func isPlain(_ byte: UInt8) -> Bool {
      byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    guard words.allSatisfy({ $0.utf8.allSatisfy(isPlain) }) else { return try text(words) }
    return "[" + words.map { "\"\($0)\"" }.joined(separator: ",") + "]"
  }

  static func value<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  // MARK: Many at once

  /// Calls `body` with each value's text, in their order. They are written on all cores, some
  /// thousand at a time.
  static func forEachText<Value: Encodable & Sendable>(
    of values: [Value], _ body: (Value, String) throws -> Void
  ) throws {
    for start in stride(from: 0, to: values.count, by: together) {
      let some = values[start..<min(values.count, start + together)]
      let texts = try onAllCores(some) { part in
        let encoder = encoder()
        return try part.map { try text($0, by: encoder) }
      }
      for (value, text) in zip(some, texts) { try body(value, text) }
    }
  }

  /// The values of many texts, in their order, read on all cores.
  static func values<Value: Decodable & Sendable>(
    _ type: Value.Type, _ texts: [String]
  ) throws -> [Value] {
    try onAllCores(texts[...]) { part in
      // One list is read sooner than each by itself.
      let list = "[" + part.joined(separator: ",") + "]"
      let values = try JSONDecoder().decode([Value].self, from: Data(list.utf8))
      guard values.count == part.count else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: [], debugDescription: "a stored value is not one value"))
      }
      return values
    }
  }

  /// So many are held as values and as texts.
  private static let together = 16_384
  private static let part = 512

  private static func onAllCores<In: Sendable, Out: Sendable>(
    _ list: ArraySlice<In>, _ body: @Sendable (ArraySlice<In>) throws -> [Out]
  ) throws -> [Out] {
    if list.count <= part { return try body(list) }
    let starts = Array(stride(from: list.startIndex, to: list.endIndex, by: part))
    return try AtOnce.map(starts, workers: ProcessInfo.processInfo.activeProcessorCount) { start in
      Result { try body(list[start..<min(list.endIndex, start + part)]) }
    }.flatMap { try $0.get() }
  }
}
