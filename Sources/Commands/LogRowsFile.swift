// SPDX-License-Identifier: Apache-2.0

import Casework
import Evidence
import Foundation

/// The rows behind the counts, one line for each thing that is said of a row.
struct LogRowsFile {
  let audit: AuditLog
  /// What is to be looked at, if nil.
  let only: Verdict?

  /// - Returns: how many lines.
  func write(to url: URL) throws -> Int {
    guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
      throw CaseworkError("\(url.path) cannot be written")
    }
    let file = try FileHandle(forWritingTo: url)
    defer { try? file.close() }
    var text = "log,row,time,person,instrument,rule,verdict,until\n"
    var count = 0
    try audit.forEachRow { finding in
      only.map { finding.verdict == $0 } ?? finding.verdict.isToLookAt
    } _: { row, event, findings in
      let place = audit.logs.place(of: row)
      for finding in findings {
        let cells = [
          audit.logs.logs[place.log].name, String(place.row),
          event.time.map { EventSentence.day($0, in: audit.zone) } ?? "",
          event.facts["person"]?.value?.joined(separator: ", ") ?? "", finding.instrument ?? "",
          finding.rule ?? "", finding.verdict.rawValue,
          finding.until.map(\.sentence).joined(separator: "; "),
        ]
        text += cells.map(CSVText.field).joined(separator: ",") + "\n"
        count += 1
      }
      if text.utf8.count > 1 << 20 {
        try file.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try file.write(contentsOf: Data(text.utf8))
    return count
  }
}
