// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework

/// The reading worker: started by the program itself, never by people.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Read files for another brightline.", shouldDisplay: false)

  func run() throws { throw ExitCode(ReadingWorker.main(files: .current())) }
}
