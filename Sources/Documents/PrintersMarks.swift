// SPDX-License-Identifier: Apache-2.0

/// What printing programs put beside a page: the name of the file, the time, the page's number, the
/// names of the inks, signs of the sheet.
enum PrintersMarks {
  private static let inks: Set<String> = [
    "cyan", "magenta", "yellow", "black", "pantone", "process", "spot", "cmyk", "registration",
  ]
  private static let files = [".indd", ".qxd", ".qxp", ".ai", ".pdf", ".eps", ".psd", ".docx"]
  private static let others: Set<String> = [
    "am", "pm", "page", "pg", "of", "sheet", "plate", "proof", "bleed", "trim", "file", "date",
    "time", "job", "sig", "signature", "front", "back", "side", "crop", "c", "m", "y", "k",
  ]

  static func isOne(_ text: String) -> Bool {
    let lower = text.lowercased()
    if files.contains(where: { lower.contains($0) }), lower.contains(where: \.isNumber) {
      return true
    }
    // A path or a sign of the text's structure, as composing systems print them.
    if lower.contains(":\\") || lower.contains("</"), lower.contains(where: \.isNumber) {
      return true
    }
    let words = TextLetters.key(text).split(separator: " ")
    guard !words.isEmpty else { return true }
    return words.allSatisfy { word in
      inks.contains(String(word)) || others.contains(String(word))
        || (word.utf8.count <= 4 && word.utf8.allSatisfy { $0 >= 48 && $0 <= 57 })
    }
  }
}
