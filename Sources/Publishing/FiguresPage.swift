// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// Every number of the publication with how it was made.
struct FiguresPage {
  private static let families: [(prefixes: Set<String>, name: String)] = [
    (["sources", "failures", "pages", "messages"], "What was released and read"),
    (["redaction"], "What was withheld"),
    (["missing", "bates"], "What is missing"),
    (["people"], "Who wrote"),
    (["replies"], "How fast they answered"),
    (["events"], "What was done"),
    (["verdicts"], "What the rules say"),
    (["log"], "What the logs show"),
  ]

  let site: Site

  func view() -> View {
    var view = site.frame("Figures", file: "figures.html")
    var rest = site.figures
    var sections: [View] = []
    for family in Self.families {
      let own = rest.filter { family.prefixes.contains(Self.family($0)) }
      rest.removeAll { family.prefixes.contains(Self.family($0)) }
      if !own.isEmpty { sections.append(["name": family.name, "figures": own.map(site.view)]) }
    }
    if !rest.isEmpty { sections.append(["name": "Others", "figures": rest.map(site.view)]) }
    view["sections"] = sections
    view["isEmpty"] = sections.isEmpty
    return view
  }

  private static func family(_ figure: Figure) -> String { String(figure.id.prefix { $0 != "." }) }
}
