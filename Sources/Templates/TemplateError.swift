// SPDX-License-Identifier: Apache-2.0

/// Why a page could not be made from its template.
package enum TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(String)
  case unusable(String, reason: String)

  package var description: String {
    switch self {
    case .missing(let name):
      "The template \(name) is missing; reinstall the program's data folder."
    case .unusable(let name, let reason): "The template \(name) cannot be used: \(reason)"
    }
  }
}
