// SPDX-License-Identifier: Apache-2.0

/// What one worker may use.
package struct WorkerLimits: Sendable, Hashable {
  /// Address space of the process.
  package var memoryBytes: Int
  /// From handing over a request to its complete reply.
  package var secondsPerRequest: Double
  /// The longest reply.
  package var replyBytes: Int

  package init(
    memoryBytes: Int = 2 << 30, secondsPerRequest: Double = 60, replyBytes: Int = 256 << 20
  ) {
    (self.memoryBytes, self.secondsPerRequest, self.replyBytes) = (
      memoryBytes, secondsPerRequest, replyBytes
    )
  }
}

/// Why a request got no reply.
package enum WorkerFailure: Error, Sendable, Hashable {
  /// The worker died of a signal.
  case crashed(signal: Int32)
  /// The worker ended by itself without a reply.
  case exited(status: Int32)
  case timeLimit
  case memoryLimit
  case outputLimit
  /// The worker is sound and says that it will not do this; with its words.
  case refused(String)
  case couldNotStart(String)
}
