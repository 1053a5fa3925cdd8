// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// The built-in example, run from files to report.
package struct Demo: Sendable {
  package let opened: OpenCase
  package let account: AddAccount
  package let findings: [Finding]
  package let report: URL

  /// Makes `fairview.case` and `report` in `folder`, in place of those of an earlier demo.
  package static func run(in folder: URL, who: String, progress: Progress) throws -> Demo {
    let files = ProgramFiles.current()
    let example = try files.url("Examples/fairview")
    let caseFolder = folder.appending(path: "fairview.case")
    let report = folder.appending(path: "report")
    let manager = FileManager.default
    if manager.fileExists(atPath: caseFolder.path) {
      guard manager.fileExists(atPath: caseFolder.appending(path: "case.sqlite").path) else {
        throw CaseworkError(
          "\(caseFolder.path) is in the way and is no case; name another --folder")
      }
      try manager.removeItem(at: caseFolder)
    }
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    let opened = try OpenCase.create(
      at: caseFolder, name: "Fairview", zone: "America/Chicago", place: "Fairview", files: files,
      who: who)
    let account = try opened.add(
      ["release", "policies", "mappings"].map { example.appending(path: $0) },
      workers: ProcessInfo.processInfo.activeProcessorCount, progress: progress)
    let findings = try opened.audit(progress: progress)
    _ = try opened.publish(
      to: report, title: "Fairview, 2015–2018", day: opened.today, progress: progress)
    return Demo(opened: opened, account: account, findings: findings, report: report)
  }
}
