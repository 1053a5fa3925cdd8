// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute every hash and every derived value, and name what differs.")

  @OptionGroup var opened: CaseOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let meter = common.meter
    let faults = try opened.open().verify(progress: meter.progress)
    meter.end()
    for fault in faults { Terminal.print(fault.printable) }
    guard faults.isEmpty else { throw ExitCode.toLookAt }
    if !common.quiet {
      Terminal.print("Whole: originals, readings, log, decisions and everything derived agree.")
    }
  }
}
