// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestArchives
import TestSupport

/// Small releases at random, of whatever a release may hold: files twice and within each other, other
/// files under one name, mail that encloses the same files, pages, tables and what cannot be read.
struct ReleaseMaker {
  let folder: URL
  private var rng: SplitMix

  init(in folder: URL, seed: UInt64) {
    (self.folder, rng) = (folder, SplitMix(seed: seed))
  }

  /// - Returns: the folders to name to `add`, in order.
  mutating func make() throws -> [String] {
    let texts = (0..<4).map { Array(text($0).utf8) }
    let pages = (0..<3).map { Self.pdf(pages: 1 + rng.below(12), words: "Page of case \($0)") }
    var pool: [(ending: String, bytes: [UInt8])] = []
    for number in 0..<(6 + rng.below(10)) { pool.append(("eml", mail(number, texts + pages))) }
    for bytes in texts { pool.append(("txt", bytes)) }
    for bytes in pages { pool.append(("pdf", bytes)) }
    pool.append(("csv", Array("Name,Time\nDoe,2017-03-06 20:10\nRoe,\(rng.below(9))\n".utf8)))
    pool.append(("mbox", mailbox(texts)))
    pool.append(("bin", [0, 1, 2, UInt8(rng.below(200))]))
    pool.append(("pdf", Array("%PDF-1.4 and no more".utf8)))
    var inner = ZipFile()
    for number in 0..<3 { inner.add("in\(number).eml", mail(number, texts)) }
    var outer = ZipFile()
    outer.add("again.zip", inner.bytes)
    outer.add("a.txt", texts[0])
    pool += [("zip", inner.bytes), ("zip", outer.bytes)]
    let folders = ["first", "second"].map { folder.appending(path: $0) }
    for folder in folders {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    for (number, file) in pool.enumerated() {
      // Some are released twice, and two files may have one name in two folders.
      for place in folders where rng.chance(0.6) {
        let name = rng.chance(0.2) ? "\(rng.below(4))" : "\(number)"
        try Data(file.bytes).write(to: place.appending(path: "\(name).\(file.ending)"))
      }
    }
    // Of two guides under one name the later is in force.
    for (number, place) in folders.enumerated() {
      let hours = "hours:\n  monday: 0\(7 + number):00-17:00\n"
      try Data(hours.utf8).write(to: place.appending(path: "office-hours.yaml"))
    }
    return folders.map(\.path)
  }

  private mutating func text(_ number: Int) -> String {
    (0..<(5 + rng.below(30))).map { "Line \($0) of note \(number), \(rng.below(1_000))." }
      .joined(separator: "\n")
  }

  private mutating func mail(_ number: Int, _ files: [[UInt8]]) -> [UInt8] {
    let answers = number > 0 && rng.chance(0.5)
    var lines = [
      "From: Ann Lee <p\(rng.below(3))@fairview.example>",
      "To: Raj Patel <raj@ice.example>", "Message-ID: <\(number)@fairview.example>",
      "Date: Mon, 6 Mar 2017 20:\(10 + number % 50):00 +0000",
      "Subject: \(answers ? "Re: " : "")Keys", "MIME-Version: 1.0",
    ]
    if answers { lines.append("In-Reply-To: <\(number - 1)@fairview.example>") }
    lines += ["Content-Type: multipart/mixed; boundary=b", "", "--b", "", "He is released at 5."]
    for file in files where rng.chance(0.2) {
      lines += [
        "--b", "Content-Type: application/octet-stream; name=\"f\(rng.below(3)).dat\"",
        "Content-Transfer-Encoding: base64", "", Data(file).base64EncodedString(),
      ]
    }
    return Array((lines + ["--b--", ""]).joined(separator: "\n").utf8)
  }

  private mutating func mailbox(_ files: [[UInt8]]) -> [UInt8] {
    (50..<(52 + rng.below(4))).flatMap { number in
      Array("From ann@fairview.example Mon Mar  6 20:10:00 2017\n".utf8) + mail(number, files)
        + Array("\n".utf8)
    }
  }

  /// A document of pages with a line of text each.
  ///
  /// - Parameter filling: bytes of a stream that no page shows.
  static func pdf(pages: Int, words: String, filling: Int = 0) -> [UInt8] {
    var out = Array("%PDF-1.4\n".utf8)
    var places: [Int] = []
    func add(_ object: String) {
      places.append(out.count)
      out += Array("\(places.count) 0 obj\n\(object)\nendobj\n".utf8)
    }
    let kids = (0..<pages).map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
    add("<< /Type /Catalog /Pages 2 0 R >>")
    add("<< /Type /Pages /Kids [\(kids)] /Count \(pages) >>")
    add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number in 0..<pages {
      add(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
          + "/Resources << /Font << /F 3 0 R >> >> /Contents \(5 + 2 * number) 0 R >>")
      let text = "BT /F 12 Tf 72 700 Td (\(words), sheet \(number + 1) in all) Tj ET"
      add("<< /Length \(text.utf8.count) >>\nstream\n\(text)\nendstream")
    }
    if filling > 0 {
      let bytes = String(repeating: "x", count: filling)
      add("<< /Length \(filling) >>\nstream\n\(bytes)\nendstream")
    }
    let start = out.count
    let table = places.map { String(format: "%010d 00000 n \n", $0) }.joined()
    out += Array("xref\n0 \(places.count + 1)\n0000000000 65535 f \n\(table)".utf8)
    out += Array("trailer << /Size \(places.count + 1) /Root 1 0 R >>\n".utf8)
    out += Array("startxref\n\(start)\n%%EOF\n".utf8)
    return out
  }
}
