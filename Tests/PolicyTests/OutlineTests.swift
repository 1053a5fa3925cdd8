// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Policy

@Suite struct OutlineTests {
  static let text = """
    # Fairview

    The jail shall not hold.

    ```policy
    place Fairview within Illinois
    -- What counts as a civil hold.
    define civil-hold as basis is immigration-detainer
      or civil-immigration-warrant
    instrument FV for Fairview binds jail or sheriff in force 2019-02-26
    question q "Is it law?" settled no by "the council" from 2020-01-01
    rule 1: Jail MUST NOT detain person IF every basis is civil-hold and answer q
      Unless warrant: there was presentation before detain
      cite "s. 1" rests on "shall not hold" in "ordinance" page 2
    rule 2: jail must release person within 48 hours of detention-hold
    FV.1 prevails over any rule of FV if not answer q
    example "held": jail detain person on 2019-05-01, basis is immigration-detainer,
      record incomplete
      expect violated by 1, not-covered
    ```

    ~~~
    rule 9: this is no policy
    ~~~
      - in a list
        ~~~~policy
        act stamping
        ~~~~
        and after
    """

  @Test func `the outline has the prose and the declarations in their order, clause by clause`()
    throws
  {
    let (file, diagnostics) = PolicyFile.parse(Self.text, file: "fairview.policy.md")
    #expect(diagnostics.isEmpty)
    let outline = file.outline
    let prose = outline.parts.compactMap { part -> String? in
      if case .prose(let text, let line) = part { "\(line): \(text)" } else { nil }
    }
    #expect(
      prose == [
        "1: # Fairview\n\nThe jail shall not hold.\n\n",
        "21: \n~~~\nrule 9: this is no policy\n~~~\n  - in a list\n", "29:     and after",
      ])
    let contents = outline.declarations.map(\.content)
    #expect(contents.count == 9)
    #expect(outline.declarations[1].notes == ["What counts as a civil hold."])
    #expect(outline.declarations[1].line == 8)
    #expect(
      contents[1]
        == .definition(
          PolicyOutline.Definition(
            term: "civil-hold", from: nil,
            condition: "basis is immigration-detainer or civil-immigration-warrant",
            instrument: nil)))
    #expect(
      contents[2]
        == .instrument(
          PolicyOutline.Instrument(id: "FV", binds: ["jail", "sheriff"], replaces: nil)))
    guard case .rule(let rule) = contents[4], case .rule(let duty) = contents[5],
      case .precedence(let precedence) = contents[6], case .example(let example) = contents[7]
    else { throw Broken() }
    #expect(rule.id == "FV.1" && rule.who == ["Jail"] && rule.modal == .mustNot)
    #expect(rule.act == "detain person")
    #expect(rule.condition == "every basis is civil-hold and answer q")
    #expect(
      rule.exceptions == [
        PolicyOutline.Rule.Exception(
          name: "warrant", condition: "there was presentation before detain")
      ])
    #expect(rule.cite == "s. 1" && rule.rests.map(\.words) == ["shall not hold"])
    #expect(rule.rests.first?.source == "ordinance" && rule.rests.first?.page == 2)
    #expect(duty.deadline == "within 48 hours of detention-hold" && duty.condition == nil)
    #expect(precedence.isAnyRule && precedence.condition == "not answer q")
    #expect(
      example.details == ["on 2019-05-01", "basis is immigration-detainer", "record incomplete"])
    #expect(example.expected.map(\.rule) == ["1", nil])
    #expect(contents[0] == .vocabulary && contents[8] == .vocabulary)
  }

  @Test func `what could not be read is not in the outline, and what follows is`() {
    let (file, diagnostics) = PolicyFile.parse(
      "```policy\ninstrument A for Fairview\nact stamping\n", file: "a.policy.md")
    #expect(diagnostics.count == 2)
    #expect(file.outline.declarations.map(\.text) == ["act stamping"])
  }

  private struct Broken: Error {}
}
