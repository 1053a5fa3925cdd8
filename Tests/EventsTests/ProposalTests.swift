// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Tables
import TestSupport
import Testing

@testable import Events

struct ProposalTests {
  private static let rules = Result {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try ProposalRules(
      yaml: try String(
        contentsOf: root.appending(path: "Data/mapping-proposals.yaml"), encoding: .utf8),
      file: "mapping-proposals.yaml")
  }

  private func profile(_ text: String) throws -> TableProfile {
    let found = try TableProfiler.profile(
      TextInput(Array(text.utf8)), isWithheld: { WithheldCell.isOne($0) })
    return try #require(found.tables.first)
  }

  private func propose(
    _ text: String, file: String = "table.csv", wishes: MappingProposal.Wishes = .init()
  ) throws -> MappingProposal {
    var writer = ProposalWriter(
      rules: try Self.rules.get(), profile: try profile(text), file: file, wishes: wishes)
    return try writer.propose()
  }

  /// A header, and rows in which `{}` is another date each time.
  private func table(_ header: String, _ row: String) -> String {
    header + "\n"
      + (1...30).map { row.replacing("{}", with: "\(1 + $0 % 9)/\($0 % 28 + 1)/2019") }
      .joined(separator: "\n")
  }

  @Test(arguments: [
    ("id,userId,searchDate,cameraCount,reason", "1,u1,{},94,inv", "plate-reader-search"),
    ("User,Date/Time,Screen,Booking No,Reason", "u1,{},Charges,19-1,inv", "database-query"),
    ("Booking No,Inmate Name,Release Date,Release Reason", "19-1,\"Lund, A\",{},Bond", "release"),
    (
      "Booking Date,Booking No,Name,Arresting Agency,Charge",
      "{},19-1,\"Lund, A\",Fairview PD,Theft", "booking"
    ),
    ("Date,Time,Number Dialed,Duration,Extension", "{},10:15,555-0100,3,22", "phone-call"),
    ("Inmate,Detainer Received,Agency,Honored", "\"Lund, A\",{},ICE,N", "detainer"),
    (
      "Transport Date,Inmate,Destination,Vehicle,Officer", "{},\"Lund, A\",Court,7,Reyes",
      "transport"
    ),
    (
      "Event Time,Door,Cardholder,Event Type", "{},North 2,\"Lund, A\",Access Granted",
      "door-access"
    ),
    ("Agency Name,Shared With,State", "Fairview PD,Marlow County SO,OR", "sharing-list"),
  ])
  func `the kind of a table is told by its columns`(header: String, row: String, kind: String)
    throws
  {
    let proposal = try propose(table(header, row))
    #expect(proposal.kind?.kind == kind, "\(proposal.fits)")
    let mapping = try Mapping(yaml: proposal.yaml, file: "proposal")
    let sheets = try TableReader.read(Array(table(header, row).utf8), kind: .csv)
    let mapped = mapping.events(
      in: sheets, source: SourceID(hex: "00"), zone: try #require(TimeZone(identifier: "GMT")),
      place: nil)
    #expect(mapped.events.count == 30)
    #expect(mapped.failures.isEmpty)
  }

  @Test func `a table of no known kind is left unknown and said so`() throws {
    let proposal = try propose("Colour,Weight\nred,3\nblue,4\ngreen,5\n")
    #expect(proposal.kind == nil)
    #expect(proposal.yaml.contains("UNSURE"))
    #expect(throws: Never.self) { try Mapping(yaml: proposal.yaml, file: "proposal") }
  }

  @Test func `the order of dates is told from the whole column or asked`() throws {
    let late = (1...40).map { "\($0 == 37 ? "31" : "3")/4/2019,x,94,inv" }.joined(separator: "\n")
    let day = try propose("searchDate,userId,cameraCount,reason\n" + late)
    #expect(day.time.value.contains("order: day-first"))
    let open = try propose(
      "searchDate,userId,cameraCount,reason\n"
        + (1...9).map { "3/\($0)/2019,x,94,inv" }.joined(separator: "\n"))
    #expect(open.time.isUnsure)
    #expect(open.questions.contains { $0.contains("nothing tells") })
  }

