// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Figures
import Foundation
import Publishing

extension OpenCase {
  /// Writes the report of the case into `folder`.
  ///
  /// - Parameters:
  ///   - day: ISO date that the report bears.
  ///   - within: answers are listed by whether they came within so many minutes.
  package func publish(
    to folder: URL, title: String?, day: String, within: [Int] = [10, 60], progress: Progress
  ) throws -> PublicationAccount {
    var record = try record()
    progress("comparing wording", 0, "texts")
    record.wording = try wordingReport()
    // The usual limits have their figures anyway.
    var figures = FigureMaker.figures(of: record)
    let known = Set(figures.map(\.id))
    if !record.replies.isEmpty {
      figures += Set(within).sorted().map { ReplyFigures.within($0, of: record) }
        .filter { !known.contains($0.id) && $0.denominator != 0 }
    }
    let templates = try files.reportTemplates()
    let pages = templates.filter { $0.key.hasSuffix(".mustache") }
    guard let stylesheet = templates.first(where: { $0.key.hasSuffix(".css") })?.value else {
      throw CaseworkError("Data/report holds no stylesheet; reinstall brightline")
    }
    let options = PublicationOptions(
      title: title ?? settings.name, generatedOn: day, templates: pages, stylesheet: stylesheet,
      script: templates.first { $0.key.hasSuffix(".js") }?.value, publisher: who, within: within)
    let pictures = PagePictures(case: self, reader: PictureReader(files: files))
    var pictured = 0
    let account = try Publisher.publish(
      record, figures: figures, options: options, to: folder
    ) { source, page, cover in
      pictured += 1
      progress("picturing", pictured, "pages")
      return try pictures.picture(of: source, page: page, cover: cover)
    }
    try store.log(
      Activity(
        time: OpenCase.now(), who: who, did: "publish", object: folder.lastPathComponent,
        detail: "\(account.files.count) files, \(account.bytes) bytes"))
    return account
  }
}
