// SPDX-License-Identifier: Apache-2.0

/// How much a workbook may unpack to. A real one stays far below; a zip bomb does not.
package struct WorkbookLimits: Sendable {
  /// Bytes of all parts read, unpacked.
  package var expandedBytes = 1 << 30
  /// Unpacked bytes for each packed byte, once `ratioFrom` bytes are unpacked.
  package var ratio = 250
  package var ratioFrom = 1 << 26
  /// Cells of all sheets, counting the empty ones to the left of a used one.
  package var cells = 40_000_000

  package init() {}
}
