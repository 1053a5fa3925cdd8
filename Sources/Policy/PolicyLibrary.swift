// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// The instruments of some policy files, ready to decide.
public struct PolicyLibrary: Sendable {
  public init(_ files: [PolicyFile]) {}

  /// What is wrong between and within the files, beyond what parsing found.
  public func check() -> [Diagnostic] { [] }

  public var instruments: [Instrument] { [] }

  /// The instruments that bind `place` on `day`.
  public func inForce(at place: String, on day: CivilDay) -> [Instrument] { [] }

  /// Runs every `example` of the files.
  public func runExamples() -> [ExampleResult] { [] }

  /// One finding for each rule that speaks, or may speak, of the event; one without an instrument
  /// where none does.
  public func decide(
    _ event: Event, among events: EventIndex, coverage: [Coverage], zone: TimeZone
  ) -> [Finding] { [] }

  /// Answers "may a records clerk give a release date to ICE-ERO on 2019-03-01 in Bernalillo?".
  public func ask(_ sentence: String, today: CivilDay) throws(AskError) -> Answer {
    throw AskError(words: [], missing: ["an act"])
  }
}
