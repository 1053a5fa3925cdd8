// SPDX-License-Identifier: Apache-2.0

package enum ExemptionCode {
  package static func parse(_ text: String) -> [String] { [] }
}
