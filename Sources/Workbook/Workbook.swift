// SPDX-License-Identifier: Apache-2.0

import Zip

/// An XLSX workbook as text: what each cell holds, dates as ISO 8601.
///
/// Numbers are written as short as they can be read back; logical values are `TRUE` and `FALSE`;
/// errors are as Excel shows them (`#N/A`); a formula gives the value the file keeps for it, or
/// its own text after `=` where the file keeps none. A merged area holds its value in its first
/// cell, as the file has it, and is told beside.
package struct Workbook: Sendable {
  package struct Sheet: Sendable {
    package var name: String
    /// Hidden from people who open the file, perhaps so that only a macro can show it.
    package var isHidden: Bool
    package var rows: [Row]
    /// Areas of several cells that are shown as one.
    package var merges: [Merge] = []
  }

  /// Rows from 1, columns from 0. The value stands in the first cell.
  package struct Merge: Sendable, Hashable {
    package var rows: ClosedRange<Int>
    package var columns: ClosedRange<Int>
  }

  package struct Row: Sendable {
    /// The sheet's own, from 1.
    package var number: Int
    /// From the first column to the last that is used; nil for an empty cell.
    package var cells: [String?]
  }

  package var sheets: [Sheet]

  package init(
    _ bytes: [UInt8], limits: WorkbookLimits = WorkbookLimits()
  ) throws(WorkbookError) {
    // An OLE2 container is either the format before XLSX or an XLSX under a password.
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      if Self.mentions("EncryptedPackage", in: bytes) { throw .encrypted }
      throw .unsupported("an older Excel format (.xls); save it as .xlsx or .csv")
    }
    guard bytes.starts(with: [0x50, 0x4B]) else { throw .damaged("not a ZIP archive") }
    var packing = ZipLimits()
    (packing.expandedBytes, packing.ratio) = (limits.expandedBytes, limits.ratio)
    packing.ratioFrom = limits.ratioFrom
    let archive: ZipArchive
    do throws(ZipError) { archive = try ZipArchive(bytes, limits: packing) } catch {
      throw WorkbookError(error)
    }
    sheets = try WorkbookParts(archive).sheets(limits: limits)
  }

  /// Whether a stream of this name is listed in the container: names are UTF-16.
  private static func mentions(_ name: String, in bytes: [UInt8]) -> Bool {
    var wide: [UInt8] = []
    for byte in name.utf8 { wide += [byte, 0] }
    var at = 0
    // Directory entries are aligned to 128 bytes.
    while at + wide.count <= bytes.count {
      if bytes[at..<(at + wide.count)].elementsEqual(wide) { return true }
      at += 128
    }
    return false
  }
}
