// SPDX-License-Identifier: Apache-2.0

/// The text of bodies that come from elsewhere than a MIME message, as lines like those of
/// `MIMEMessage.bodyLines`.
package enum MIMEText {
  package static func lines(plain text: String) -> [String] {
    TextLines.trimmed(TextLines.split(text))
  }

  package static func lines(html text: String) -> [String] {
    TextLines.trimmed(HTMLText.lines(text))
  }

  /// - Parameter charset: as declared beside the bytes, where it is; what they declare themselves
  ///   counts before that.
  package static func lines(
    html bytes: [UInt8], charset: String?
  ) -> (lines: [String], warning: String?) {
    let decoded = Charset.text(bytes, declared: HTMLText.declaredCharset(bytes) ?? charset)
    return (lines(html: decoded.text), decoded.warning)
  }
}
