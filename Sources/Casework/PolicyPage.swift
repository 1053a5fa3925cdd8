// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy
import PolicyPages

extension ReadPolicies {
  /// The files as one page for people, with what their examples give now.
  ///
  /// - Parameters:
  ///   - asOf: only files with something in force there on that day.
  ///   - version: the program's, for the foot of the page.
  package func page(
    asOf: (place: String, day: CivilDay)?, version: String,
    program: ProgramFiles = .current()
  ) throws -> String {
    try PolicyPages(
      files, library: library, results: library.runExamples(),
      options: PolicyPages.Options(
        templates: try program.policyTemplates(), asOf: asOf, version: version)
    ).html()
  }
}
