// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence
import Foundation

struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Say what a table is and propose how its rows become events.",
    discussion: """
      FILE is CSV, TSV, JSON Lines or XLSX, packed (.gz, .bz2, .xz, .zst) or not; it need not be in a \
      case. What is found in it is shown before anything is taken over: encoding, delimiter, order of \
      dates with the rows that decide it, header, titles, subtotals, and what stands in each column. Then \
      comes a first mapping, with why each part is as it is and what is unsure.

      Change it until it is right, and write it:

        brightline map log.csv --kind database-query --set person="Booking No" --zone UTC \
      --actor jail-corrections --write log.mapping.yaml

      With --mapping, it says what an existing mapping makes of the file: events by name, failures, rows \
      that are no event, and for each slot what the texts became and which nothing knows.

      With --agencies, it counts the agencies a sharing list names: the state's own, other states', \
      federal, tribal, private, fusion centers, and those of which it is unsure.

      docs/MAPPING.md describes mapping files.
      """)

  @Argument(help: "The table.", completion: .file())
  var file: String
  @Option(help: "The kind of table, where it is not told or told wrong.")
  var kind: String?
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Take this column for a slot, or for time.", valueName: "slot=column"))
  var columns: [String] = []
  @Option(help: "Who acts, in the words of the vocabulary, where the table does not tell.")
  var actor: String?
  @Option(help: "The time zone of the table's times, such as America/Chicago or UTC.")
  var zone: String?
  @Option(help: "The order of its dates: month-first or day-first.")
  var order: String?
  @Option(help: "The place whose rules bind whoever acts.")
  var place: String?
  @Option(
    help: ArgumentHelp(
      "Which table of the file, by its name or number; the longest otherwise.", valueName: "name"))
  var table: String?
  @Option(
    help: ArgumentHelp("Say what this mapping makes of the file.", valueName: "mapping"),
    completion: .file(extensions: ["yaml"]))
  var mapping: String?
  @Flag(help: "Count the agencies that a sharing list names, by class.")
  var agencies = false
  @Option(help: "The home state, as two letters; the one most names tell otherwise.")
  var state: String?
  @Option(help: "For --agencies, the column that names them.")
  var column: String?
  @Option(
    help: ArgumentHelp("Write the proposed mapping here.", valueName: "file"), completion: .file())
  var write: String?
  @Flag(help: "Let --write replace a file.")
  var force = false
  @OptionGroup var listing: ListingOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if agencies, mapping != nil { throw ValidationError("Say --agencies or --mapping, not both.") }
    if write != nil, agencies || mapping != nil {
      throw ValidationError("--write goes with a proposal: without --agencies and --mapping.")
    }
    if column != nil, !agencies { throw ValidationError("--column goes with --agencies.") }
    if let order, DateOrder(rawValue: order) != .monthFirst, DateOrder(rawValue: order) != .dayFirst
    {
      throw ValidationError("--order is month-first or day-first.")
    }
    if let zone, TimeZone(identifier: zone) == nil {
      throw ValidationError(
        "--zone \(zone): there is no such zone; write an IANA name such as America/Chicago.")
    }
    if let actor, !(Vocabulary.facets[.actor] ?? []).contains(actor) {
      throw ValidationError(
        "--actor \(actor) is no word of the vocabulary; it can be "
          + (Vocabulary.facets[.actor] ?? []).joined(separator: ", ") + ".")
    }
    for wish in columns where !wish.contains("=") {
      throw ValidationError("--set \(wish): write SLOT=COLUMN, such as person=\"Booking No\".")
    }
  }

  func run() throws {
    let reading = try TableReading(URL(filePath: file), files: .current())
    let index = try table.map { try reading.table(named: $0) } ?? reading.largest
    if agencies { return try printAgencies(reading, index) }
    if let mapping { return try explain(reading, Mapping(at: URL(filePath: mapping))) }
    let proposal = try reading.proposal(table: index, wishes: wishes, home: state)
    if let write {
      let url = URL(filePath: write)
      if !force, FileManager.default.fileExists(atPath: url.path) {
        throw CaseworkError("\(write) is there already; say --force to replace it")
      }
      try Data(proposal.yaml.utf8).write(to: url)
    }
    let text = MapText(style: common.style, verbose: common.verbose)
    switch listing.format {
    case .text:
      for line in text.form(reading) { Terminal.print(line) }
      for number in reading.tables.indices {
        for line in text.table(
          reading.tables[number], number: number, isChosen: number == index,
          of: reading.tables.count)
        {
          Terminal.print(line)
        }
      }
      for line in text.proposal(proposal, showsFile: write == nil) { Terminal.print(line) }
      if let write { common.say("wrote \(write)") }
    case .json:
      Terminal.print(JSONValue.object(MapObjects.reading(reading, chosen: index, proposal)).json)
    case .csv:
      Listing(columns: [], rows: reading.tables[index].columns.map(MapObjects.column), empty: "")
        .print(.csv)
    }
    if proposal.kind == nil || reading.tables.contains(where: { $0.failed > 0 }) {
      throw ExitCode.toLookAt
    }
  }

  private var wishes: MappingProposal.Wishes {
    var out = MappingProposal.Wishes()
    (out.kind, out.zone, out.place, out.actor) = (kind, zone, place, actor)
    out.order = order.flatMap { DateOrder(rawValue: $0) }
    for wish in columns {
      let parts = wish.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { out.columns[String(parts[0])] = String(parts[1]) }
    }
    return out
  }

  private func explain(_ reading: TableReading, _ mapping: Mapping) throws {
    let zone = zone.flatMap { TimeZone(identifier: $0) } ?? TimeZone(identifier: "GMT") ?? .current
    let found = try reading.explanation(of: mapping, zone: zone)
    if listing.format == .text {
      let text = MapText(style: common.style, verbose: common.verbose)
      if !mapping.matches(sourceName: file) {
        Terminal.print(
          common.style(
            .yellow,
            "The mapping's `source` does not name this file: in a case it would not be used for it."
          ))
      }
      for line in text.explanation(found, of: reading) { Terminal.print(line) }
    } else {
      Listing(columns: [], rows: [MapObjects.explanation(found)], empty: "").print(listing.format)
    }
    if found.failed > 0 || !found.failures.isEmpty { throw ExitCode.toLookAt }
  }

  private func printAgencies(_ reading: TableReading, _ index: Int) throws {
    let count = try reading.agencies(table: index, column: column, home: state)
    if listing.format == .text {
      for line in MapText(style: common.style, verbose: common.verbose).agencies(count) {
        Terminal.print(line)
      }
    } else {
      Listing(columns: [], rows: count.names.map(MapObjects.agency), empty: "").print(
        listing.format)
    }
    if count.names.contains(where: { $0.answer.class == .unsure }) { throw ExitCode.toLookAt }
  }
}
