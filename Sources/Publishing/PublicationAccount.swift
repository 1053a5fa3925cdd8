// SPDX-License-Identifier: Apache-2.0
import Evidence

/// What a publication wrote.
package struct PublicationAccount: Hashable, Sendable {
  /// Relative to the folder, in the order in which they were written.
  package var files: [String] = []
  package var bytes = 0
  /// Pages whose picture is in it, and cited pages that could not be pictured.
  package var pagesPictured = 0
  package var pagesWithoutPicture: [String] = []
  /// Words that were painted over in pictures.
  package var wordsBlanked = 0

  package init() {}
}
