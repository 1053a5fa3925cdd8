// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The proposal as a mapping file, with its reasons as remarks.
extension ProposalWriter {
  func text(_ fit: MappingProposal.Fit?, _ time: MappingProposal.SlotLine) -> String {
    var out: [String] = []
    func comment(_ text: String, _ indent: String = "") {
      for line in Self.wrapped(text, width: 98 - indent.count) { out.append("\(indent)# \(line)") }
    }
    comment(
      fit.map {
        "Proposed for \(Self.oneLine(file)): \($0.says). Read it against the table before relying on it."
      }
        ?? "Proposed for \(Self.oneLine(file)), of no kind that is known. It is a beginning and no more."
    )
    if let fit, !fit.evidence.isEmpty {
      comment("Told by: \(Self.oneLine(fit.evidence.joined(separator: "; "))).")
    }
    for question in questions { comment("UNSURE: \(Self.oneLine(question))") }
    var name = String(file.split(separator: "/").last ?? "table")
    if let dot = name.firstIndex(of: "."), dot > name.startIndex { name = String(name[..<dot]) }
    out += ["mapping: \(Self.quoted(name))"]
    out += ["source: \(Self.quoted(String(file.split(separator: "/").last ?? "*")))"]
    if let sheet = profile.name { out.append("sheet: \(Self.quoted(sheet))") }
    if let place = wishes.place { out.append("place: \(Self.scalar(place))") }
    out.append("")
    comment(Self.oneLine(time.why))
    out.append("time: \(time.value)")
    let own = lines.filter {
      Vocabulary.facets[Slot(rawValue: $0.slot)] == nil && !$0.slot.hasPrefix("parties.")
    }
    let ownNames = own.map(\.slot).filter { $0 != "action" }
    if !ownNames.isEmpty {
      out += ["", "slots:"]
      for slot in ownNames {
        let values =
          slot == "class"
          ? "[\(AgencyRules.Class.allCases.map(\.rawValue).joined(separator: ", "))]" : "any"
        out.append("  \(slot): \(values)")
      }
    }
    if usesAgencies || usesClasses { out += ["", "tables:"] + tables() }
    if usesPurposes {
      out += [
        "", "patterns:", "  # The first that is found; what none finds stays unknown.",
        "  purposes:",
      ]
      for line in rules.purposesText.split(separator: "\n", omittingEmptySubsequences: false) {
        out.append(line.isEmpty ? "" : "  \(line)")
      }
    }
    out += ["", "events:", "  - name: \(Self.scalar(fit?.says ?? "row"))"]
    for line in lines where !line.slot.hasPrefix("parties.") {
      comment((line.isUnsure ? "UNSURE: " : "") + Self.oneLine(line.why), "    ")
      out.append("    \(line.slot): \(line.value)")
    }
    let parties = lines.filter { $0.slot.hasPrefix("parties.") }
    if !parties.isEmpty {
      out.append("    parties:")
      for line in parties { out.append("      \(line.slot.dropFirst(8)): \(line.value)") }
    }
    out += [
      "",
      "# What the table is complete for is a statement of the agency: add `coverage` if it made one.",
      "",
    ]
    return out.joined(separator: "\n")
  }

  /// The names of the table with what they are told to be, those of one kind together.
  private func tables() -> [String] {
    var out: [String] = []
    let sorted = agencies.sorted {
      ($0.answer.class.rawValue, $0.name) < ($1.answer.class.rawValue, $1.name)
    }
    func entries(_ title: String, _ value: (AgencyRules.Answer) -> String) {
      out.append("  \(title):")
      var before: AgencyRules.Class?
      var seen: Set<String> = []
      for (name, answer) in sorted where seen.insert(name.lowercased()).inserted {
        if answer.class != before { out.append("    # \(answer.class.rawValue)") }
        before = answer.class
        out.append("    \(Self.quoted(name)): \(value(answer))")
      }
      out.append("    otherwise: {unknown: not-stated}")
    }
    if usesAgencies {
      entries("agencies") { answer in
        answer.class == .unsure ? "{unknown: not-stated}" : answer.actor ?? "{unknown: not-stated}"
      }
    }
    if usesClasses {
      entries("classes") { $0.class == .unsure ? "unsure" : $0.class.rawValue }
    }
    return out
  }

  /// A text in double quotes, as YAML reads it back.
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let digits = String(scalar.value, radix: 16)
          out += "\\x" + (digits.count == 1 ? "0" : "") + digits
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out + "\""
  }

  /// Plain if it is a plain word or a few.
  static func scalar(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0 == " " || $0 == "-" || $0.properties.isAlphabetic || "0"..."9" ~= $0
    }
    let first = text.first.map { $0.isLetter } ?? false
    return isPlain && first && text.last != " " && text.lowercased() != "yes"
      && text.lowercased() != "no"
      ? text : quoted(text)
  }

  static func oneLine(_ text: String) -> String {
    text.split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
  }

  static func wrapped(_ text: String, width: Int) -> [String] {
    var out: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        out.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { out.append(line) }
    return out
  }
}
