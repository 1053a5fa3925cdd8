// SPDX-License-Identifier: Apache-2.0

import Audit
import Evidence
import Foundation
import Policy
import Testing

struct AuditorTests {
  static let policy = """
    ```policy
    instrument FAIR for Fairview in force 2019-02-26
    rule 1: jail must not notify-release to ICE
    ```
    """

  @Test func `rejected suggestions get no finding and the order of events is kept`() throws {
    let utc = try #require(TimeZone(secondsFromGMT: 0))
    let source = SourceID(hex: String(repeating: "a", count: 64))
    func event(_ id: String, _ status: Event.Status) -> Event {
      Event(
        id: id,
        facts: [
          .action: .known(["release-notification"]), .actor: .known(["jail-corrections"]),
          .recipient: .known(["ICE-ERO"]),
        ], time: TimeSpan(from: 1_600_000_000, to: 1_600_000_001), place: "Fairview",
        status: status, origin: "test",
        citations: [Citation(source: source, place: .row(sheet: nil, row: 2), quote: id)])
    }
    let library = PolicyLibrary([PolicyFile.parse(Self.policy, file: "fair.policy.md").file])
    let findings = Auditor.audit(
      [event("b", .logged), event("c", .rejected), event("a", .confirmed)], library: library,
      coverage: [], zone: utc)
    #expect(findings.map(\.event) == ["b", "a"])
    #expect(findings.map(\.verdict) == [.violated, .violated])
    #expect(findings.map(\.status) == [.logged, .confirmed])
    #expect(findings.allSatisfy { $0.citations.count == 1 && $0.cite == "FAIR" })
  }
}
