// SPDX-License-Identifier: Apache-2.0

import Evidence

/// For people to read: where a message was found, and what one place shows and another does not.
enum WitnessSentence {
  static func lines(_ found: WitnessedMessage, style: TextStyle) -> [String] {
    var out = ["", style(.bold, "Found in \(found.witnesses.count) places")]
    for witness in found.witnesses {
      out.append("  \(witness.message)  \(witness.origin.rawValue)  \(witness.citation.label)")
    }
    for difference in found.differences {
      let text = "“\(difference.text)”".printable
      let codes = difference.codes.isEmpty ? "" : " " + difference.codes.joined(separator: " ")
      let shown = "\(difference.shownIn) shows \(difference.part.rawValue) \(text)"
      let end =
        switch difference.kind {
        case .withheld: "\(difference.withheldIn) withholds it\(codes)"
        case .differs: "\(difference.withheldIn) has “\(difference.instead ?? "")”".printable
        case .absent: "\(difference.withheldIn) has nothing there"
        }
      out.append("  \(shown); \(end)")
    }
    return out
  }
}
