// SPDX-License-Identifier: Apache-2.0

import Evidence

package enum RedactionFinder {
  package static func find(in raster: Raster, words: [Word]) -> [Redaction] { [] }

  package static func redactedShare(
    of redactions: [Redaction], words: [Word], pageWidth: Double, pageHeight: Double
  ) -> Double { 0 }
}
