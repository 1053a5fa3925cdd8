// SPDX-License-Identifier: Apache-2.0

/// Why a document or a page could not be opened.
package struct PDFError: Error, Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// The library is missing or lacks a function.
    case library
    /// The file is not there or may not be read.
    case file
    /// Not a PDF file, or broken beyond repair.
    case damaged
    /// It needs a password, or another one.
    case encrypted
    /// Locked by a scheme that PDFium does not know.
    case unsupported
  }

  package var kind: Kind
  /// A sentence for people.
  package var detail: String

  package init(_ kind: Kind, _ detail: String) { (self.kind, self.detail) = (kind, detail) }
}
