// SPDX-License-Identifier: Apache-2.0

import Foundation
import Policy
import Testing

@testable import PolicyPages

@Suite struct PolicyPagesTests {
  static let templates: [String: String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Data/policy")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? "")
      })
  }()

  static func page(
    _ texts: String..., asOf: (place: String, day: CivilDay)? = nil
  ) throws -> String {
    let files = texts.enumerated().map { number, text in
      PolicyFile.parse(text, file: "law-\(number + 1).policy.md").file
    }
    let library = PolicyLibrary(files)
    try #require(library.check().allSatisfy { $0.severity == .warning })
    return try PolicyPages(
      files, library: library, results: library.runExamples(),
      options: PolicyPages.Options(templates: templates, asOf: asOf, version: "1")
    ).html()
  }

  static let law = """
    # Fairview: contact with immigration authorities

    #### Section 1

    The jail *shall not* hold.

    ```policy
    place Fairview also "City of Fairview" within Illinois
    define civil-hold as basis is immigration-detainer or civil-immigration-warrant and answer q1
    question q1 "Does the ordinance bind?" open
    instrument FV-2019 for Fairview binds jail enacted 2019-01-05 in force 2019-02-26
      contested from 2019-06-01 to 2019-07-01 on q1 cite "Ordinance 12"
    rule 1: jail must not detain person if civil-hold
      unless warrant: there was presentation where document is judicial-warrant before detain
      cite "Ordinance 12, section 1" rests on "shall not hold" in "ordinance.pdf" page 2
    example "held on a detainer":
      jail detain person on 2019-05-01, basis is immigration-detainer
      expect violated by 1
    ```
    """

  /// What an attribute holds, each time it is given.
  static func values(_ attribute: String, in html: String) -> [String] {
    html.components(separatedBy: " \(attribute)=\"").dropFirst().map { rest in
      String(rest.prefix { $0 != "\"" })
    }
  }

  /// The text of the page, tags left out and blanks made single.
  static func text(_ html: String) -> String {
    html.replacing(/<style>(?s:.*?)<\/style>/, with: "").replacing(/<[^>]*>/, with: " ")
      .split { $0.isWhitespace }.joined(separator: " ")
  }

  @Test func `law, rule, question and example stand together in words`() throws {
    let text = Self.text(try Self.page(Self.law))
    for words in [
      "The jail shall not hold.", "Enacted January 5, 2019", "In force February 26, 2019",
      "Last day none: still in force", "Binds Jail",
      "Contested June 1, 2019 to July 1, 2019: Does the ordinance bind?",
      "The jail must not detain a person.",
      "there was presentation where document is judicial warrant before detention",
      "Section Ordinance 12, section 1", "Rests on shall not hold ordinance.pdf, page 2",
      "Open question q1 Does the ordinance bind? What hangs on it whether Ordinance 12 has effect",
      "rule FV-2019.1",
      "Held on a detainer. The jail detains a person on May 1, 2019; the basis is immigration detainer.",
    ] {
      #expect(text.contains(words), "\(words)")
    }
  }

  @Test func `an example that fails is shown as failing, with what the program says`() throws {
    // The question that the term asks is open.
    let text = Self.text(try Self.page(Self.law))
    #expect(text.contains("1 of 1 verdict of the worked examples comes out otherwise"))
    #expect(text.contains("Not as expected: the file says “violated”, the program “undetermined”."))
  }

  @Test func `every link leads somewhere and no heading level is skipped`() throws {
    let other = """
      ## Elsewhere

      See [the ordinance](law-1.policy.md) and [nothing](law-9.policy.md).

      ```policy
      instrument US for United-States in force 1996-09-30
      rule a: agency may disclose citizenship-immigration-status to DHS
      US.a prevails over any rule of FV-2019 if not answer q1
      ```
      """
    for html in [try Self.page(Self.law), try Self.page(Self.law, other)] {
      let places = Self.values("id", in: html)
      #expect(places.count == Set(places).count)
      let links = Self.values("href", in: html)
      #expect(links.count > 8)
      for link in links {
        #expect(link.hasPrefix("#") && places.contains(String(link.dropFirst())))
      }
      var last = 0
      for level in html.matches(of: /<h([1-6])/).compactMap({ Int($0.1) }) {
        #expect(level <= last + 1)
        last = level
      }
      #expect(html.matches(of: /<h1/).count == 1)
    }
  }

  @Test func `only what is in force somewhere on a day, and the rest of its file marked as not`()
    throws
  {
    let later = """
      # County

      ```policy
      place Marlow within Illinois
      instrument MC for Marlow in force 2021-01-01
      rule 1: jail must not detain person
      ```
      """
    let day = try #require(CivilDay("2019-05-01"))
    let before = try #require(CivilDay("2018-05-01"))
    let text = Self.text(try Self.page(Self.law, later, asOf: ("City of Fairview", day)))
    #expect(text.contains("Ordinance 12") && !text.contains("County"))
    let none = Self.text(try Self.page(Self.law, later, asOf: ("Fairview", before)))
    #expect(none.contains("Nothing is in force for Fairview on May 1, 2018."))
  }

  @Test func `what strangers wrote stays text`() throws {
    let evil = """
      # <script>alert(1)</script> {{title}} {{{title}}}

      <img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](http://evil.example/x.png)
      [c](data:text/html,x) [d](https://fairview.example/"onclick=x) \u{202E}gpj.exe

      <style>*{display:none}</style>

      <!-- --> <script>alert(2)</script> -->

      ```policy
      place Fairview also "<script>alert(3)</script>" within Illinois
      question q1 "</title><svg onload=x>" open
      instrument FV for Fairview in force 2019-02-26 cite "' onmouseover=x '<b>"
      -- </style><script>alert(4)</script>
      define hold as basis is immigration-detainer and answer q1
      rule 1: jail must not detain person if hold unless w: reason is <x cite "<i>"
        rests on "<u>words" in "<a>.pdf"
      example "<s>\u{0}x": jail detain person, reason is blank expect violated by 1
      ```
      """.replacing("unless w: reason is <x ", with: "unless w: reason is blank ")
    let html = try Self.page(evil)
    let body = html.replacing(/<style>(?s:.*?)<\/style>/, with: "")
    for tag in ["<script", "<img", "<svg", "<style", "<u>", "<i>", "<s>"] {
      #expect(!body.lowercased().contains(tag), "\(tag)")
    }
    #expect(!html.contains("javascript:") && !html.contains("data:"))
    #expect(!html.contains("evil.example") && !html.contains("\u{202E}"))
    #expect(body.matches(of: /<[^>]*\son[a-z]+\s*=/).isEmpty)
    #expect(html.components(separatedBy: "<style>").count == 2)
  }
}
