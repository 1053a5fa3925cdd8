// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence
import Foundation
import Policy

struct PolicyShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print what is in force for a place on a day.",
    discussion: """
      With --html, one page of the law's words, each rule below them and the worked examples with \
      what they give now, for reading and printing; of all files, or of those with something in \
      force for --place on --on.
      """)

  @OptionGroup var files: PolicyFiles
  @Option(help: "The place, as policy files name it.")
  var place: String?
  @Option(help: "The day, as YYYY-MM-DD.")
  var on: String?
  @Flag(help: "Make a page for people.")
  var html = false
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Write the page here; on standard output otherwise.", valueName: "file.html"),
    completion: .file(extensions: ["html"]))
  var output: String?
  @OptionGroup var listing: ListingOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let on, CivilDay(on) == nil {
      throw ValidationError("--on takes a day as YYYY-MM-DD, such as 2019-03-01; got “\(on)”.")
    }
    if (place == nil) != (on == nil) { throw ValidationError("--place and --on go together.") }
    if place == nil, !html {
      throw ValidationError("Name --place and --on, or make a page by --html.")
    }
    if output != nil, !html { throw ValidationError("--output goes with --html.") }
    if html, listing.format != .text {
      throw ValidationError("--html makes a page, and --format a listing: choose one.")
    }
  }

  private var asOf: (place: String, day: CivilDay)? {
    guard let place, let day = on.flatMap({ CivilDay($0) }) else { return nil }
    return (place, day)
  }

  private func page() throws {
    let page = try files.readable().page(asOf: asOf, version: Brightline.version)
    guard let output else {
      Terminal.write(Array(page.utf8), to: STDOUT_FILENO)
      return
    }
    do {
      try Data(page.utf8).write(to: URL(filePath: output), options: .atomic)
    } catch {
      throw CaseworkError(
        "\(output) cannot be written: is its folder there, and yours to write in?")
    }
    common.say("wrote \(output)")
  }

  func run() throws {
    if html { return try page() }
    guard let (place, day) = asOf else { return }
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
