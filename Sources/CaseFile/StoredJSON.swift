// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How values stand in a text column: JSON with sorted keys, so that equal values are equal text.
enum StoredJSON {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
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
}
