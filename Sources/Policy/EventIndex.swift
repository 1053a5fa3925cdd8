// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Events by their action, each list in order of time, so that a window is a short stretch of it.
public struct EventIndex: Sendable {
  let events: [Event]

  public init(_ events: [Event]) {
    self.events = events
  }
}
