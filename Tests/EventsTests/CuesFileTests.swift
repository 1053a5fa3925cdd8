// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct CuesFileTests {
  private func error(_ yaml: String) -> MappingError? {
    do {
      _ = try Cues(yaml: yaml, file: "c.yaml")
      return nil
    } catch {
      return error
    }
  }

  @Test func `a slip in a cue file is told with its line and the nearest word`() {
    let slip = error(
      """
      cues:
        - cue: told
          kind: statment
          action: disclosure
          phrases: [he lives]
      """)
    #expect(slip?.line == 3)
    #expect(slip?.message.contains("did you mean 'statement'") == true)
    let value = error(
      "cues: [{cue: a, kind: statement, action: disclosur, phrases: [x]}]")
    #expect(value?.message.contains("did you mean 'disclosure'") == true)
    let list = error(
      "lists: {ask: [can you]}\ncues: [{cue: a, kind: request, action: stop, phrases: ['@aks x']}]")
    #expect(list?.message.contains("did you mean 'ask'") == true)
  }

  @Test func `a phrase of which no word must stand is refused`() {
    let empty = error(
      "cues: [{cue: a, kind: statement, action: stop, phrases: ['(he|she) (will)']}]")
    #expect(empty?.message.contains("no word") == true)
  }
}
