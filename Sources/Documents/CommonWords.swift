// SPDX-License-Identifier: Apache-2.0

/// The little words that make up much of any text in the languages records here are written in, and
/// the labels of mail.
enum CommonWords {
  /// Whether a word, with or without punctuation at its end, is one of them.
  static func contains(_ word: String) -> Bool {
    var bytes = word.utf8[...]
    while let last = bytes.last, last < 0x80, last | 0x20 < 0x61 || last | 0x20 > 0x7a {
      bytes.removeLast()
    }
    guard bytes.count >= 2, bytes.count <= 7 else { return false }
    var key: UInt64 = 0
    for byte in bytes { key = key << 8 | UInt64(byte | 0x20) }
    return keys.contains(key)
  }

  private static let keys: Set<UInt64> = Set(
    """
    the of and to in is that for it as was with be by on not he his but at are this have from or had
    an they which one you were all their there would who if more when will what can so no has do we
    me my your our please thanks thank sent subject date re cc fw fwd wrote any been am pm
    el la los las de que en un una por con para del se su al es como asunto enviado
    """.split(whereSeparator: \.isWhitespace).map { word in
      word.utf8.reduce(0) { $0 << 8 | UInt64($1) }
    })
}
