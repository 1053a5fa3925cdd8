// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say what a case holds and what it still needs.",
    discussion: """
      The content digest is the same for any two cases of the same files, whatever the order, the \
      number of cores or the interruptions.
      """)

  @OptionGroup var opened: CaseOptions
  @OptionGroup var listing: ListingOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let status = try opened.open().status()
    guard listing.format == .text else {
      Listing(columns: [], rows: [status.object], empty: "").print(listing.format)
      return
    }
    Terminal.print(common.style(.bold, status.name) + "  (times in \(status.zone))")
    for (label, value) in status.lines { Terminal.print("  " + label.padded(to: 22) + value) }
    for remark in status.remarks { Terminal.print("  → " + remark) }
  }
}

extension String {
  /// Followed by spaces up to `width` characters.
  func padded(to width: Int) -> String {
    count >= width ? self + " " : self + String(repeating: " ", count: width - count)
  }
}

extension CaseStatus {
  var object: JSONObject {
    var out = JSONObject()
    out["name"] = .string(name)
    out["zone"] = .string(zone)
    out["place"] = .orNull(place)
    for (key, value) in counts { out[key] = .int(value) }
    out["audited"] = .bool(isAudited)
    out["content"] = .string(content)
    return out
  }

  /// The counts as sentences would put them.
  var lines: [(String, String)] {
    [("place", place ?? "not stated")]
      + counts.map { ($0.key.replacing("_", with: " "), String($0.value)) }
      + [("content digest", String(content.prefix(16)))]
  }

  var remarks: [String] {
    func number(_ key: String) -> Int { counts.first { $0.key == key }?.value ?? 0 }
    var out: [String] = []
    if number("unread_sources") > 0 {
      out.append("an add was interrupted; `brightline add` without files completes it")
    }
    if number("failures") > 0 { out.append("`brightline sources` lists what could not be read") }
    if number("tables_without_mapping") > 0 {
      out.append("tables without a mapping file give no events; see docs/MAPPING.md")
    }
    if number("suggested_events") > 0 {
      out.append("`brightline events --review` confirms or rejects suggested events")
    }
    if number("instruments") == 0 { out.append("add *.policy.md files to hold events against") }
    if !isAudited { out.append("not audited since the last change; `brightline audit` does it") }
    return out
  }
}