  @Test func `what a person settles stands in the mapping`() throws {
    var wishes = MappingProposal.Wishes()
    wishes.kind = "database-query"
    wishes.columns = ["person": "Colour"]
    (wishes.zone, wishes.actor, wishes.place) = ("UTC", "sheriff", "Marlow County")
    let text = table("Colour,When,Weight", "red,{},3")
    let proposal = try propose(text, wishes: wishes)
    for part in [
      "actor: sheriff", "person: {column: \"Colour\"}", "zone: UTC", "place: Marlow County",
    ] {
      #expect(proposal.yaml.contains(part), "\(part)")
    }
    wishes.columns = ["person": "Color"]
    #expect(throws: ProposalError.self) { try propose(text, wishes: wishes) }
  }

  private static let reasons: [(String, String?)] = [
    ("ICE detainer check", "civil-immigration-enforcement"), ("Missing+Person", "missing-person"),
    ("Property Crime", "criminal-investigation"), ("UUV", "criminal-investigation"),
    ("camera test", "administrative-personal"), ("inv", nil), (".", nil), ("123", nil),
    ("case 2514277", nil), ("25-10494", nil), ("investigation", nil), ("XX", nil), ("dragnet", nil),
    ("police", nil), ("RICE theft", "criminal-investigation"), ("venice", nil),
  ]

  @Test(arguments: reasons)
  func `a reason that says nothing stays unknown`(reason: String, purpose: String?) throws {
    let text = table("id,userId,searchDate,cameraCount,reason", "1,u1,{},94,\"\(reason)\"")
    let mapping = try Mapping(yaml: try propose(text).yaml, file: "proposal")
    let mapped = mapping.events(
      in: try TableReader.read(Array(text.utf8), kind: .csv), source: SourceID(hex: "00"),
      zone: try #require(TimeZone(identifier: "GMT")), place: nil)
    let fact = try #require(mapped.events.first?.facts[.purpose])
    if let purpose {
      #expect(fact == .known([purpose]))
    } else {
      guard case .unknown = fact else {
        Issue.record("\(fact)")
        return
      }
    }
  }

  @Test func `whatever the columns are called, the proposal is a mapping`() throws {
    var dice = SplitMix(seed: 41)
    let words = [
      "When", "Search Date", "a: b", "\"x\"", "#", "{}", "Reason", "User ID", "Agency", "- y",
      "Plate", "*", "é",
      "Release Date", "Detainer", "null", "yes", "Door", "back\\slash", "Name",
    ]
    let values = [
      "3/4/2019", "x", "", "\"", "{a: b}", "12", "(b)(6)", "Fairview PD", "inv", "# no",
    ]
    for _ in 0..<120 {
      let width = 1 + dice.below(6)
      let lines = (0..<6).map { line in
        (0..<width).map { _ in
          let text = line == 0 ? words[dice.below(words.count)] : values[dice.below(values.count)]
          return "\"" + text.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: ",")
      }
      let proposal = try propose(lines.joined(separator: "\n"), file: "we\"ird: *.csv")
      #expect(throws: Never.self, "\(lines)\n\(proposal.yaml)") {
        try Mapping(yaml: proposal.yaml, file: "proposal")
      }
    }
  }

  @Test func `an explanation counts what every text became`() throws {
    let text =
      table("When,Who,Why", "{},jdoe,theft") + "\nno day,x,theft\n1/2/2019,x,odd\n1/2/2019,x,\n"
    let mapping = try Mapping(
      yaml: """
        source: "*.csv"
        time: When
        patterns: {p: [{says: theft, is: criminal-investigation}]}
        events:
          - name: look-up
            action: database-query
            purpose: {column: Why, patterns: p}
        """, file: "m")
    var explainer = MappingExplainer(mapping, zone: try #require(TimeZone(identifier: "GMT")))
    for sheet in try TableReader.read(Array(text.utf8), kind: .csv) { explainer.read(sheet) }
    let found = explainer.finish()
    #expect(found.rows == 33)
    #expect(found.events.map(\.count) == [32])
    #expect(found.failed == 1)
    let purpose = try #require(found.slots.first)
    #expect((purpose.known, purpose.unknown) == (30, 2))
    #expect(purpose.meanings.last?.texts == [.init("odd", 1)])
    #expect(purpose.meanings.last?.blank == 1)
  }
}
