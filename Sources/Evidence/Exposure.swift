// SPDX-License-Identifier: Apache-2.0

/// Words that are still in a file behind something that hides them from who looks at it: a
/// redaction that failed. The words are kept, and shown only where they are asked for.
public struct Exposure: Hashable, Sendable, Codable {
  /// What hides the words.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// A filled box drawn over them.
    case box
    /// A fill or highlight through which they can be read.
    case translucent
    /// A picture over them.
    case image
    /// An annotation that marks them for redaction and was never applied, or one that covers them.
    case annotation
    /// They are drawn in a mode that leaves no ink, or too small or too faint to see.
    case invisible
    /// They have the colour of what they stand on.
    case sameColor = "same-color"
    /// They belong to a layer that is switched off.
    case hiddenLayer = "hidden-layer"
    /// They stand outside the part of the page that is shown.
    case outsideCrop = "outside-crop"
    /// An earlier state of the file, still in it, shows them.
    case earlierRevision = "earlier-revision"
    case bookmark, metadata
    /// The value of a field of a form that the page does not show.
    case formField = "form-field"
    /// A file within the file shows them.
    case embeddedFile = "embedded-file"
  }

  public var kind: Kind
  /// Counted from 1; nil where they belong to the file as a whole.
  public var page: Int?
  /// Where they stand, or what hides them there; nil where they have no place.
  public var box: Box?
  /// The words. Never shown unless asked for.
  public var text: String
  /// Which part of the file holds them, as a phrase for people without the words themselves: "the
  /// document's title", "revision 1 of 3"; empty where `kind` and `box` say it.
  public var place: String
  /// How sure the finder is, 0…1.
  public var confidence: Double

  public init(
    kind: Kind, page: Int? = nil, box: Box? = nil, text: String, place: String = "",
    confidence: Double = 1
  ) {
    (self.kind, self.page, self.box, self.text) = (kind, page, box, text)
    (self.place, self.confidence) = (place, confidence)
  }

  /// How many letters and digits are exposed.
  public var letters: Int {
    text.unicodeScalars.count { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  }
}
