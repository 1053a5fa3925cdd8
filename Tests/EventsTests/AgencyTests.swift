// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Events

struct AgencyTests {
  private static func data(_ name: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "Data/\(name)"), encoding: .utf8)
  }

  static let rules = Result {
    try AgencyRules(yaml: data("agency-classes.yaml"), file: "agency-classes.yaml")
  }

  private static let names: [(String, AgencyRules.Class, String?)] = [
    ("Fairview OR PD", AgencyRules.Class.ownState, "municipal-police"),
    ("OR - Marlow County SO", .ownState, "sheriff"),
    ("Marlow County SO (OR)", .ownState, "sheriff"),
    ("Oregon State Police", .ownState, "state-police"),
    ("Fairview Police Department - NV", .otherState, "out-of-state-agency"),
    ("Houston TX PD", .otherState, "out-of-state-agency"), ("TOOELE CITY PD UT", .otherState, nil),
    ("Washington State Patrol", .otherState, nil), ("College Place WA PD", .otherState, nil),
    ("Oregon Department of Justice", .ownState, "state-police"),
    ("US Department of Justice", .federal, nil), ("ICE", .federal, "ICE-unspecified"),
    ("DHS ICE ERO Portland", .federal, "ICE-ERO"), ("HSI Seattle", .federal, "ICE-HSI"),
    ("Homeland Security Investigations", .federal, "ICE-HSI"),
    ("U.S. Border Patrol", .federal, "CBP"),
    ("U.S. Marshals Service", .federal, "USMS-taskforce"), ("FBI JTTF Portland", .federal, nil),
    ("U.S. Postal Inspection Service", .federal, nil),
    ("Marlow WA Tribal Police", .tribal, nil), ("Lund Nation Police", .tribal, nil),
    ("Hardware Depot Corporation", .private, nil), ("Marlow Community Credit Union", .private, nil),
    ("Northern Regional Intelligence Center", .fusionCenter, "fusion-center"),
    ("Marlow Narcotics Task Force", .fusionCenter, "fusion-center"),
    ("ICE impersonation", .unsure, nil), ("Rice County", .unsure, nil), ("Venice PD", .unsure, nil),
    ("Justice PD", .unsure, nil), ("Department of Justice", .unsure, nil), ("ice", .unsure, nil),
    ("Jackson CO SO", .unsure, nil), ("Oregon City PD", .unsure, nil), ("Acme", .unsure, nil),
    ("Ice Harbor Rink", .unsure, nil), ("Marlow Fire Marshal", .unsure, nil),
  ]

  @Test(arguments: names)
  func `a name is told by its words or not at all`(
    name: String, expected: AgencyRules.Class, actor: String?
  ) throws {
    let answer = try Self.rules.get().answer(name, home: "OR")
    #expect(answer.class == expected, "\(answer)")
    if let actor { #expect(answer.actor == actor) }
    #expect(!answer.rule.isEmpty)
  }

  @Test func `the table's own state counts where the name tells none`() throws {
    let rules = try Self.rules.get()
    #expect(rules.answer("Venice PD", home: "OR", stated: "FL").class == .otherState)
    #expect(rules.answer("Houston TX PD", home: "OR", stated: "OR").class == .otherState)
    #expect(rules.answer("Fairview PD", home: nil, stated: "OR").class == .unsure)
  }

  @Test func `a list in one cell is split, and a name it is cut in is told`() {
    let list = AgencyList.split("Bend OR PD, Acme, Inc., Salem, OR, Marlow County S")
    #expect(list.names == ["Bend OR PD", "Acme, Inc.", "Salem, OR", "Marlow County S"])
    #expect(list.lastIsCut)
    let whole = AgencyList.split("Bend OR PD; Salem (OR, city) PD; Marlow SO")
    #expect(whole.names == ["Bend OR PD", "Salem (OR, city) PD", "Marlow SO"])
    #expect(!whole.lastIsCut)
  }

  @Test func `names are counted once, with the home state that most tell`() throws {
    var count = AgencyCount(column: "Agency", rules: try Self.rules.get(), home: nil)
    for (row, name) in ["Bend OR PD", "Salem OR PD", "bend or pd", "Reno NV PD", "ICE", " "]
      .enumerated()
    {
      count.add(name, row: row + 2, stated: nil, isList: false)
    }
    count.settle()
    #expect(count.home == "OR")
    #expect(count.names.map(\.count) == [2, 1, 1, 1])
    #expect(count.blank == 1)
    #expect(
      Dictionary(uniqueKeysWithValues: count.counts.map { ($0.class, $0.names) }) == [
        .ownState: 2, .otherState: 1, .federal: 1, .tribal: 0, .fusionCenter: 0, .private: 0,
        .unsure: 0,
      ])
  }
}
