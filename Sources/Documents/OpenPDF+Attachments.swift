// SPDX-License-Identifier: Apache-2.0

import PDFium

/// The files within a PDF document.
extension OpenPDF {
  func attachments() throws(ReadingError) -> [Attachment] {
    try files().map { Attachment(name: $0.name, bytes: $0.count ?? 0) }
  }

  func attachment(_ index: Int) throws(ReadingError) -> [UInt8] {
    let files = try files()
    guard files.indices.contains(index) else {
      throw ReadingError(.damaged, "There is no file \(index + 1) in the document.")
    }
    if let count = files[index].count, count > Attachment.limit {
      throw ReadingError(
        .outputLimit, "The file within the document is larger than \(Attachment.limit >> 20) MiB.")
    }
    guard let bytes = files[index].bytes(limit: Attachment.limit) else {
      throw ReadingError(.damaged, "The file within the document cannot be unpacked.")
    }
    return bytes
  }

  /// Those of the document's list, then those pinned to its pages, each once by name and length.
  func files() throws(ReadingError) -> [PDFAttachment] {
    if let known = filesWithin { return known }
    let files = try listFiles()
    filesWithin = files
    return files
  }

  private func listFiles() throws(ReadingError) -> [PDFAttachment] {
    let document = try fresh()
    var files = document.attachments()
    var seen = Set(files.map { Attachment(name: $0.name, bytes: $0.count ?? 0) })
    guard mentions("/FileAttachment") else { return files }
    for index in 0..<document.pageCount {
      guard let page = try? document.page(index) else { continue }
      for annotation in page.annotations() {
        if let file = page.file(of: annotation),
          seen.insert(Attachment(name: file.name, bytes: file.count ?? 0)).inserted
        {
          files.append(file)
        }
      }
    }
    return files
  }
}
