// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation
import Imaging

/// What reads files here: where two of these are equal, the same file gives the same reading.
struct ReaderOrigin: Codable, Sendable, Hashable {
  /// The version of this program.
  var program: String
  /// SHA-256 of the PDFium that draws pages.
  var pdfium: String
  /// The version of what recognises words, and of each language the SHA-256 of its data.
  var recognition: [String]

  init(files: ProgramFiles, languages: String) throws {
    program = ProgramFiles.version
    pdfium = try Originals.identify(URL(filePath: files.pdfium())).id.hex
    do throws(ImagingError) {
      let origin = try Recognizer.origin(languages: languages)
      let data = origin.data.map { path in
        (try? Originals.identify(URL(filePath: path)).id.short) ?? path
      }
      recognition =
        [origin.version]
        + zip(languages.split(separator: "+"), data).map {
          "\($0) \($1)"
        }
    } catch { recognition = ["none"] }
  }

  /// What differs, in words of a sentence; nil where nothing does.
  func difference(from other: ReaderOrigin) -> String? {
    if program != other.program { return "brightline \(program), not \(other.program)" }
    if pdfium != other.pdfium { return "another PDFium" }
    guard recognition != other.recognition else { return nil }
    return "recognition by Tesseract \(recognition.joined(separator: ", ")), not "
      + other.recognition.joined(separator: ", ")
  }
}
