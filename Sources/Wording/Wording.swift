// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Finds passages that recur with changes, without being told where.
///
/// Sentences are gathered by the rare runs of words they share and by aligning them; sentences that
/// recur side by side are one passage. Words only repeated, courtesies, disclaimers and rows of
/// tables are none.
package enum Wording {
  /// The families of all texts, the weightiest first. The order of `texts` does not matter.
  ///
  /// - Parameter zone: in which times without an offset are read.
  package static func families(in texts: [WrittenText], zone: TimeZone) -> [WordingFamily] {
    let timeline = Timeline(texts, zone: zone)
    let reading = Reading(timeline.texts)
    let kinds = SentenceKinds(reading)
    let maker = FamilyMaker(reading, timeline)
    return Passages.find(in: reading, kinds: kinds).flatMap { maker.families(of: $0) }.sorted {
      ($1.weight, $0.id) < ($0.weight, $1.id)
    }
  }
}
