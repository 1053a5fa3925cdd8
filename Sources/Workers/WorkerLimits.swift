// SPDX-License-Identifier: Apache-2.0

/// What one worker may use.
package struct WorkerLimits: Sendable, Hashable {
  /// Address space of the process.
  package var memoryBytes: Int
  /// From handing over a request to its complete reply, by the clock on the wall. This is against
  /// waiting without end; it should be much longer than `processorSeconds`, lest a busy machine
  /// decide what can be read.
  package var secondsPerRequest: Double
  /// Processor time for one request, all threads together. Looked at twice a second.
  package var processorSeconds: Double
  /// The longest reply.
  package var replyBytes: Int

  package init(
    memoryBytes: Int = 2 << 30, secondsPerRequest: Double = 240, processorSeconds: Double = 60,
    replyBytes: Int = 256 << 20
  ) {
    self.memoryBytes = memoryBytes
    self.secondsPerRequest = secondsPerRequest
    self.processorSeconds = processorSeconds
    self.replyBytes = replyBytes
  }
}

/// Why a request got no reply.
package enum WorkerFailure: Error, Sendable, Hashable {
  /// The worker died of a signal.
  case crashed(signal: Int32)
  /// The worker ended by itself without a reply.
  case exited(status: Int32)
  /// The time on the wall or the processor time of the request is used up.
  case timeLimit
  case memoryLimit
  case outputLimit
  /// The worker is sound and says that it will not do this; with its words.
  case refused(String)
  /// No worker runs, or none may: what was asked for is as good as before.
  case couldNotStart(String)
}
