// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence
import Policy

struct PolicyShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print what is in force for a place on a day.")

  @OptionGroup var files: PolicyFiles
  @Option(help: "The place, as policy files name it.")
  var place: String
  @Option(help: "The day, as YYYY-MM-DD.")
  var on: String
  @OptionGroup var listing: ListingOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if CivilDay(on) == nil {
      throw ValidationError("--on takes a day as YYYY-MM-DD, such as 2019-03-01; got “\(on)”.")
    }
  }

  func run() throws {
    guard let day = CivilDay(on) else { return }
    let instruments = try files.readable().library.inForce(at: place, on: day)
    guard listing.format == .text else {
      Listing(columns: [], rows: instruments.map(\.object), empty: "").print(listing.format)
      return
    }
    if instruments.isEmpty { Terminal.print("Nothing is in force for \(place) on \(day).") }
    for instrument in instruments {
      let end = instrument.to.map { " to \($0)" } ?? ""
      Terminal.print(
        common.style(.bold, instrument.id)
          + "  \(instrument.place), in force \(instrument.from)\(end)  (\(instrument.cite))")
      for rule in instrument.rules {
        Terminal.print("  \(rule.cite)   \(instrument.file):\(rule.line)")
        for line in rule.text.split(separator: "\n") { Terminal.print("    \(line)") }
      }
      Terminal.print("")
    }
  }
}

extension Instrument {
  var object: JSONObject {
    var out = JSONObject()
    out["id"] = .string(id)
    out["place"] = .string(place)
    out["from"] = .string(from.description)
    out["to"] = .orNull(to?.description)
    out["cite"] = .string(cite)
    out["file"] = .string(file)
    out["rules"] = .array(
      rules.map { rule in
        var member = JSONObject()
        member["rule"] = .string(rule.ref)
        member["cite"] = .string(rule.cite)
        member["line"] = .int(rule.line)
        member["text"] = .string(rule.text)
        return .object(member)
      })
    return out
  }
}
