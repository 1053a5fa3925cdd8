// SPDX-License-Identifier: Apache-2.0

import Audit
import CaseFile
import Evidence
import Foundation
import Policy

extension OpenCase {
  /// Holds every event that nobody rejected against all instruments in force at its place and day,
  /// and keeps the findings.
  ///
  /// Throws when a policy file has an error: a rule that cannot be read must not be left out quietly.
  package func audit(progress: Progress) throws -> [Finding] {
    let lock = try store.lock()
    defer { withExtendedLifetime(lock) {} }
    let policies = try readablePolicies()
    let events = try store.events().filter { $0.status != .rejected }
    progress("auditing", 0, "events", of: events.count)
    let findings = Auditor.audit(
      events, library: policies.library, coverage: try store.coverage(), zone: zone)
    try store.replace(findings: findings)
    try store.log(
      Activity(
        time: OpenCase.now(), who: who, did: "audit", object: settings.name,
        detail: "\(events.count) events, \(findings.count) findings, "
          + "\(policies.library.instruments.count) instruments"))
    progress("auditing", events.count, "events", of: events.count)
    return findings
  }

  /// The findings as they stand; audits first where something changed since the last audit.
  package func findings() throws -> [Finding] {
    try store.isAudited() ? store.findings() : audit(progress: .silent)
  }

  private func readablePolicies() throws -> ReadPolicies {
    let policies = try policies()
    guard policies.errors.isEmpty else {
      let lines = policies.errors.map(\.description).joined(separator: "\n")
      throw CaseworkError(
        "a policy file of this case has errors; correct it and add it again:\n\(lines)")
    }
    return policies
  }
}
