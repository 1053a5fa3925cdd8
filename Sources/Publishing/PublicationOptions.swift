// SPDX-License-Identifier: Apache-2.0

/// What a publication is made with besides the record.
package struct PublicationOptions: Sendable {
  package var title: String
  /// ISO day, given by the caller: the same record and day give the same bytes.
  package var generatedOn: String
  /// File name ("findings.mustache") → text.
  package var templates: [String: String]
  package var stylesheet: String
  /// The one optional script; the pages work without it.
  package var script: String?
  /// Who publishes, shown in the foot of each page.
  package var publisher: String?
  /// Rows a page of a long table holds before the next page begins.
  package var rowsPerPage: Int
  /// Answers are listed by whether they came within so many minutes; ascending.
  package var within: [Int]
  /// Pages pictured at most besides those that findings and events cite.
  package var otherPictures: Int

  package init(
    title: String, generatedOn: String, templates: [String: String], stylesheet: String,
    script: String? = nil, publisher: String? = nil, rowsPerPage: Int = 400,
    within: [Int] = [10, 60],
    otherPictures: Int = 200
  ) {
    (self.title, self.generatedOn, self.templates) = (title, generatedOn, templates)
    (self.stylesheet, self.script, self.publisher) = (stylesheet, script, publisher)
    self.rowsPerPage = max(1, rowsPerPage)
    self.within = Set(within.filter { $0 >= 0 }).sorted()
    self.otherPictures = otherPictures
  }
}

/// A page as a picture.
package struct PageImage: Sendable {
  /// The bytes of a PNG file.
  package var png: [UInt8]
  /// Size of the page in points, as shown unrotated.
  package var width: Double
  package var height: Double

  package init(png: [UInt8], width: Double, height: Double) {
    (self.png, self.width, self.height) = (png, width, height)
  }
}
