// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import GMime

struct FlowedTextTests {
  @Test func `flowed lines join within a quote depth and the signature stays apart`() {
    let lines = ["Please send ", "the list.", "> Which ", "> list?", " From here", "-- ", "Dana"]
    #expect(
      TextLines.flowed(lines, delsp: false)
        == ["Please send the list.", "> Which list?", "From here", "-- ", "Dana"])
  }

  @Test func `delsp takes the space that marks a flowed line`() {
    #expect(TextLines.flowed(["exam ", "ple"], delsp: true) == ["example"])
  }
}
