// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Foundation

struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Write the report: a folder of pages that opens from disk.",
    discussion: """
      Summary with denominators, findings with their quotes outlined on the page image, who talks to \
      whom, reply times, passages that recur with changes, redaction ledger, what is missing with a \
      list to send, chronology, and the same as CSV and JSON. Everything marked with \
      `brightline people --mark-private` is blanked.
      """)

  @OptionGroup var opened: CaseOptions
  @Argument(help: "The folder to write, new or an earlier report.", completion: .directory)
  var folder: String
  @Option(help: "The title; the case's name otherwise.")
  var title: String?
  @Option(help: "The date the report bears, as YYYY-MM-DD; today otherwise.")
  var date: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "List answers by whether they came within so many minutes.", valueName: "minutes"))
  var within = [10, 60]
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if within.contains(where: { $0 < 0 }) {
      throw ValidationError("--within takes numbers of minutes.")
    }
  }

  func run() throws {
    let meter = common.meter
    let opened = try opened.open()
    let account = try opened.publish(
      to: URL(filePath: folder), title: title, day: date ?? opened.today, within: within,
      progress: meter.progress)
    meter.end()
    guard !common.quiet else { return }
    let blanked =
      account.wordsBlanked == 0
      ? "" : "; \(AddReport.count(account.wordsBlanked, "private word")) painted over in pictures"
    Terminal.print(
      "Wrote \(account.files.count) files with \(account.pagesPictured) page images\(blanked).")
    Terminal.print("Open \(URL(filePath: folder).appending(path: "index.html").path)")
  }
}
