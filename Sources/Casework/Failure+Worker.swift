// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Workers

extension Failure {
  /// What a worker's end means for the file it had in hand.
  init(_ failure: WorkerFailure) {
    switch failure {
    case .refused(let text):
      self =
        (try? JSONDecoder().decode(Failure.self, from: Data(text.utf8)))
        ?? Failure(reason: .damaged, detail: text)
    case .crashed(SIGSYS):
      self.init(
        reason: .crashed,
        detail: "it made its reader try to start a program or reach into another; it is kept as is")
    case .crashed(let signal):
      self.init(
        reason: .crashed, detail: "reading it ended its reader (signal \(signal)); it is kept as is"
      )
    case .exited(let status):
      self.init(
        reason: .crashed, detail: "its reader ended with status \(status); it is kept as is")
    case .timeLimit:
      self.init(
        reason: .timeLimit,
        detail: "not read with \(Int(ReadingWorker.limits.processorSeconds)) seconds of computing")
    case .memoryLimit:
      self.init(
        reason: .memoryLimit,
        detail: "needs more than \(ReadingWorker.limits.memoryBytes >> 20) MiB to be read")
    case .outputLimit:
      self.init(
        reason: .outputLimit,
        detail: "gives more than \(ReadingWorker.limits.replyBytes >> 20) MiB at once")
    case .couldNotStart(let reason):
      self.init(reason: .crashed, detail: "its reader could not be started: \(reason)")
    }
  }
}
