// SPDX-License-Identifier: Apache-2.0

/// Why a workbook could not be read.
package enum WorkbookError: Error, Sendable, Hashable {
  /// Not an archive, or one whose parts are missing, cut or not well-formed.
  case damaged(String)
  /// Protected by a password.
  case encrypted
  /// An archive or an older format that is no XLSX workbook.
  case unsupported(String)
  /// It unpacks to more than the limits allow.
  case tooLarge(String)
}
