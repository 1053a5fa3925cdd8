// SPDX-License-Identifier: Apache-2.0

import RichText

/// One item as Outlook keeps it: a message, or something else that lies in a folder.
package struct OutlookItem: Hashable, Sendable {
  package struct Person: Hashable, Sendable {
    package var name: String?
    /// An internet address; nil where Exchange's own directory names the person.
    package var address: String?
  }

  /// What was written, in the form that says most about its lines.
  package enum Body: Hashable, Sendable {
    case plain(String)
    case html(String)
    /// HTML in a code page of which the number is given, if it is.
    case htmlBytes([UInt8], codePage: Int?)
  }

  /// Such as "IPM.Note"; empty where it is not told.
  package var itemClass = ""
  /// The header of the message as it came over the internet, where it did.
  package var headers: String?
  package var from: Person?
  package var to: [Person] = []
  package var cc: [Person] = []
  package var bcc: [Person] = []
  package var subject: String?
  /// Seconds since 1970 UTC.
  package var sent: Int64?
  package var messageID: String?
  package var inReplyTo: String?
  package var references: String?
  package var body: Body?
  package var attachments: [OutlookAttachment] = []
  /// Defects worth recording, a sentence each.
  package var problems: [String] = []

  /// What an item is that is no message, in the words of Outlook; nil for a message.
  package var otherKind: String? {
    let name = itemClass.uppercased()
    let kinds = [
      ("IPM.CONTACT", "contact"), ("IPM.DISTLIST", "distribution list"),
      ("IPM.APPOINTMENT", "appointment"), ("IPM.OLE.CLASS", "appointment"), ("IPM.TASK", "task"),
      ("IPM.STICKYNOTE", "note"),
      ("IPM.ACTIVITY", "journal entry"), ("IPM.CONFIGURATION", "setting"),
      ("IPM.MICROSOFT", "setting"), ("IPM.RULE", "setting"), ("IPC.", "setting"),
    ]
    return kinds.first { name.hasPrefix($0.0) && !name.hasPrefix("IPM.TASKREQUEST") }?.1
  }
}

/// A file or an item enclosed with an item.
package struct OutlookAttachment: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case bytes([UInt8])
    indirect case item(OutlookItem)
    /// Not asked for, or not there.
    case none
  }

  package var name: String
  /// In lower case, such as "application/pdf"; empty where it is not told.
  package var type = ""
  package var content: Content
  /// A picture that the text shows in place.
  package var isInline = false
  /// Why there is no content although something should be; nil where all is well.
  package var problem: String?
}
