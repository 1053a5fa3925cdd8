// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Foundation

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Read the built-in example, audit it and write its report.",
    discussion: """
      Fairview is invented: e-mails between its police and immigration officers, the jail's access, \
      release and telephone logs, and three policies. An earlier demo in the same folder is replaced.
      """)

  @Option(help: "Where to put the case and the report.", completion: .directory)
  var folder = "fairview-demo"
  @OptionGroup var common: CommonOptions

  func run() throws {
    let meter = common.meter
    let demo = try Demo.run(
      in: URL(filePath: folder), who: CaseOptions.who, progress: meter.progress)
    meter.end()
    let style = common.style
    Terminal.print(style(.bold, "Fairview, an invented release") + "\n")
    for line in AddReport.lines(demo.account, quiet: false) { Terminal.print(line) }
    Terminal.print("")
    let all = FindingListing(
      case: demo.opened, findings: demo.findings, filter: try .parse([]))
    // A first look: those to look at, the suggested ones and one of each kind from the logs.
    var first = all
    first.findings = all.findings.filter(\.verdict.isToLookAt)
    first.shownAlike = 1
    for line in try first.text(style, verbose: false, summed: false) { Terminal.print(line) }
    for line in all.summary(style) { Terminal.print(line) }
    Terminal.print("\nAll of them: brightline findings \(demo.opened.folder.path)")
    Terminal.print("\nThe case:   \(demo.opened.folder.path)")
    Terminal.print("The report: \(demo.report.appending(path: "index.html").path)")
    if demo.findings.contains(where: \.verdict.isToLookAt) { throw ExitCode.toLookAt }
  }
}
