// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Policy

struct FormattingTests {
  /// The policies that the program comes with, and the good cases.
  static let files: [CaseFile] = CaseFile.all("good") + CaseFile.shipped

  private func shape(_ text: String) -> String {
    SyntaxShape.of(PolicyFile.parse(text, file: "a").file)
  }

  @Test(arguments: files)
  func `the canonical form means the same and is its own`(file: CaseFile) throws {
    let once = try PolicyFile.formatted(file.text, file: "a")
    #expect(shape(once) == shape(file.text))
    #expect(try PolicyFile.formatted(once, file: "a") == once)
    #expect(blanked(once) == blanked(file.text), "what stands outside the blocks has changed")
    #expect(
      Set(comments(once)) == Set(comments(file.text))
        && comments(once).count
          == comments(file.text).count
    )
  }

  /// Line breaks and comments anywhere, clauses in any order: one canonical form.
  @Test(arguments: 0..<UInt64(40))
  func `however a file is broken into lines, it is written one way`(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let file = random.pick(Self.files)
    let canonical = try PolicyFile.formatted(withoutComments(file.text), file: "a")
    var scattered = ""
    var isInside = false
    for line in canonical.split(separator: "\n", omittingEmptySubsequences: false) {
      let isFence = line.drop { $0 == " " }.hasPrefix("```")
      if isFence { isInside = !isInside && line.hasSuffix("policy") }
      // Empty lines between declarations are the writer's.
      guard isInside, !isFence, !line.isEmpty else {
        scattered += line + "\n"
        continue
      }
      var isText = false
      for character in shouted(line, &random) {
        if character == "\"" { isText.toggle() }
        let breaks = character == " " && !isText && Int.random(in: 0..<6, using: &random) == 0
        scattered += breaks ? random.pick(["\n     ", "  ", "\t"]) : String(character)
      }
      scattered += random.pick(["\n", "  \n"])
    }
    scattered.removeLast()
    #expect(try PolicyFile.formatted(scattered, file: "a") == canonical)
  }

  /// Some of the words of the language in capitals: they are read without regard to case.
  private func shouted(_ line: some StringProtocol, _ random: inout SplitMix) -> String {
    let parts = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
    return parts.map { number, part in
      if number % 2 == 1 { return String(part) }
      return part.split(separator: " ", omittingEmptySubsequences: false).map { word in
        guard Keywords.reserved.contains(String(word)), random.chance(0.1) else {
          return String(word)
        }
        return random.chance(0.5) ? word.uppercased() : word.capitalized
      }.joined(separator: " ")
    }.joined(separator: "\"")
  }

  @Test(arguments: 0..<UInt64(60))
  func `policies made at random are written anew`(seed: UInt64) throws {
    var record = RandomRecord(seed: seed)
    let text = record.policy()
    let once = try PolicyFile.formatted(text, file: "a")
    #expect(shape(once) == shape(text))
    #expect(try PolicyFile.formatted(once, file: "a") == once)
  }

  @Test func `clauses stand in the order of the manual, comments where they were`() throws {
    let text = """
      # Fairview
      - item
        ```policy
      -- first
      PLACE Fairview   also “City of Fairview” -- a place
      slot color:red,blue
      -- of the sheriff

      slot size: small

      -- the act
      instrument A for Fairview in force 2019-02-26 cite "Ordinance 12" to 2020-02-26
      rule 1 : jail MUST NOT detain person cite "s. 1"
        -- shown to somebody
        unless warrant: basis is judicial-warrant -- signed
         or court-order
        if (color is red   or color is blue) and not size is small and every basis is consent and color is not red
      rule 2: jail must release person rests on "words" if color is red within 48 hours of detain
      A.1 prevails over A.2 if color is red
      example "one": jail detain person on 2019-03-01, color is red expect violated by 1
      -- last
        ```
      tail
      """
    #expect(
      try PolicyFile.formatted(text, file: "a") == """
        # Fairview
        - item
          ```policy
          -- first
          place Fairview also "City of Fairview"  -- a place

          slot color: red, blue
          -- of the sheriff

          slot size: small

          -- the act
          instrument A for Fairview in force 2019-02-26 to 2020-02-26 cite "Ordinance 12"

          rule 1: jail must not detain person
            if (color is red or color is blue) and not size is small and every basis is consent
              and color is not red
            -- shown to somebody
            unless warrant: basis is judicial-warrant  -- signed
              or court-order
            cite "s. 1"

          rule 2: jail must release person within 48 hours of detain if color is red
            rests on "words"

          A.1 prevails over A.2 if color is red

          example "one":
            jail detain person on 2019-03-01, color is red
            expect violated by 1
          -- last
          ```
        tail
        """)
  }

  @Test func `Windows line ends stay, and a file with errors is refused with them`() throws {
    let text = "Law.\r\n```policy\r\nplace  Fairview\r\nplace Oldport\r\n```\r\nEnd."
    #expect(
      try PolicyFile.formatted(text, file: "a")
        == "Law.\r\n```policy\r\nplace Fairview\r\nplace Oldport\r\n```\r\nEnd.")
    let error = #expect(throws: PolicyFormattingError.self) {
      try PolicyFile.formatted("```policy\nplase Fairview\n```\n", file: "a")
    }
    #expect(error?.diagnostics.map(\.hint) == ["place"])
  }

  /// The bytes outside the blocks.
  private func blanked(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for block in PolicyBlocks(bytes).blocks.reversed() { bytes.removeSubrange(block.bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func comments(_ text: String) -> [String] {
    Parser(text, file: "a").outline.flatMap { $0.comments.map(\.text) }
  }

  private func withoutComments(_ text: String) -> String {
    var text = text
    for comment in comments(text) {
      if let range = text.range(of: comment) { text.removeSubrange(range) }
    }
    return text
  }
}
