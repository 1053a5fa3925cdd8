// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Correspondence
import Evidence

/// Who belongs where and when offices are open, for one case.
struct Guides {
  var agencies: OrganizationGuide
  var hours: OfficeHours
  /// What is wrong with files of the case; such a file is left out.
  var failures: [SourceID: [Failure]] = [:]
}

extension OpenCase {
  /// Those of the program with those of the case: agencies of the case come first, its office hours
  /// stand for the program's.
  func guides() throws -> Guides {
    var out = Guides(agencies: try files.agencies(), hours: try files.officeHours())
    for stored in try store.sources().current(.guide).sorted(by: { $0.order < $1.order }) {
      let source = stored.source
      do {
        let text = try originalText(of: source.id)
        if source.name.lowercased().hasSuffix("agencies.yaml") {
          let own = try OrganizationGuide(yaml: text, file: source.name)
          out.agencies.organizations = own.organizations + out.agencies.organizations
        } else {
          out.hours = try OfficeHours(yaml: text, file: source.name)
        }
      } catch let error as GuideError {
        out.failures[source.id, default: []].append(
          Failure(row: error.line, reason: .badHeader, detail: error.message))
      }
    }
    return out
  }
}
