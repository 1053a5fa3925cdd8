// SPDX-License-Identifier: Apache-2.0

/// Which part of one large file is read here, where several machines share it.
///
/// A file is parted into stretches of pages or of messages that are dealt out in turn: scanned pages,
/// which take longest, often lie together.
struct Portion: Codable, Sendable, Hashable {
  /// Among how many the stretches are dealt out.
  var of: Int
  /// Whose stretches are read here, counted from 0.
  var own: [Int]

  /// - Parameter stretch: counted from 0.
  func holds(_ stretch: Int) -> Bool { own.contains(stretch % of) }
}
