// SPDX-License-Identifier: Apache-2.0

import Correspondence
import Testing

/// Checks that a file of agencies or office hours is refused at a line, in words that hold `part`.
func expectGuideError<Guide>(
  line: Int, saying part: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ read: () throws -> Guide
) {
  let error = #expect(throws: GuideError.self, sourceLocation: sourceLocation) { try read() }
  #expect(
    error?.line == line && error?.message.contains(part) == true, "\(error as Any)",
    sourceLocation: sourceLocation)
}
