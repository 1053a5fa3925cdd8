// SPDX-License-Identifier: Apache-2.0
import Evidence

/// The figures of a case: every number with what it counts, out of what, and how it was made.
package enum FigureMaker {
  /// In a fixed order: what was read, what is withheld, who wrote to whom, how fast, what was done,
  /// what the rules say of it, what the logs show. Events that a reviewer rejected count nowhere;
  /// suggested, confirmed and logged ones are counted apart and never added up.
  package static func figures(of record: CaseRecord) -> [Figure] {
    ReadingFigures.figures(of: record)
  }
}
