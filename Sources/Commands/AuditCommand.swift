// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Hold every event against the instruments in force that day.",
    discussion: """
      Prints the findings: for each event and rule its verdict, and what an open verdict still \
      depends on. Suggested, confirmed and logged events are told apart by the status column.
      """)

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @OptionGroup var filter: FindingFilter
  @OptionGroup var common: CommonOptions

  func run() throws {
    let meter = common.meter
    let opened = try opened.open()
    let findings = try opened.audit(progress: meter.progress)
    meter.end()
    try FindingListing(case: opened, findings: findings, filter: filter).show(
      listing.format, common: common)
  }
}

struct FindingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings", abstract: "List the findings, the ones to look at first.",
    discussion: "Audits first where something changed since the last audit.")

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @OptionGroup var filter: FindingFilter
  @OptionGroup var common: CommonOptions

  func run() throws {
    let opened = try opened.open()
    try FindingListing(case: opened, findings: opened.findings(), filter: filter).show(
      listing.format, common: common)
  }
}
