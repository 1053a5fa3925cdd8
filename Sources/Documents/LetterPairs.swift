// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How usual pairs of letters are in the languages of Latin script that are common in records.
///
/// Counted over word lists of English, Spanish, French, German, Portuguese, Italian and Dutch,
/// accents left off. What is usual in one of them is usual: this tells language from letters at
/// random, or from letters shifted in the alphabet, not one language from another.
enum LetterPairs {
  /// A row for the first letter, a column for the second; the first of each is the word's edge.
  /// 9 for a pair that is one in a hundred, one less for every 2.5 times it is rarer.
  private static let table: [[UInt8]] = [
    "099999888978897896998888468",
    "998995787977999786999996577",
    "588349465744844831776735055",
    "792848119908743915767830562",
    "995569465955655953775765454",
    "988899788978999786998877769",
    "675268764844744740767754055",
    "985369477845757740787854054",
    "785349454815877841878736065",
    "997989785697889977899783529",
    "574268653607546750265653005",
    "875349455767746751777756154",
    "896679668946966864578765585",
    "997569454814585981466744454",
    "997899797857658965699766457",
    "977778776767889986998977566",
    "785348757854744870876754054",
    "210000000100100000000800000",
    "998789776948778965889876277",
    "997969678966776886699766066",
    "996659568976755961888766077",
    "777878877856879674888767645",
    "591129111811611810642561030",
    "574348336723536630564633032",
    "661515214602410551125451641",
    "964556343612555550564524213",
    "984428343813444733246836038",
  ].map { $0.utf8.map { $0 - 0x30 } }

  /// The mean over the pairs of all words of three letters or more, 0…9, and how many words those
  /// are. Words in these languages have 7.8 to 8.5, letters at random 6, shifted ones 5.5 to 6.8.
  static func usualness(of words: some Sequence<String>) -> (mean: Double, words: Int) {
    var (sum, pairs, count) = (0, 0, 0)
    for word in words {
      guard let letters = letters(of: word), letters.count >= 3 else { continue }
      count += 1
      pairs += letters.count + 1
      var last = 0
      for letter in letters {
        sum += Int(table[last][letter])
        last = letter
      }
      sum += Int(table[last][0])
    }
    return (pairs == 0 ? 0 : Double(sum) / Double(pairs), count)
  }

  /// 1…26 each, without the marks around the word; nil for what is no word of Latin letters.
  private static func letters(of word: String) -> [Int]? {
    var letters: [Int] = []
    var ended = false
    for scalar in word.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5a, 0x61...0x7a:
        if ended { return nil }
        letters.append(Int(scalar.value & 31))
      case 0xC0...0x17F:
        guard !ended, let base = base(of: scalar) else { return nil }
        letters.append(base)
      case 0x30...0x39: return nil
      default: ended = !letters.isEmpty
      }
    }
    return letters
  }

  /// The letter under an accent.
  private static func base(of scalar: Unicode.Scalar) -> Int? {
    let plain = String(scalar).decomposedStringWithCanonicalMapping.utf8.first ?? 0
    return (0x41...0x5a).contains(plain) || (0x61...0x7a).contains(plain) ? Int(plain & 31) : nil
  }
}
