// SPDX-License-Identifier: Apache-2.0

/// One mailbox of an address header, decoded.
package struct MIMEAddress: Hashable, Sendable {
  /// The display name, without quotes and encodings.
  package var name: String?
  /// The address as written, such as `dwills@fairview.example`; nil where only a name stands.
  package var address: String?

  package init(name: String? = nil, address: String? = nil) {
    (self.name, self.address) = (name, address)
  }
}

/// One e-mail of a mail file, decoded as far as its reader needs it.
package struct MIMEMessage: Hashable, Sendable {
  package var from: [MIMEAddress] = []
  package var to: [MIMEAddress] = []
  package var cc: [MIMEAddress] = []
  package var bcc: [MIMEAddress] = []
  /// Seconds since 1970 UTC; without a `dateOffset`, as if the clock of the `Date` header showed
  /// UTC.
  package var dateSeconds: Int64?
  /// Minutes east of UTC; nil where the header names no zone that is known.
  package var dateOffset: Int?
  /// Whether the header tells the day only.
  package var dateIsDay = false
  package var subject: String?
  /// Without the angle brackets, as are `inReplyTo` and `references`.
  package var messageID: String?
  package var inReplyTo: [String] = []
  /// Oldest first, as the header has them.
  package var references: [String] = []
  /// The text a reader is shown: `text/plain` where there is one (RFC 3676 flowed lines joined), or
  /// else `text/html` as plain lines. Quotes begin with "> ".
  package var bodyLines: [String] = []
  /// File names, decoded; an enclosed message is its subject and ".eml". A part that has no name
  /// stands as "unnamed" and its type.
  package var attachments: [String] = []
  /// The messages enclosed as `message/rfc822`, in order.
  package var enclosed: [MIMEMessage] = []
  /// What Outlook wrapped into parts of its own ("winmail.dat"), as it stands; such parts are not
  /// among the attachments.
  package var wrapped: [[UInt8]] = []
  /// Defects worth recording, a sentence each.
  package var warnings: [String] = []

  package init() {}
}

/// Why something could not be read as mail.
package struct MIMEError: Error, Hashable {
  package var detail: String

  package init(detail: String) { self.detail = detail }
}
