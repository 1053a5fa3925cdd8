// SPDX-License-Identifier: Apache-2.0

import Policy

/// Why an example came out as it did: the explanation of its result, taken apart.
struct Reasons {
  struct Finding: Hashable {
    /// `IL-TRUST.15a`; nil where no rule was in force.
    var rule: String?
    var verdict: String
    var why: [String]
    /// "a judicial warrant → permitted"
    var until: [String]
  }

  /// Those that gave the verdict, in the order of the rules.
  var findings: [Finding]

  init(_ result: ExampleResult) {
    var all: [Finding] = []
    for line in result.explanation.split(separator: "\n") {
      if line.hasPrefix("  until "), !all.isEmpty {
        all[all.count - 1].until.append(String(line.dropFirst("  until ".count)))
      } else if line.hasPrefix("  "), !all.isEmpty {
        all[all.count - 1].why.append(String(line.dropFirst(2)))
      } else if let colon = line.lastIndex(of: ":") {
        let name = String(line[..<colon])
        all.append(
          Finding(
            rule: name == "no rule" ? nil : name,
            verdict: String(line[line.index(after: colon)...].drop { $0 == " " }), why: [],
            until: []))
      }
    }
    findings = all.filter { $0.verdict == result.got.rawValue }
  }
}
